/**
 * Small models that the contract suite runs. The module is a catalogue: workers import it by its address and find
 * `models`.
 *
 * @example
 * const catalogue = new URL(import.meta.resolve('@veinline/experiment/contract-models'));
 */
import type { Process, ProcessBody } from '@veinline/des';
import type { Model } from './model.ts';
import { defineModel } from './model.ts';
import { z } from 'zod';

/** A single-server queue, customer by customer, with a curve of the waits. */
const queue = defineModel({
  id: 'contract-queue',
  version: '1',
  title: 'Single-server queue',
  description: 'Customers of a single server, for the contract suite.',
  timeUnit: 'minutes',
  parameters: z.strictObject({
    customers: z.int().min(1).default(200).describe('how many customers come'),
    arrivalMean: z.number().positive().default(1.25).describe('the mean time between arrivals in minutes'),
    serviceMean: z.number().positive().default(1).describe('the mean service time in minutes'),
  }),
  outputs: {
    waitMean: { unit: 'min', description: 'Mean wait for service' },
    waitMaximum: { unit: 'min', description: 'Longest wait for service' },
    // Differs between replications and is NaN in some: results must carry that as well.
    firstLongWait: { unit: 'min', description: 'When the first wait above 10 min began' },
  },
  series: { waits: { unit: 'min', description: 'Wait of the first customers', points: 20 } },
  build({ customers, arrivalMean, serviceMean }, { simulation }) {
    const server = simulation.resource('server', { capacity: 1 });
    const gap = simulation.sampler('arrivals', { type: 'exponential', mean: arrivalMean });
    const service = simulation.sampler('service', { type: 'exponential', mean: serviceMean });
    const waits: number[] = [];
    let firstLongWait = NaN;

    function* customer(process: Process, number: number): ProcessBody<void> {
      const came = simulation.now;
      if (!server.tryTake(process)) yield server.seize(process);
      waits[number] = simulation.now - came;
      if (Number.isNaN(firstLongWait) && simulation.now - came > 10) firstLongWait = came;
      yield process.hold(service());
      server.release(process);
    }

    function* source(process: Process): ProcessBody<void> {
      for (let number = 0; number < customers; number++) {
        yield process.hold(gap());
        simulation.spawn(customer, number);
      }
    }

    return {
      run() {
        simulation.spawn(source);
        simulation.run();
      },
      outputs: () => ({
        waitMean: waits.reduce((sum, wait) => sum + wait, 0) / waits.length,
        waitMaximum: Math.max(...waits),
        firstLongWait,
      }),
      series: () => ({ waits: Float64Array.from({ length: 20 }, (_, i) => waits[i] ?? NaN) }),
    };
  },
});

/** Fails in every third replication (1, 4, 7, ...), at time 4.5, in a process named "pump". */
const failing = defineModel({
  id: 'contract-failing',
  version: '1',
  title: 'Fails now and then',
  description: 'Every third replication fails, for the contract suite.',
  timeUnit: 'hours',
  parameters: z.strictObject({}),
  outputs: { holds: { unit: '1', description: 'Holds that went well' } },
  build(_, { simulation, replication }) {
    let holds = 0;
    function* body(process: Process): ProcessBody<void> {
      for (; holds < 5; holds++) {
        if (holds === 3 && replication % 3 === 1) throw new Error('The pump ran dry.');
        yield process.hold(1.5);
      }
    }
    return {
      run() {
        simulation.spawnNamed('pump', body);
        simulation.run();
      },
      outputs: () => ({ holds }),
    };
  },
});

/** Goes on until the event limit stops it. */
const endless = defineModel({
  id: 'contract-endless',
  version: '1',
  title: 'Never ends',
  description: 'Holds for ever, for the contract suite.',
  timeUnit: 'hours',
  parameters: z.strictObject({}),
  outputs: { holds: { unit: '1', description: 'Holds so far' } },
  build(_, { simulation }) {
    let holds = 0;
    function* body(process: Process): ProcessBody<void> {
      for (;;) {
        yield process.hold(1);
        holds += 1;
      }
    }
    return {
      run() {
        simulation.spawnNamed('clock', body);
        simulation.run();
      },
      outputs: () => ({ holds }),
    };
  },
});

/** What a worker imports. */
export const models: readonly Model[] = [queue, failing, endless];
