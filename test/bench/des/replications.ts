import { loadavg } from 'node:os';
import { InlineRunner, type Job, type Model, type Runner } from '@veinline/experiment';
import { WorkerThreadsRunner } from '@veinline/worker-threads';
import { atMost, peer, type Figure } from '../report.ts';

/** The contract suite's models: built, so that worker threads can import them. */
const catalogue = new URL(import.meta.resolve('@veinline/experiment/contract-models'));
const replications = 64;
const customersEach = 60_000;

/** What a replication costs beside its events, and what a second worker saves. */
export async function benchReplications(): Promise<Figure[]> {
  const load = loadavg()[0] ?? 0;
  const one = await secondsOn(1);
  const two = await secondsOn(2);
  if (one.sum !== two.sum) throw new Error(`1 worker gave the sum ${one.sum}, 2 gave ${two.sum}.`);
  return [
    atMost('des.replication.overhead', await overheadMs(), 'CPU ms', 2),
    peer('des.replications.one_worker', one.seconds, 's'),
    peer('des.replications.two_workers', two.seconds, 's'),
    atMost('des.replications.two_workers_to_one', two.seconds / one.seconds, 'x', 0.6),
    // The ratio means something on an otherwise idle machine only.
    peer('des.replications.load_before', load, 'processes'),
  ];
}

/** CPU time of a replication that has next to nothing to do. */
async function overheadMs(): Promise<number> {
  const { models } = (await import(catalogue.href)) as { models: readonly Model[] };
  const runner = new InlineRunner(models);
  await outputs(runner, 200, 1);
  const begun = process.cpuUsage();
  await outputs(runner, 500, 1);
  const { user, system } = process.cpuUsage(begun);
  return (user + system) / 1000 / 500;
}

async function secondsOn(workers: number): Promise<{ seconds: number; sum: number }> {
  const runner = new WorkerThreadsRunner({ catalogue, workers });
  try {
    // Starts the threads and lets the compiler settle.
    await outputs(runner, 4 * workers, customersEach);
    const begun = performance.now();
    const values = await outputs(runner, replications, customersEach);
    return {
      seconds: (performance.now() - begun) / 1000,
      sum: values.reduce((sum, value) => sum + value, 0),
    };
  } finally {
    await runner.close();
  }
}

async function outputs(runner: Runner, count: number, customers: number): Promise<number[]> {
  const job: Job = {
    modelId: 'contract-queue',
    modelVersion: '1',
    parameters: { customers, arrivalMean: 1.25, serviceMean: 1 },
    seed: 1,
    from: 0,
    to: count,
  };
  const values: number[] = [];
  for await (const { index, outputs: columns, error } of runner.run(job, {
    signal: new AbortController().signal,
  })) {
    if (error !== null) throw new Error(error.message);
    values[index] = columns[0] ?? NaN;
  }
  return values;
}
