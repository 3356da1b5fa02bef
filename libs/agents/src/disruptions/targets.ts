import { type RandomStream } from '@veinline/base';
import { type DisruptionSpec } from './disruption-schema.ts';
import { type Modifier } from './modifier.ts';

/** Something a disruption can hit. */
export interface DisruptionTarget {
  readonly id: string;
  /** What selectors match, such as its region. */
  readonly attributes?: Readonly<Record<string, string | number | boolean>>;
}

/** One kind of disruption a model offers: what it can hit and what then happens. */
export interface DisruptionEffect {
  readonly targets: readonly DisruptionTarget[];
  /** Called whenever the disruptions on a target change; `modifier.apply(base)` is the value from now on. */
  apply(target: string, modifier: Modifier): void;
}

/** The targets a selector names, before any draw, or the problem as text. */
export function selectTargets(where: DisruptionSpec['where'], effect: DisruptionEffect): string[] | string {
  const known = effect.targets.map(({ id }) => id);
  if (where === 'all') return known.length > 0 ? known : 'There is nothing it could hit.';
  const unknown = (where.ids ?? []).filter((id) => !known.includes(id));
  if (unknown.length > 0)
    return `There is no target '${unknown.join("', '")}'. Use some of: ${known.join(', ')}.`;
  const found = effect.targets.filter(
    ({ id, attributes = {} }) =>
      (where.ids?.includes(id) ?? true) &&
      Object.entries(where.match ?? {}).every(([name, value]) => attributes[name] === value),
  );
  if (found.length === 0)
    return `No target matches ${JSON.stringify(where)}. Use some of: ${known.join(', ')}.`;
  if (where.pick !== undefined && where.pick > found.length)
    return `It cannot pick ${where.pick} of ${found.length} targets. Write at most ${found.length}.`;
  return found.map(({ id }) => id);
}

/** As many of the targets as asked for, each set equally likely, in the order of the list. */
export function pickTargets(targets: readonly string[], count: number, stream: RandomStream): string[] {
  const left = targets.map((_, index) => index);
  const picked: number[] = [];
  while (picked.length < count) picked.push(...left.splice(Math.floor(stream.next() * left.length), 1));
  return picked.sort((a, b) => a - b).map((index) => targets[index]!);
}
