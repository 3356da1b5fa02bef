import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Process } from '../process.ts';
import { Simulation } from '../simulation.ts';
import { compileFlow } from './compile-flow.ts';
import type { FlowBlock, FlowDefinition, FlowValue } from './flow-definition.ts';
import { runAsProcesses, runNaively, type Companion, type Step } from './flow-oracles.spec-support.ts';

/** The steps of the compiled flow, read from its trace. */
function runCompiled(definition: FlowDefinition, seed: number, until: number, companion?: Companion): Step[] {
  const steps: Step[] = [];
  const labels = definition.blocks.map(({ name, type }, index) => name ?? `${type} ${index + 1}`);
  const sim = new Simulation({
    seed,
    trace: ({ time, action, subject, detail }) => {
      if (action === 'enter')
        steps.push([time, Number(subject.slice(subject.indexOf('#') + 1)), labels.indexOf(detail)]);
    },
  });
  companion?.(sim, steps);
  compileFlow(sim, definition);
  sim.run(until);
  return steps;
}

/** Durations that make ties, in the heap and in lanes, and some that make none. */
const duration: fc.Arbitrary<FlowValue> = fc.oneof(
  fc.constantFrom<FlowValue>(0, 1, 2, 3),
  fc.constantFrom<FlowValue>(
    {
      draw: {
        type: 'discrete',
        outcomes: [
          { value: 0, weight: 1 },
          { value: 1, weight: 2 },
          { value: 2, weight: 1 },
        ],
      },
      stream: 'whole',
    },
    { draw: { type: 'exponential', mean: 1.5 }, stream: 'spread' },
    { sum: [{ attribute: 'kind' }, 1] },
  ),
);

/** Two sources and a burst whose entities wander through stations, each a pool with a delay, and back with some chance. */
const definitions: fc.Arbitrary<FlowDefinition> = fc
  .record({
    capacities: fc.array(fc.integer({ min: 1, max: 3 }), { minLength: 1, maxLength: 3 }),
    durations: fc.array(duration, { minLength: 3, maxLength: 3 }),
    transit: duration,
    intervals: fc.array(
      fc.constantFrom<FlowValue>(1, 2, { draw: { type: 'exponential', mean: 2 }, stream: 'arrivals' }),
      {
        minLength: 1,
        maxLength: 2,
      },
    ),
    burst: fc.integer({ min: 1, max: 6 }),
    again: fc.double({ min: 0, max: 0.6, noNaN: true }),
  })
  .map(({ capacities, durations, transit, intervals, burst, again }) => {
    const stations = capacities.flatMap((_, i): FlowBlock[] => [
      { type: 'seize', name: `station ${i}`, pool: `pool ${i}` },
      { type: 'delay', duration: durations[i]! },
      { type: 'release', pool: `pool ${i}` },
    ]);
    return {
      name: 'wander',
      attributes: ['kind'],
      pools: Object.fromEntries(capacities.map((capacity, i) => [`pool ${i}`, { capacity }])),
      blocks: [
        { type: 'create', limit: burst, next: 'enter' },
        ...intervals.map((interval): FlowBlock => ({ type: 'create', interval, limit: 12, next: 'enter' })),
        { type: 'assign', name: 'enter', attribute: 'kind', value: { remainder: ['serial', 3] } },
        { type: 'route', value: { attribute: 'kind' }, cases: [{ equals: 2, to: 'travel' }] },
        ...stations,
        { type: 'route', stream: 'again', chances: [{ probability: again, to: 'travel' }], next: 'out' },
        { type: 'send', name: 'travel', to: 'station 0', lookahead: 1, delay: transit },
        { type: 'dispose', name: 'out' },
      ],
    };
  });

describe('the order of events in a compiled flow', () => {
  it('is that of a naive engine that searches a list, whatever ties there are', () => {
    fc.assert(
      fc.property(definitions, fc.nat(1000), (definition, seed) => {
        expect(runCompiled(definition, seed, 40)).toEqual(runNaively(definition, seed, 40));
      }),
      { numRuns: 80, seed: 1 },
    );
  });

  it('is that of the same model written as processes, whatever ties there are', () => {
    fc.assert(
      fc.property(definitions, fc.nat(1000), (definition, seed) => {
        expect(runCompiled(definition, seed, 40)).toEqual(runAsProcesses(definition, seed, 40));
      }),
      { numRuns: 80, seed: 2 },
    );
  });

  it('is that of the same model written as processes among other processes and callbacks', () => {
    const companion: Companion = (sim, steps) => {
      function* ticking(p: Process, number: number) {
        for (;;) {
          yield p.hold(number);
          steps.push([sim.now, -number, -1]);
        }
      }
      function* dueNow(p: Process) {
        steps.push([sim.now, -4, -1]);
        yield p.hold(0);
        steps.push([sim.now, -5, -1]);
      }
      sim.spawn(ticking, 1);
      sim.spawn(ticking, 2);
      const tock = (): void => {
        steps.push([sim.now, -3, -1]);
        sim.spawn(dueNow);
        sim.cancel(sim.after(0, () => steps.push([sim.now, -6, -1])));
        sim.after(1, tock, steps.length % 2 === 0 ? -1 : 1);
      };
      sim.after(1, tock);
    };
    fc.assert(
      fc.property(definitions, fc.nat(1000), (definition, seed) => {
        expect(runCompiled(definition, seed, 40, companion)).toEqual(
          runAsProcesses(definition, seed, 40, companion),
        );
      }),
      { numRuns: 80, seed: 3 },
    );
  });
});
