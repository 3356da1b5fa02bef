import { describe, expect, it } from 'vitest';
import { defineModel } from './model.ts';
import type { ReplicationModel } from './model.ts';
import { runReplication } from './replication.ts';
import type { Simulation } from '@veinline/des';
import { z } from 'zod';

function modelOf(build: (simulation: Simulation) => ReplicationModel) {
  return defineModel({
    id: 'probe',
    version: '1',
    title: 'Probe',
    description: 'For these tests.',
    timeUnit: 'hours',
    parameters: z.strictObject({}),
    outputs: { a: { unit: '1', description: 'A' }, b: { unit: '1', description: 'B' } },
    series: { s: { unit: '1', description: 'S', points: 2 } },
    build: (_, { simulation }) => build(simulation),
  });
}
const job = { modelId: 'probe', modelVersion: '1', parameters: {}, seed: 1, from: 0, to: 1 };
const good = { a: 1, b: 2 };
const series = () => ({ s: new Float64Array(2) });

describe('runReplication', () => {
  it('gives the outputs in the order the model declares them', () => {
    const model = modelOf(() => ({ run() {}, outputs: () => ({ b: 2, a: 1 }), series }));
    const result = runReplication(model, job, 5);
    expect(result).toMatchObject({ index: 5, error: null, events: 0 });
    expect(Array.from(result.outputs)).toEqual([1, 2]);
  });

  it.each<[what: string, model: ReplicationModel, code: string, message: string]>([
    [
      'a missing output',
      { run() {}, outputs: () => ({ a: 1 }), series },
      'OUTPUT_MISSING',
      'no number for the output "b"',
    ],
    [
      'an unknown output',
      { run() {}, outputs: () => ({ ...good, bb: 1 }), series },
      'OUTPUT_UNKNOWN',
      '"bb"',
    ],
    [
      'an infinite output',
      { run() {}, outputs: () => ({ ...good, b: 1 / 0 }), series },
      'OUTPUT_INFINITE',
      'Infinity',
    ],
    ['a missing series', { run() {}, outputs: () => good }, 'SERIES_LENGTH', 'no Float64Array'],
    [
      'a series of the wrong length',
      { run() {}, outputs: () => good, series: () => ({ s: new Float64Array(3) }) },
      'SERIES_LENGTH',
      '3 points',
    ],
  ])('reports %s and observes nothing', (_what, replication, code, message) => {
    const {
      error,
      outputs,
      series: curves,
    } = runReplication(
      modelOf(() => replication),
      job,
      0,
    );
    expect(error).toMatchObject({ code, message: expect.stringContaining(message) as string });
    expect(Array.from(outputs)).toEqual([NaN, NaN]);
    expect(Array.from(curves[0]!)).toEqual([NaN, NaN]);
  });

  it('keeps what was observed until a failure, and names process and time', () => {
    const model = modelOf((simulation) => ({
      run() {
        simulation.spawnNamed('press', function* (process) {
          yield process.hold(2.5);
          throw new Error('jammed');
        });
        simulation.run();
      },
      outputs: () => good,
      series,
    }));
    const { error, outputs, events } = runReplication(model, job, 0);
    expect(error).toMatchObject({ process: 'press', time: 2.5 });
    expect(error!.message).toContain('jammed');
    expect(Array.from(outputs)).toEqual([1, 2]);
    expect(events).toBeGreaterThan(0);
  });

  it('reports a negative delay with the process, the time and what to do', () => {
    const model = modelOf((simulation) => ({
      run() {
        simulation.spawnNamed('press', function* (process) {
          yield process.hold(1);
          yield process.hold(-1);
        });
        simulation.run();
      },
      outputs: () => good,
      series,
    }));
    expect(runReplication(model, job, 0).error).toMatchObject({
      code: 'DELAY_INVALID',
      process: 'press',
      time: 1,
    });
  });

  it('gives up a model that never ends, naming a process and the time', () => {
    const model = modelOf((simulation) => ({
      run() {
        simulation.spawnNamed('clock', function* (process) {
          for (;;) yield process.hold(1);
        });
        simulation.run();
      },
      outputs: () => good,
      series,
    }));
    const { error } = runReplication(model, { ...job, eventLimit: 100 }, 0);
    expect(error).toMatchObject({ code: 'EVENT_LIMIT', process: 'clock' });
    expect(error!.message).toContain('100 events');
    expect(error!.time).toBeGreaterThan(90);
  });

  it('tells the first failure when outputs() fails as well', () => {
    const model = modelOf(() => ({
      run() {
        throw new Error('first');
      },
      outputs() {
        throw new Error('second');
      },
    }));
    expect(runReplication(model, job, 0).error).toMatchObject({ code: 'MODEL_FAILED', message: 'first' });
  });

  it('reports a model that cannot be built', () => {
    const model = modelOf(() => {
      throw new Error('no building');
    });
    expect(runReplication(model, job, 0).error?.message).toBe('no building');
  });

  it('is handed a fresh simulation with seed and number', () => {
    const seen: number[][] = [];
    const model = modelOf((simulation) => {
      seen.push([simulation.seed, simulation.replication, simulation.now]);
      return { run: () => void simulation.run(9), outputs: () => good, series };
    });
    runReplication(model, { ...job, seed: 42 }, 7);
    runReplication(model, { ...job, seed: 42 }, 8);
    expect(seen).toEqual([
      [42, 7, 0],
      [42, 8, 0],
    ]);
  });
});
