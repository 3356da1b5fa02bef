import type { Effect, FractionalFactorial, MeanInterval } from '@veinline/stats';
import type { DesignPoint } from './sweep.ts';
import type { Experiment } from './experiment.ts';
import type { Ranges } from './ranges.ts';
import type { StudyOptions } from './study.ts';
import { atPoint, checkRanges } from './ranges.ts';
import { fractionalFactorial, meanInterval } from '@veinline/stats';
import { checkOutputName } from './output-name.ts';
import { observedValues } from './study.ts';
import { runDesign } from './sweep.ts';

/** Which two-level design to run. */
export interface FactorialPlan {
  /** Low and high level of every factor, by parameter path. */
  readonly ranges: Ranges;
  /** Factors set to products of others: `{ 'sessions.nurses': ['chairs', 'demand.perDay'] }`; none: full factorial. */
  readonly generators?: Readonly<Record<string, Effect>>;
}

/** What changing one factor from low to high does on average, in the unit of the output. */
export interface MainEffect {
  readonly factor: string;
  readonly interval: MeanInterval;
  /** Effects that this design cannot tell from it, shortest first. */
  readonly aliases: readonly Effect[];
}

/** A two-level design that was run. */
export interface FactorialResult {
  readonly design: FractionalFactorial;
  readonly points: readonly DesignPoint[];
  /** Main effects on an output, in the order of the factors. Throws OUTPUT_UNKNOWN, OUTPUT_UNOBSERVED. */
  effects(output: string): MainEffect[];
}

/**
 * Runs a two-level full or fractional factorial under common random numbers. Effects are computed replication by
 * replication, so that their intervals profit from the common random numbers. Throws RANGE_INVALID, DESIGN_INVALID and
 * what `runDesign` throws.
 */
export async function runFactorial(
  experiment: Experiment,
  { ranges, generators = {} }: FactorialPlan,
  options: StudyOptions,
): Promise<FactorialResult> {
  checkRanges(ranges);
  const base = Object.keys(ranges).filter((path) => !Object.hasOwn(generators, path));
  const design = fractionalFactorial({ base, generators });
  const ordered = Object.fromEntries(design.factors.map((path) => [path, ranges[path]!]));
  const changes = design.runs.map((run) =>
    atPoint(
      ordered,
      run.map((level) => (level === 1 ? 1 : 0)),
    ),
  );
  const points = await runDesign(experiment, changes, options);
  const { confidence } = experiment.settings;
  return { design, points, effects: (output) => effectsOn(output, design, points, confidence) };
}

function effectsOn(
  output: string,
  design: FractionalFactorial,
  points: readonly DesignPoint[],
  confidence: number,
): MainEffect[] {
  checkOutputName(points[0]!.result.experiment.model, output);
  const values = points.map(({ result }) => observedValues(result, output));
  const replications = Math.min(...values.map(({ length }) => length));
  return design.factors.map((factor, f) => {
    const effects = new Float64Array(replications);
    for (const [p, run] of design.runs.entries())
      for (let r = 0; r < replications; r++) effects[r]! += (run[f]! * values[p]![r]! * 2) / points.length;
    return { factor, interval: meanInterval(effects, confidence), aliases: design.aliasesOf([factor]) };
  });
}
