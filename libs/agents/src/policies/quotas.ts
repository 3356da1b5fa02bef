import { VeinlineError } from '@veinline/base';
import { z } from 'zod';
import { parsed } from '../parsed.ts';
import { didYouMean } from '../did-you-mean.ts';

const limit = z.number().int().nonnegative();

/** Limits on how many items a group may have, as scenario files write them. */
export const quotasSchema = z
  .array(
    z.strictObject({
      group: z
        .string()
        .describe('Write by which group is counted, by a name the model gives, such as region.'),
      limit: limit
        .optional()
        .describe('Write how many items each group may have; left out, only those named are limited.'),
      limits: z.record(z.string(), limit).default({}).describe('Write limits of single groups that differ.'),
      period: z
        .number()
        .positive()
        .optional()
        .describe(
          'Write over which time the limit counts, in model time; left out, it limits items held at once.',
        ),
    }),
  )
  .describe('Write quotas; an item must be within all of them.');

/** Quotas as written. */
export type QuotasInput = z.input<typeof quotasSchema>;

/** Group of an item and the server it would go to, by the names quotas use. */
export type QuotaGroups<I, S> = Readonly<Record<string, (item: I, server: S) => string>>;

interface Count {
  window: number;
  taken: number;
}

/** Keeps count of quotas: per period in windows from time 0 on, or of what is held until released. */
export class Quotas<I, S> {
  readonly #quotas: z.output<typeof quotasSchema>;
  readonly #groups: QuotaGroups<I, S>;
  readonly #counts: Map<string, Count>[];

  /** Throws VeinlineError QUOTA_INVALID or QUOTA_GROUP_UNKNOWN. */
  constructor(quotas: QuotasInput, groups: QuotaGroups<I, S>) {
    this.#quotas = parsed(quotasSchema, quotas, 'QUOTA_INVALID', 'The quotas');
    this.#groups = groups;
    this.#counts = this.#quotas.map(() => new Map());
    for (const { group } of this.#quotas) {
      if (Object.hasOwn(groups, group)) continue;
      const known = Object.keys(groups);
      throw new VeinlineError(
        'QUOTA_GROUP_UNKNOWN',
        `A quota counts by '${group}', which the model does not group by.`,
        {
          hint: `${didYouMean(group, known)}Use one of: ${known.join(', ')}.`,
          details: { group, known },
        },
      );
    }
  }

  /** Which quota is used up, in words, or undefined when the item may go. */
  refusal(item: I, server: S, now: number): string | undefined {
    for (const [index, quota] of this.#quotas.entries()) {
      const key = this.#groups[quota.group]!(item, server);
      const most = quota.limits[key] ?? quota.limit;
      if (most === undefined || this.#count(index, key, now).taken < most) continue;
      return `quota of ${quota.group} ${key} used up: ${most}${quota.period === undefined ? ' held' : ` per ${quota.period}`}`;
    }
    return undefined;
  }

  /** Counts an item; throws VeinlineError QUOTA_EXCEEDED when a quota is used up. */
  take(item: I, server: S, now: number): void {
    const refusal = this.refusal(item, server, now);
    if (refusal !== undefined)
      throw new VeinlineError('QUOTA_EXCEEDED', `Cannot take one more at ${now}: ${refusal}.`, {
        hint: 'Ask refusal() first.',
      });
    this.#quotas.forEach(
      ({ group }, index) => this.#count(index, this.#groups[group]!(item, server), now).taken++,
    );
  }

  /** Gives back an item held; periods keep it counted. */
  release(item: I, server: S): void {
    this.#quotas.forEach(({ group, period }, index) => {
      if (period !== undefined) return;
      const key = this.#groups[group]!(item, server);
      const count = this.#counts[index]!.get(key);
      if (!count || count.taken === 0)
        throw new VeinlineError('QUOTA_NOT_HELD', `${group} ${key} holds no item to release.`, {
          hint: 'Release each item taken once.',
        });
      count.taken--;
    });
  }

  /** Uncounts items taken at `now`, of periods too: for plans that were only tried. */
  giveBack(pairs: readonly { readonly item: I; readonly server: S }[], now: number): void {
    for (const { item, server } of pairs)
      this.#quotas.forEach(
        ({ group }, index) => this.#count(index, this.#groups[group]!(item, server), now).taken--,
      );
  }

  #count(index: number, key: string, now: number): Count {
    const { period } = this.#quotas[index]!;
    const window = period === undefined ? 0 : Math.floor(now / period);
    let count = this.#counts[index]!.get(key);
    if (!count) this.#counts[index]!.set(key, (count = { window, taken: 0 }));
    if (count.window !== window) [count.window, count.taken] = [window, 0];
    return count;
  }
}
