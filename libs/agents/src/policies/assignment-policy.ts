import { VeinlineError } from '@veinline/base';
import { parsed } from '../parsed.ts';
import { type AssignmentInput, type AssignmentSpec, assignmentSchema } from './assignment-schema.ts';
import { minCostAssignment } from './min-cost-assignment.ts';
import { type AssignmentChoice, type AssignmentView, type Pair } from './assignment-view.ts';
import {
  type Term,
  type Terms,
  type WeightedTerm,
  explainScore,
  resolveTerms,
  weightedTotal,
} from './terms.ts';

/** An assignment policy bound to a model's view. It proposes; the model takes capacity and quotas when it acts. */
export class AssignmentPolicy<I, S> {
  readonly spec: AssignmentSpec;
  readonly #view: AssignmentView<I, S>;
  readonly #weights: readonly WeightedTerm<Pair<I, S>>[];
  readonly #inBatch = new Map<S, number>();
  readonly #home: ((item: I) => string) | undefined;

  /** Throws VeinlineError POLICY_INVALID or POLICY_TERM_UNKNOWN for what is no policy of this model. */
  constructor(spec: AssignmentInput, view: AssignmentView<I, S>) {
    this.spec = parsed(assignmentSchema, spec, 'POLICY_INVALID', 'The assignment policy');
    this.#view = view;
    this.#weights = resolveTerms(
      weightsOf(this.spec),
      termsOf(view, (server) => this.#loadOf(server)),
      this.spec.type,
    );
    this.#home = this.spec.type === 'fixed' ? view.home?.bind(view) : undefined;
    if (this.spec.type === 'fixed' && !this.#home)
      throw new VeinlineError('POLICY_TERM_UNKNOWN', 'The fixed policy needs the own server of each item.', {
        hint: 'Give the view a home(item), or choose another policy.',
      });
  }

  /** The server for one item. */
  choose(item: I, servers: readonly S[], now: number): AssignmentChoice<I, S> {
    const refused: { server: string; reason: string }[] = [];
    const open = servers.filter((server) => {
      const reason = this.#refusal(item, server, now);
      if (reason !== undefined) refused.push({ server: this.#view.serverId(server), reason });
      return reason === undefined;
    });
    let server: S | undefined;
    let best = Number.NEGATIVE_INFINITY;
    const compared = this.#candidates(item, open).map((candidate) => {
      const total = weightedTotal(this.#weights, { item, server: candidate }, now);
      if (server === undefined || total > best) [server, best] = [candidate, total];
      return { server: this.#view.serverId(candidate), total };
    });
    const score = server === undefined ? undefined : explainScore(this.#weights, { item, server }, now);
    return { item, server, policy: this.spec.type, score, compared, refused };
  }

  /**
   * Servers for several items together, within the capacity left: at least total value under `min-cost` (exact;
   * takes items that demand 1), otherwise one after the other in the order given. Quotas are counted as the batch
   * goes along; under `min-cost` an item beyond a quota is left over. Takes capacity and quotas of nobody.
   */
  chooseBatch(items: readonly I[], servers: readonly S[], now: number): AssignmentChoice<I, S>[] {
    const plan = this.spec.type === 'min-cost' ? this.#plan(items, servers, now) : undefined;
    const taken: Pair<I, S>[] = [];
    try {
      return items.map((item, row) => {
        const choice =
          plan?.[row] === -1
            ? this.#leftOver(item, servers, now)
            : this.choose(item, plan ? [servers[plan[row]!]!] : servers, now);
        const { server } = choice;
        if (server === undefined) return choice;
        this.#inBatch.set(server, (this.#inBatch.get(server) ?? 0) + this.#demand(item));
        this.#view.quotas?.take(item, server, now);
        taken.push({ item, server });
        return choice;
      });
    } finally {
      this.#inBatch.clear();
      this.#view.quotas?.giveBack(taken, now);
    }
  }

  #candidates(item: I, open: readonly S[]): readonly S[] {
    if (this.spec.type !== 'fixed') return open;
    const home = this.#home!(item);
    const own = open.filter((server) => this.#view.serverId(server) === home);
    return own.length > 0 || this.spec.otherwise === undefined ? own : open;
  }

  #leftOver(item: I, servers: readonly S[], now: number): AssignmentChoice<I, S> {
    const refused = servers.map((server) => ({
      server: this.#view.serverId(server),
      reason: this.#refusal(item, server, now) ?? 'given to items that save more',
    }));
    return { item, server: undefined, policy: this.spec.type, score: undefined, compared: [], refused };
  }

  #refusal(item: I, server: S, now: number): string | undefined {
    const refusal = this.#view.refusal?.(item, server);
    if (refusal !== undefined) return refusal;
    const capacity = this.#view.capacity(server);
    const free = capacity - this.#loadOf(server);
    const demand = this.#demand(item);
    if (demand > free) return `${free} of ${capacity} free, ${demand} needed`;
    return this.#view.quotas?.refusal(item, server, now);
  }

  /** Load with what the batch under way has given the server already. */
  #loadOf(server: S): number {
    return this.#view.load(server) + (this.#inBatch.get(server) ?? 0);
  }

  #plan(items: readonly I[], servers: readonly S[], now: number): Int32Array {
    for (const item of items) {
      if (this.#demand(item) === 1) continue;
      throw new VeinlineError(
        'POLICY_BATCH_DEMAND',
        `A min-cost batch has an item that demands ${this.#demand(item)}.`,
        {
          hint: 'Give items of demand 1, or choose a policy that takes them one by one.',
        },
      );
    }
    return minCostAssignment({
      rows: items.length,
      capacities: servers.map((server) =>
        Math.max(0, Math.floor(this.#view.capacity(server) - this.#view.load(server))),
      ),
      cost: (row, column) => {
        const [item, server] = [items[row]!, servers[column]!];
        if (this.#view.refusal?.(item, server) !== undefined) return Number.POSITIVE_INFINITY;
        if (this.#view.quotas?.refusal(item, server, now) !== undefined) return Number.POSITIVE_INFINITY;
        return -weightedTotal(this.#weights, { item, server }, now);
      },
    }).columns;
  }

  #demand(item: I): number {
    return this.#view.demand?.(item) ?? 1;
  }
}

function weightsOf(spec: AssignmentSpec): Record<string, number> {
  switch (spec.type) {
    case 'fixed':
      return spec.otherwise ? weightsOf(spec.otherwise) : {};
    case 'nearest':
      return { distance: -1 };
    case 'least-loaded':
      return { load: -1 };
    case 'cheapest':
      return { cost: -1 };
    case 'min-cost':
      return { [spec.of]: -1 };
    case 'weighted':
      return spec.weights;
  }
}

function termsOf<I, S>(view: AssignmentView<I, S>, loadOf: (server: S) => number): Terms<Pair<I, S>> {
  const terms: Record<string, Term<Pair<I, S>>> = {
    load: { value: ({ server }) => loadOf(server) / view.capacity(server) },
  };
  if (view.distance) {
    const distance = view.distance.bind(view);
    terms['distance'] = { value: ({ item, server }) => distance(item, server) };
  }
  if (view.cost) {
    const cost = view.cost.bind(view);
    terms['cost'] = { value: ({ item, server }) => cost(item, server) };
  }
  return { ...terms, ...view.terms };
}
