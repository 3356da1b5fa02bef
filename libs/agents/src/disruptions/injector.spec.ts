import { Simulation } from '@veinline/des';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type DisruptionInput } from './disruption-schema.ts';
import { DisruptionInjector } from './injector.ts';
import { type DisruptionEffects } from './plans.ts';

const depots = [
  { id: 'north', attributes: { region: 'hills' } },
  { id: 'south', attributes: { region: 'coast' } },
  { id: 'west', attributes: { region: 'coast' } },
];
const base: Readonly<Record<string, number>> = { north: 0.1 + 0.2, south: 5, west: 7 };

function prepared(
  disruptions: readonly DisruptionInput[],
  options: { seed?: number; replication?: number } = {},
) {
  const simulation = new Simulation({ timeUnit: 'days', ...options });
  const capacity: Record<string, number> = { ...base };
  const effects: DisruptionEffects = {
    capacity: {
      targets: depots,
      apply: (target, modifier) => {
        capacity[target] = modifier.apply(base[target]!);
      },
    },
    demand: { targets: [{ id: 'all' }], apply: () => {} },
  };
  const injector = new DisruptionInjector(simulation, disruptions, effects);
  injector.start();
  return { simulation, capacity, injector };
}

/** Values of the targets at the times asked for, in order. */
function sampled(
  disruptions: readonly DisruptionInput[],
  times: readonly number[],
): Record<string, number>[] {
  const { simulation, capacity } = prepared(disruptions);
  return times.map((time) => {
    simulation.run(time);
    return { ...capacity };
  });
}

