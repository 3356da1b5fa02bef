import type { ExperimentResults, OutputSummary } from '@veinline/contracts';
import type { Json } from './parameter-fields.ts';

type Scenario = ExperimentResults['scenarios'][number];

/** One line of a sweep chart: an output along the first axis at one value of the second. */
export interface SweepLine {
  /** Value of the second axis; null when there is none. */
  readonly at: Json;
  readonly points: readonly { readonly x: Json; readonly summary: OutputSummary }[];
}

/** Values of an axis in the order the results have them. */
export function valuesOn(scenarios: readonly Scenario[], axis: string): readonly Json[] {
  const seen = new Map<string, Json>();
  for (const { setting } of scenarios) {
    const value = setting[axis] as Json | undefined;
    if (value !== undefined) seen.set(JSON.stringify(value), value);
  }
  const values = [...seen.values()];
  return values.every((value) => typeof value === 'number')
    ? values.sort((a, b) => Number(a) - Number(b))
    : values;
}

/** Lines of one output; `fixed` holds the values of all axes beyond the second. */
export function sweepLines(
  scenarios: readonly Scenario[],
  axes: readonly string[],
  fixed: Readonly<Record<string, Json>>,
  output: string,
): readonly SweepLine[] {
  const [first = '', second] = axes;
  const kept = scenarios.filter(({ setting }) =>
    axes.slice(2).every((axis) => JSON.stringify(setting[axis]) === JSON.stringify(fixed[axis])),
  );
  const lineValues = second === undefined ? [null] : valuesOn(kept, second);
  const xs = valuesOn(kept, first);
  return lineValues.map((at) => {
    const own = kept.filter(
      ({ setting }) => second === undefined || JSON.stringify(setting[second]) === JSON.stringify(at),
    );
    const points = xs.flatMap((x) => {
      const scenario = own.find(({ setting }) => JSON.stringify(setting[first]) === JSON.stringify(x));
      const summary = scenario?.outputs.find((item) => item.output === output);
      return summary === undefined ? [] : [{ x, summary }];
    });
    return { at, points };
  });
}
