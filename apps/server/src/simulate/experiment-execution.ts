import { VeinlineError, messageOf } from '@veinline/base';
import type { Effect, ExperimentRequest, ExperimentResults, ExperimentView } from '@veinline/contracts';
import {
  compareScenarios,
  morrisSensitivity,
  runExperiment,
  sobolSensitivity,
  sweep,
  type Experiment,
  type ExperimentResult,
  type JsonValue,
  type Progress,
  type Provenance,
  type Runner,
} from '@veinline/experiment';
import { differenceViews, effectOfMorris, effectOfSobol } from './effect-views.ts';
import { scenarioView } from './result-views.ts';

/** What an execution needs besides the request. */
export interface ExecutionOptions {
  readonly runner: Runner;
  readonly signal: AbortSignal;
  readonly provenance: Provenance;
  readonly onProgress: (progress: {
    readonly total: number;
    readonly interval: Progress['interval'];
  }) => void;
}

/** What came of a request: always what there is, also of a cancelled or failed one. */
export interface Execution {
  readonly status: Exclude<ExperimentView['progress']['status'], 'queued' | 'running'>;
  readonly error: ExperimentView['error'];
  /** Finished scenarios or design points, for files. */
  readonly results: readonly ExperimentResult[];
  readonly views: Pick<ExperimentResults, 'scenarios' | 'differences' | 'effects'>;
}

type Settings = Readonly<Record<string, JsonValue>>;

/** Runs what a request asks for; throws nothing that the model, the runner or the user can cause. */
export async function execute(
  request: ExperimentRequest,
  experiments: readonly Experiment[],
  options: ExecutionOptions,
): Promise<Execution> {
  const finished: ExperimentResult[] = [];
  const settings: Settings[] = [];
  const whole = {
    ...options,
    onProgress: ({ total }: { readonly total: number }) => options.onProgress({ total, interval: null }),
    onResult: (result: ExperimentResult) => finished.push(result),
  };
  let differences: ExperimentResults['differences'] = [];
  let effects: Effect[] = [];
  let failure: unknown = null;
  const [first] = experiments as readonly [Experiment, ...Experiment[]];
  try {
    switch (request.kind) {
      case 'run':
        finished.push(await runExperiment(first, options));
        break;
      case 'compare': {
        const comparison = await compareScenarios(experiments, whole);
        differences = differenceViews(comparison);
        finished.splice(
          0,
          Infinity,
          comparison.baseline,
          ...comparison.alternatives.map((one) => one.result),
        );
        break;
      }
      case 'sweep': {
        const levels = Object.fromEntries(
          request.axes.map(({ path, values }) => [path, values as JsonValue[]]),
        );
        const points = await sweep(first, levels, whole);
        settings.push(...points.map((point) => point.changes));
        finished.splice(0, Infinity, ...points.map((point) => point.result));
        break;
      }
      case 'sensitivity':
        effects = await effectsOf(request, first, whole);
        finished.length = 0;
    }
  } catch (thrown) {
    failure = thrown;
  }
  const scenarios = finished.map((result, i) => scenarioView(result, settings[i]));
  const outcome = outcomeOf(request, finished, failure, options.signal);
  return { ...outcome, results: finished, views: { scenarios, differences, effects } };
}

async function effectsOf(
  request: Extract<ExperimentRequest, { kind: 'sensitivity' }>,
  experiment: Experiment,
  options: Parameters<typeof morrisSensitivity>[2],
): Promise<Effect[]> {
  const ranges = Object.fromEntries(request.factors.map(({ path, low, high }) => [path, { low, high }]));
  if (request.method === 'morris') {
    const plan = { ranges, trajectories: request.samples };
    return (await morrisSensitivity(experiment, plan, options)).outputs.flatMap(effectOfMorris);
  }
  const plan = { ranges, samples: request.samples };
  const { outputs, experiments } = await sobolSensitivity(experiment, plan, options);
  return outputs.flatMap((output) => effectOfSobol(output, experiments));
}

function outcomeOf(
  { plan }: ExperimentRequest,
  finished: readonly ExperimentResult[],
  failure: unknown,
  signal: AbortSignal,
): Pick<Execution, 'status' | 'error'> {
  if (failure !== null) {
    if (signal.aborted) return { status: 'cancelled', error: null };
    return { status: finished.length > 0 ? 'partial' : 'failed', error: errorView(failure, plan.seed) };
  }
  for (const { experiment, failures, interruption } of finished) {
    const [first] = failures;
    const error = first?.error ?? interruption;
    if (error === undefined || error === null) continue;
    const { code, message, hint, time } = error;
    return {
      status: 'partial',
      error: {
        ...{ code, message, scenario: experiment.name, seed: experiment.settings.seed },
        ...(hint === undefined ? {} : { hint }),
        ...(first === undefined ? {} : { replication: first.replication }),
        ...(time === undefined ? {} : { simulatedTime: time }),
      },
    };
  }
  return {
    status: finished.some(({ status }) => status === 'cancelled') ? 'cancelled' : 'complete',
    error: null,
  };
}

function errorView(thrown: unknown, seed: number): NonNullable<ExperimentView['error']> {
  const message = messageOf(thrown);
  if (!(thrown instanceof VeinlineError)) return { code: 'FAULT', message, seed };
  const scenario = thrown.details['experiment'];
  return {
    ...{ code: thrown.code, message, seed },
    ...(thrown.hint === undefined ? {} : { hint: thrown.hint }),
    ...(typeof scenario === 'string' ? { scenario } : {}),
  };
}