describe('disruptions', () => {
  it('hit the targets named or matched, from their start to their end', () => {
    const closed: DisruptionInput = {
      name: 'coast road closed',
      effect: 'capacity',
      where: { match: { region: 'coast' } },
      when: { from: 2, to: 4 },
      strength: 'off',
    };
    expect(sampled([closed], [1.9, 2, 3.9, 4])).toEqual([
      base,
      { ...base, south: 0, west: 0 },
      { ...base, south: 0, west: 0 },
      base,
    ]);
  });

  it('combine on one target by the rule stated', () => {
    const hit = (name: string, at: number, strength: DisruptionInput['strength']): DisruptionInput => ({
      name,
      effect: 'capacity',
      where: { ids: ['west'] },
      when: { at },
      duration: 10,
      strength,
    });
    const values = sampled(
      [
        hit('a', 1, { factor: 0.5 }),
        hit('b', 2, { change: -2 }),
        hit('c', 3, { set: 10 }),
        hit('d', 4, 'off'),
        hit('e', 5, { set: 4 }),
      ],
      [1, 2, 3, 4, 5, 11, 12, 13, 14, 15],
    ).map(({ west }) => west);
    // 7/2; (7−2)/2; (10−2)/2; off; off; a ends: off; b ends: off; c ends: off; d ends: 4; e ends: 7.
    expect(values).toEqual([3.5, 2.5, 4, 0, 0, 0, 0, 0, 4, 7]);
  });

  const strengths = fc.oneof(
    fc.constant('off' as const),
    fc.record({ factor: fc.double({ min: 0, max: 3, noNaN: true }) }),
    fc.record({ change: fc.double({ min: -5, max: 5, noNaN: true }) }),
    fc.record({ set: fc.double({ min: 0, max: 9, noNaN: true }) }),
  );
  const anywhere = fc.oneof(
    fc.constant('all' as const),
    fc.record({ ids: fc.uniqueArray(fc.constantFrom('north', 'south', 'west'), { minLength: 1 }) }),
    fc.record({ match: fc.constant({ region: 'coast' }), pick: fc.constantFrom(1, 2) }),
  );
  const many = fc
    .array(
      fc.record({
        where: anywhere,
        when: fc.oneof(
          fc.record({ at: fc.integer({ min: 0, max: 20 }) }),
          fc.record({ after: fc.constant({ type: 'exponential' as const, mean: 5 }) }),
        ),
        duration: fc.constantFrom(0, 3, 8),
        strength: strengths,
        announced: fc.constantFrom(0, 2),
        repeat: fc.constantFrom({ every: 5, times: 3 }, { every: 5, times: 1 }),
      }),
      { maxLength: 6 },
    )
    .map((list) =>
      list.map((entry, n): DisruptionInput => ({ ...entry, name: `d${n}`, effect: 'capacity' })),
    );

  it('are undone exactly: every value is the base to the last bit when none is active', () => {
    fc.assert(
      fc.property(many, fc.nat(99), (disruptions, replication) => {
        const { simulation, capacity, injector } = prepared(disruptions, { replication });
        simulation.run(1000);
        expect(capacity).toEqual(base);
        expect(injector.active()).toEqual([]);
        expect(injector.announced()).toEqual([]);
        const count = (event: string): number => injector.log.filter((entry) => entry.event === event).length;
        expect(count('ended')).toBe(count('started'));
        expect(count('announced')).toBe(count('started'));
      }),
      { seed: 12, numRuns: 60 },
    );
  });

  it('happen the same way for the same seed, and whatever other disruptions there are', () => {
    const storm: DisruptionInput = {
      name: 'storm',
      effect: 'capacity',
      where: { match: { region: 'coast' }, pick: 1 },
      when: { after: { type: 'exponential', mean: 9 } },
      duration: { type: 'uniform', min: 1, max: 3 },
      strength: { factor: 0.5 },
      repeat: {},
    };
    const strike: DisruptionInput = { ...storm, name: 'strike', where: 'all' };
    const logOf = (list: DisruptionInput[], seed: number) => {
      const { simulation, injector } = prepared(list, { seed });
      simulation.run(300);
      return injector.log.filter(({ disruption }) => disruption === 'storm');
    };
    expect(logOf([storm], 1).length).toBeGreaterThan(20);
    expect(logOf([storm], 1)).toEqual(logOf([storm], 1));
    expect(logOf([strike, storm], 1)).toEqual(logOf([storm], 1));
    expect(logOf([storm], 2)).not.toEqual(logOf([storm], 1));
  });

  it('are known from their announcement on, with their end; a surprise shows neither', () => {
    const works: DisruptionInput = {
      name: 'works',
      effect: 'capacity',
      when: { at: 10 },
      duration: 5,
      strength: 'off',
      announced: 4,
    };
    const { simulation, injector } = prepared([works, { ...works, name: 'failure', announced: undefined }]);
    const knownAt = (time: number): string[] => {
      simulation.run(time);
      return injector.announced().map(({ disruption, start, end }) => `${disruption} ${start} to ${end}`);
    };
    expect(knownAt(5.9)).toEqual([]);
    expect(knownAt(6)).toEqual(['works 10 to 15']);
    expect(knownAt(10)).toEqual([]);
    expect(injector.active().map(({ disruption, end }) => [disruption, end])).toEqual([
      ['works', 15],
      ['failure', undefined],
    ]);
    expect(injector.log[0]).toEqual({
      time: 6,
      event: 'announced',
      disruption: 'works',
      occurrence: 1,
      effect: 'capacity',
      targets: ['north', 'south', 'west'],
      strength: 'off',
    });
  });

  it('keep no run going before they start', () => {
    const { simulation } = prepared([
      {
        name: 'tide',
        effect: 'demand',
        when: { at: 0 },
        duration: 1,
        strength: { factor: 2 },
        repeat: { every: 2 },
      },
    ]);
    simulation.at(5, () => {});
    expect(simulation.run().now).toBeLessThanOrEqual(6);
  });

  it('are refused all together with what to write instead', () => {
    const bad = [
      { name: 'a', effect: 'capacty', when: { at: 1 }, strength: 'off' },
      { name: 'a', effect: 'capacity', when: { at: -1 }, strength: 'off' },
      { name: 'b', effect: 'capacity', where: { ids: ['east'] }, when: { at: 1 }, strength: 'off' },
      {
        name: 'c',
        effect: 'capacity',
        where: { match: { region: 'coast' }, pick: 3 },
        when: { at: 1 },
        strength: 'off',
      },
      { name: 'd', effect: 'capacity', when: { from: 4, to: 5 }, duration: 2, strength: 'off', repeat: {} },
      { name: 'c', effect: 'demand', when: { at: 1 }, strength: { factor: 2 } },
    ] as DisruptionInput[];
    let problems: { path: string; message: string }[] = [];
    try {
      prepared(bad);
    } catch (error) {
      problems = (error as { details: { problems: typeof problems } }).details.problems;
    }
    expect(problems.map(({ path, message }) => `${path}: ${message}`)).toEqual([
      "0.effect: This model has no effect 'capacty'. Use one of: capacity, demand.",
      '1.when.at: Too small: expected number to be >=0',
      "2.where: There is no target 'east'. Use some of: north, south, west.",
      '3.where: It cannot pick 3 of 2 targets. Write at most 2.',
      '4.duration: A window has its own end. Remove the duration, or write { at: … } instead of a window.',
      '4.repeat: It is not said how often it repeats. Write repeat: { every: … }.',
      "5.name: Two disruptions are named 'c'. Rename one.",
    ]);
  });
});
