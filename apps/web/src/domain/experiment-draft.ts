import type { ExperimentRequest, ModelView, ScenarioView } from '@veinline/contracts';
import type { Kind } from './experiment-status.ts';
import type { Field, JsonObject } from './parameter-fields.ts';
import { overlaid } from './parameter-values.ts';

/** A scenario while it is written: all parameters of the model, not only what differs. */
export interface ScenarioDraft {
  readonly name: string;
  readonly values: JsonObject;
}

/** An axis of a sweep as written, such as `2 to 10 by 2`. */
export interface AxisDraft {
  readonly path: string;
  readonly text: string;
}

/** A factor of a sensitivity analysis with its ends as written. */
export interface FactorDraft {
  readonly path: string;
  readonly low: string;
  readonly high: string;
}

/** Seed, replications and precision as written. */
export interface PlanDraft {
  readonly seed: string;
  readonly replications: string;
  readonly confidence: number;
  readonly isPrecise: boolean;
  readonly output: string;
  readonly by: 'halfWidth' | 'relative';
  readonly width: string;
}

/** An experiment while it is written. */
export interface Draft {
  readonly kind: Kind;
  readonly model: string;
  readonly scenarios: readonly ScenarioDraft[];
  readonly axes: readonly AxisDraft[];
  readonly method: 'morris' | 'sobol';
  readonly factors: readonly FactorDraft[];
  readonly samples: string;
  readonly plan: PlanDraft;
}

const firstPlan: PlanDraft = {
  seed: '1',
  replications: '30',
  confidence: 0.95,
  isPrecise: false,
  output: '',
  by: 'relative',
  width: '5',
};

/** A draft that runs a model's defaults, or a shipped scenario. */
export function newDraft(model: ModelView, fields: readonly Field[], scenario: ScenarioView | null): Draft {
  const defaults = model.defaults as JsonObject;
  const changes = (scenario?.parameters ?? {}) as JsonObject;
  const plan = {
    ...firstPlan,
    output: model.outputs[0]?.name ?? '',
    ...(scenario && { seed: String(scenario.seed), replications: String(scenario.replications) }),
  };
  return {
    kind: 'run',
    model: model.id,
    scenarios: [{ name: scenario?.name ?? model.title, values: overlaid(fields, defaults, changes) }],
    axes: [{ path: '', text: '' }],
    method: 'morris',
    factors: [],
    samples: '16',
    plan,
  };
}

/** A draft that repeats a request, ready to be changed. */
export function draftOf(request: ExperimentRequest, model: ModelView, fields: readonly Field[]): Draft {
  const start = newDraft(model, fields, null);
  const given = request.kind === 'compare' ? request.scenarios : [request.scenario];
  const { plan } = request;
  const { precision } = plan;
  const width = precision?.halfWidth ?? (precision?.relative ?? 0.05) * 100;
  return {
    ...start,
    kind: request.kind,
    scenarios: given.map(({ name, parameters }) => {
      const values = overlaid(fields, model.defaults as JsonObject, parameters as JsonObject);
      return { name, values };
    }),
    plan: {
      seed: String(plan.seed),
      replications: String(plan.replications),
      confidence: plan.confidence,
      isPrecise: precision !== undefined,
      output: precision?.output ?? start.plan.output,
      by: precision?.halfWidth === undefined ? 'relative' : 'halfWidth',
      width: String(Number(width.toPrecision(12))),
    },
    ...(request.kind === 'sweep' && {
      axes: request.axes.map(({ path, values }) => ({ path, text: values.map(String).join(', ') })),
    }),
    ...(request.kind === 'sensitivity' && {
      method: request.method,
      factors: request.factors.map(({ path, low, high }) => ({ path, low: String(low), high: String(high) })),
      samples: String(request.samples),
    }),
  };
}

/** A copy of a scenario under a free name, such as `Base 2`. */
export function copyOfScenario(scenarios: readonly ScenarioDraft[], source: ScenarioDraft): ScenarioDraft {
  const stem = source.name.replace(/ \d+$/, '');
  let number = scenarios.length + 1;
  while (scenarios.some(({ name }) => name === `${stem} ${number}`)) number += 1;
  return { name: `${stem} ${number}`, values: source.values };
}
