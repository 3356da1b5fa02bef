import { VeinlineError } from '@veinline/base';
import {
  findModel,
  runReplication,
  type Job,
  type Model,
  type ReplicationResult,
} from '@veinline/experiment';
import { workerData } from 'piscina';

/** One replication of a job, as it travels to a worker. */
export interface ReplicationTask {
  readonly job: Job;
  readonly index: number;
}

/** What comes back: a result, or why the worker refuses the job. An error would lose its code on the way. */
export type ReplicationAnswer =
  | { readonly result: ReplicationResult }
  | {
      readonly refusal: {
        readonly code: string;
        readonly message: string;
        readonly hint: string | undefined;
      };
    };

const { catalogue } = workerData as { readonly catalogue: string };
const { models } = (await import(catalogue)) as { readonly models: readonly Model[] };

/** Runs one replication; a fault of the model comes back inside the result. */
export default function replicate({ job, index }: ReplicationTask): ReplicationAnswer {
  try {
    return { result: runReplication(findModel(models, job.modelId, job.modelVersion), job, index) };
  } catch (thrown) {
    if (!(thrown instanceof VeinlineError)) throw thrown;
    const { code, message, hint } = thrown;
    return { refusal: { code, message, hint } };
  }
}
