import type { ExperimentRequest, ExperimentRequestInput, ExperimentView } from '@veinline/contracts';
import { scenariosOf } from './experiment-status.ts';

/** A request that repeats a failed replication, with the words for its button. */
export interface Rerun {
  readonly request: ExperimentRequestInput;
  readonly label: string;
}

/**
 * What runs a failed replication again. Replications are numbered from 0 and get their random numbers from the seed and
 * their number, so replication 0 alone is one replication; a later one is reached by running all before it too.
 */
export function rerunOf(
  request: ExperimentRequest,
  error: NonNullable<ExperimentView['error']>,
): Rerun | null {
  const { replication } = error;
  // The settings of a sweep or of a design are not in the request; they cannot be rebuilt from it.
  if (replication === undefined || request.kind === 'sweep' || request.kind === 'sensitivity') return null;
  const scenarios = scenariosOf(request);
  const scenario = scenarios.find(({ name }) => name === error.scenario) ?? scenarios[0];
  if (scenario === undefined) return null;
  const { confidence } = request.plan;
  const seed = error.seed ?? request.plan.seed;
  const plan = { seed, replications: replication + 1, confidence };
  const label = replication === 0 ? 'Run replication 0 again' : `Run replications 0 to ${replication} again`;
  return { request: { kind: 'run', scenario, plan }, label };
}
