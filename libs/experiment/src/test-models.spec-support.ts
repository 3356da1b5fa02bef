import type { Process, ProcessBody } from '@veinline/des';
import type { Job, ReplicationResult } from './job.ts';
import type { RunOptions, Runner } from './runner.ts';
import type { Model } from './model.ts';
import { defineModel } from './model.ts';
import { runReplication } from './replication.ts';
import { z } from 'zod';

/** A formula with noise: y = (x1 - 3)^2 + 2 * x2 + x3 + noise * N(0, 1), and a constant. */
export const formula = defineModel({
  id: 'formula',
  version: '1',
  title: 'Formula',
  description: 'A formula with noise.',
  timeUnit: 'hours',
  parameters: z.strictObject({
    x1: z.number().min(-10).max(10).default(0).describe('a number from -10 to 10'),
    x2: z.number().default(0).describe('a number'),
    deep: z
      .strictObject({
        x3: z.number().default(0).describe('a number'),
        list: z.array(z.number()).default([1, 2]),
      })
      .prefault({})
      .describe('a mapping'),
    noise: z.number().min(0).default(0).describe('a number, 0 or more'),
  }),
  outputs: {
    y: { unit: 'kg', description: 'The formula' },
    x1: { unit: '1', description: 'x1 itself' },
  },
  build: ({ x1, x2, deep, noise }, { simulation }) => ({
    run() {
      simulation.run(1);
    },
    outputs() {
      const normal = simulation.sampler('noise', { type: 'normal', mean: 0, standardDeviation: 1 });
      return { y: (x1 - 3) ** 2 + 2 * x2 + deep.x3 + noise * normal(), x1 };
    },
  }),
});

/** The Ishigami function, a = 7, b = 0.1, of three angles. */
export const ishigami = defineModel({
  id: 'ishigami',
  version: '1',
  title: 'Ishigami',
  description: 'A test function for sensitivity analysis.',
  timeUnit: 'hours',
  parameters: z.strictObject({
    a: z.number().default(0),
    b: z.number().default(0),
    c: z.number().default(0),
  }),
  outputs: { y: { unit: '1', description: 'The function' } },
  build: ({ a, b, c }) => ({
    run() {},
    outputs: () => ({ y: Math.sin(a) + 7 * Math.sin(b) ** 2 + 0.1 * c ** 4 * Math.sin(a) }),
  }),
});

/** A single-server queue over a time, with mean wait as output. */
export const station = defineModel({
  id: 'station',
  version: '2.1',
  title: 'Station',
  description: 'A station with a number of servers.',
  timeUnit: 'minutes',
  parameters: z.strictObject({
    servers: z.int().min(1).default(1).describe('how many servers there are, a whole number'),
    serviceMean: z.number().positive().default(0.8).describe('the mean service time in minutes, above 0'),
    customers: z.int().min(1).default(500).describe('how many customers come, a whole number'),
  }),
  outputs: {
    waitMean: { unit: 'min', description: 'Mean wait' },
    longestWait: { unit: 'min', description: 'Longest wait' },
  },
  series: {
    wait: {
      unit: 'min',
      description: 'Wait by customer',
      points: 60,
      axis: { unit: '1', start: 1, step: 1 },
    },
  },
  build({ servers, serviceMean, customers }, { simulation }) {
    const server = simulation.resource('server', { capacity: servers });
    const gap = simulation.sampler('gap', { type: 'exponential', mean: 1 });
    const service = simulation.sampler('service', { type: 'exponential', mean: serviceMean });
    const waits: number[] = [];
    function* customer(process: Process, duration: number): ProcessBody<void> {
      const came = simulation.now;
      yield server.seize(process);
      waits.push(simulation.now - came);
      yield process.hold(duration);
      server.release(process);
    }
    function* source(process: Process): ProcessBody<void> {
      for (let i = 0; i < customers; i++) {
        yield process.hold(gap());
        simulation.spawn(customer, service());
      }
    }
    return {
      run() {
        simulation.spawn(source);
        simulation.run();
      },
      outputs: () => ({
        waitMean: waits.reduce((sum, wait) => sum + wait, 0) / waits.length,
        longestWait: Math.max(...waits),
      }),
      series: () => ({ wait: Float64Array.from({ length: 60 }, (_, i) => waits[i] ?? NaN) }),
    };
  },
});

/** A runner that gives its results in an order of its own, all models known to it. */
export class ShufflingRunner implements Runner {
  readonly name = 'shuffling';
  readonly workers: number;
  readonly #models: readonly Model[];
  readonly #order: (results: ReplicationResult[]) => ReplicationResult[];

  constructor(
    models: readonly Model[],
    order: (results: ReplicationResult[]) => ReplicationResult[],
    workers = 4,
  ) {
    this.#models = models;
    this.#order = order;
    this.workers = workers;
  }

  async *run(job: Job, { signal }: RunOptions): AsyncGenerator<ReplicationResult, void> {
    const model = this.#models.find(({ id }) => id === job.modelId)!;
    const indices = Array.from({ length: job.to - job.from }, (_, i) => job.from + i);
    for (const result of this.#order(indices.map((index) => runReplication(model, job, index)))) {
      await Promise.resolve();
      if (signal.aborted) return;
      yield result;
    }
  }

  close(): Promise<void> {
    return Promise.resolve();
  }
}
