import type { Job, ReplicationError, ReplicationResult } from './job.ts';
import type { Model, ReplicationModel } from './model.ts';
import { VeinlineError, messageOf, nearestName } from '@veinline/base';
import { Process, Simulation, SimulationError } from '@veinline/des';
import { defaultEventLimit } from './job.ts';

/**
 * Runs replication `index` of a job on this thread. Never throws for what the model does: a failure comes back as a
 * partial result. Equal model, job and index give equal bits.
 */
export function runReplication(model: Model, job: Job, index: number): ReplicationResult {
  const { parameters, seed, eventLimit = defaultEventLimit } = job;
  const simulation = new Simulation({ seed, replication: index, timeUnit: model.timeUnit, eventLimit });
  let replication: ReplicationModel | null = null;
  let error: ReplicationError | null = null;
  try {
    replication = model.build(parameters, { simulation, seed, replication: index });
    replication.run();
    if (simulation.eventCount >= eventLimit) throw neverEnds(simulation, eventLimit);
  } catch (thrown) {
    error = errorOf(thrown, simulation);
  }
  try {
    const columns = replication === null ? unobserved(model) : columnsOf(model, replication);
    return { index, ...columns, events: simulation.eventCount, error };
  } catch (thrown) {
    // After a failure the outputs may well fail too; the first failure is the one to tell.
    error ??= errorOf(thrown, simulation);
    return { index, ...unobserved(model), events: simulation.eventCount, error };
  }
}

type Columns = Pick<ReplicationResult, 'outputs' | 'series'>;

function unobserved(model: Model): Columns {
  return {
    outputs: new Float64Array(model.outputNames.length).fill(NaN),
    series: model.seriesNames.map((name) => new Float64Array(model.series[name]!.points).fill(NaN)),
  };
}

function columnsOf(model: Model, replication: ReplicationModel): Columns {
  const outputs = replication.outputs();
  const series = replication.series?.() ?? {};
  checkNames(model, 'output', model.outputNames, outputs);
  checkNames(model, 'series', model.seriesNames, series);
  return {
    outputs: Float64Array.from(model.outputNames, (name) => numberIn(model, name, outputs[name])),
    series: model.seriesNames.map((name) => curveIn(model, name, series[name])),
  };
}

function checkNames(
  model: Model,
  what: string,
  declared: readonly string[],
  given: Readonly<Record<string, unknown>>,
): void {
  for (const name of Object.keys(given)) {
    if (declared.includes(name)) continue;
    const near = nearestName(name, declared);
    const hint = near
      ? `Did you mean "${near}"?`
      : `Declare it, or leave it out; declared are ${declared.join(', ')}.`;
    throw new VeinlineError(
      'OUTPUT_UNKNOWN',
      `${model.id} gives the ${what} "${name}" it does not declare.`,
      { hint },
    );
  }
}

function numberIn(model: Model, name: string, value: unknown): number {
  if (typeof value === 'number' && Math.abs(value) !== Infinity) return value;
  if (typeof value === 'number')
    throw new VeinlineError('OUTPUT_INFINITE', `${model.id} gives ${value} for the output "${name}".`, {
      hint: 'Look for a division by zero; give NaN for what was not observed.',
    });
  throw new VeinlineError('OUTPUT_MISSING', `${model.id} gives no number for the output "${name}".`, {
    hint: 'Return a number for every declared output; NaN for what was not observed.',
  });
}

function curveIn(model: Model, name: string, value: Float64Array | undefined): Float64Array {
  const { points } = model.series[name]!;
  if (value instanceof Float64Array && value.length === points) return value;
  const found = value instanceof Float64Array ? `${value.length} points` : 'no Float64Array';
  throw new VeinlineError('SERIES_LENGTH', `${model.id} gives ${found} for the series "${name}".`, {
    hint: `Return a Float64Array of ${points} points; NaN for what was not observed.`,
  });
}

function neverEnds(simulation: Simulation, eventLimit: number): SimulationError {
  const next = simulation.targets[simulation.events.handles[0]!];
  const process = next instanceof Process ? next.name : undefined;
  const message = `the model did not end within ${eventLimit} events.`;
  const hint = 'Look for a process that goes on for ever, or raise experiment.eventLimit.';
  return new SimulationError('EVENT_LIMIT', message, { process, time: simulation.now }, { hint });
}

function errorOf(thrown: unknown, simulation: Simulation): ReplicationError {
  if (!(thrown instanceof VeinlineError))
    return { code: 'MODEL_FAILED', message: messageOf(thrown), time: simulation.now };
  const { process, time } = thrown.details;
  return {
    code: thrown.code,
    message: thrown.message,
    ...(thrown.hint === undefined ? {} : { hint: thrown.hint }),
    ...(typeof process === 'string' ? { process } : {}),
    time: typeof time === 'number' ? time : simulation.now,
  };
}
