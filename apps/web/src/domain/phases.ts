import type { SamplesView } from '@veinline/contracts';

/** A stretch of time in one phase; times in milliseconds since 1970. */
export interface Phase {
  readonly name: string;
  readonly from: number;
  readonly to: number;
}

/** Joins samples of a text tag into phases; a gap in the record ends a phase. Samples must be in order. */
export function phasesOf(view: SamplesView, nameOf: (value: unknown) => string): Phase[] {
  const phases: Phase[] = [];
  const samples = view.samples ?? [];
  samples.forEach((sample, index) => {
    const from = Math.max(sample.at, view.from);
    const next = samples[index + 1]?.at ?? view.to;
    const gap = view.gaps.find((entry) => entry.from >= sample.at && entry.from < next);
    const to = Math.min(gap?.from ?? next, view.to);
    const name = nameOf(sample.value);
    const last = phases.at(-1);
    if (last !== undefined && last.name === name && last.to === from) {
      phases[phases.length - 1] = { ...last, to };
    } else if (to > from) {
      phases.push({ name, from, to });
    }
  });
  return phases;
}
