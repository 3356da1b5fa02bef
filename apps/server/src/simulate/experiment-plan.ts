import { HttpException } from '@nestjs/common';
import { VeinlineError } from '@veinline/base';
import type { ExperimentRequest } from '@veinline/contracts';
import { defineExperiment, findModel, getParameter, type Experiment } from '@veinline/experiment';
import type { Problem } from '@veinline/documents';
import { models } from './models.ts';

type ScenarioInput = Extract<ExperimentRequest, { kind: 'run' }>['scenario'];

/** Replications before a sequential experiment first asks whether its interval is narrow enough. */
const firstDecision = 10;

/**
 * The experiments a request names, checked by their models: one, or for a comparison several.
 * @throws HttpException 422 whose `errors` name each wrong field of the request
 */
export function experimentsOf(request: ExperimentRequest): Experiment[] {
  if (request.kind === 'compare')
    return request.scenarios.map((scenario, i) => experimentOf(request, scenario, `scenarios[${i}]`));
  const experiment = experimentOf(request, request.scenario, 'scenario');
  const paths =
    request.kind === 'sweep'
      ? request.axes.map(({ path }, i) => ({ path, field: `axes[${i}].path` }))
      : request.kind === 'sensitivity'
        ? request.factors.map(({ path }, i) => ({ path, field: `factors[${i}].path` }))
        : [];
  for (const { path, field } of paths) refusing(field, () => getParameter(experiment.parameters, path));
  return [experiment];
}

function experimentOf({ plan }: ExperimentRequest, scenario: ScenarioInput, field: string): Experiment {
  const { name, parameters } = scenario;
  const { replications, seed, confidence, precision } = plan;
  const model = refusing(`${field}.model`, () => findModel(models, scenario.model));
  const settings =
    precision === undefined
      ? { replications, seed, confidence }
      : {
          replications: Math.min(firstDecision, replications),
          seed,
          confidence,
          precision: {
            output: precision.output,
            maximum: replications,
            ...(precision.halfWidth === undefined ? {} : { halfWidth: precision.halfWidth }),
            ...(precision.relative === undefined ? {} : { relative: precision.relative }),
          },
        };
  return refusing(field, () => defineExperiment({ model, name, parameters, settings }));
}

function refusing<T>(field: string, make: () => T): T {
  try {
    return make();
  } catch (thrown) {
    if (!(thrown instanceof VeinlineError)) throw thrown;
    const problems = thrown.details['problems'] as readonly Problem[] | undefined;
    const hint = thrown.hint === undefined ? '' : ` ${thrown.hint}`;
    const errors = problems?.map((problem) => ({
      path: fieldOf(problem.path, field),
      message: `${problem.message} ${problem.fix}`,
    })) ?? [{ path: field, message: `${thrown.message}${hint}` }];
    const message = `${errors.length} field(s) of the experiment are wrong.`;
    throw new HttpException({ message, errors }, 422);
  }
}

/** A path of the experiment as a path of the request. */
function fieldOf(path: string, field: string): string {
  return path.startsWith('experiment') ? path.replace(/^experiment/, 'plan') : `${field}.${path}`;
}
