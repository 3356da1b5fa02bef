import { VeinlineError } from '@veinline/base';
import { describe, expect, it } from 'vitest';
import { Simulation } from '../simulation.ts';
import { compileFlow } from './compile-flow.ts';
import type { FlowBlock, FlowDefinition } from './flow-definition.ts';

/** Problems found in a flow of these blocks, with one attribute and two pools. */
function problemsOf(blocks: readonly FlowBlock[], change: Partial<FlowDefinition> = {}): unknown {
  try {
    compileFlow(new Simulation(), {
      name: 'line',
      attributes: ['size'],
      pools: { a: { capacity: 1 }, b: { capacity: 2 } },
      blocks,
      ...change,
    });
  } catch (thrown) {
    if (thrown instanceof VeinlineError && thrown.code === 'FLOW_INVALID') return thrown.details['problems'];
    throw thrown;
  }
  return [];
}

const create: FlowBlock = { type: 'create', limit: 1 };
const dispose: FlowBlock = { type: 'dispose', name: 'out' };

describe('the check of a flow definition', () => {
  it('accepts a way that ends in a dispose block', () => {
    expect(problemsOf([create, { type: 'delay', duration: 1 }, dispose])).toEqual([]);
  });

  it.each<[string, readonly FlowBlock[], string]>([
    [
      'an unknown target',
      [{ ...create, next: 'inn' }, dispose],
      'leads to "inn", but no block has that name',
    ],
    [
      'an unknown attribute',
      [create, { type: 'assign', attribute: 'weight', value: 1 }, dispose],
      'uses the attribute "weight"; defined are size',
    ],
    ['an unknown pool', [create, { type: 'seize', pool: 'c' }, dispose], 'names the pool "c"'],
    [
      'two blocks of one name',
      [create, { type: 'count', name: 'out' }, dispose],
      'Two blocks are called "out"',
    ],
    [
      'a way without an end',
      [create, { type: 'delay', duration: 1 }],
      'is the last one, but is no dispose block',
    ],
    [
      'a way into a create block',
      [create, { type: 'delay', duration: 1 }, { ...create, next: 'out' }, dispose],
      'leads into the create block',
    ],
    ['a negative delay', [create, { type: 'delay', duration: -1 }, dispose], 'has the duration -1'],
    [
      'an interval of zero',
      [{ type: 'create', interval: 0 }, dispose],
      'has the interval 0; it must be above zero',
    ],
    [
      'a create block without measure',
      [{ type: 'create' }, dispose],
      'needs an `interval`, a `limit` or both',
    ],
    [
      'a number that is none',
      [create, { type: 'tally', name: 't', value: { sum: [1, NaN] } }, dispose],
      'uses the number NaN',
    ],
    [
      'probabilities above one',
      [
        create,
        {
          type: 'route',
          stream: 's',
          chances: [
            { probability: 0.6, to: 'out' },
            { probability: 0.6, to: 'out' },
          ],
        },
        dispose,
      ],
      'add up to 1.2',
    ],
    [
      'a table without end',
      [create, { type: 'count', name: 't', by: { value: 'serial', size: Infinity } }, dispose],
      'has a table of Infinity counters',
    ],
    [
      'an interval of an entity that is not there',
      [{ type: 'create', interval: { attribute: 'size' } }, dispose],
      'between arrivals there is none',
    ],
    [
      'a wrong distribution',
      [
        create,
        { type: 'delay', duration: { draw: { type: 'exponential', mean: -1 }, stream: 's' } },
        dispose,
      ],
      'draws from what is no distribution',
    ],
    [
      'a round without time',
      [
        create,
        { type: 'count', name: 'again' },
        { type: 'route', value: 1, cases: [{ equals: 1, to: 'again' }] },
        dispose,
      ],
      'again -> route 3 -> again',
    ],
    [
      'a release of what is not held',
      [create, { type: 'release', pool: 'a' }, dispose],
      'of which the entity holds no unit',
    ],
    [
      'a second seize',
      [
        create,
        { type: 'seize', pool: 'a' },
        { type: 'seize', pool: 'a' },
        { type: 'release', pool: 'a' },
        dispose,
      ],
      'of which the entity holds a unit already',
    ],
    [
      'an end with a unit held',
      [create, { type: 'seize', pool: 'a' }, dispose],
      'ends the entity while it holds a',
    ],
    [
      'ways that bring different pools',
      [
        create,
        { type: 'route', stream: 's', chances: [{ probability: 0.5, to: 'work' }] },
        { type: 'seize', pool: 'a' },
        { type: 'delay', name: 'work', duration: 1 },
        { type: 'release', pool: 'a' },
        dispose,
      ],
      'Entities come to block "work" holding',
    ],
  ])('names %s', (_, blocks, problem) => {
    expect(problemsOf(blocks)).toEqual(expect.arrayContaining([expect.stringContaining(problem)]));
  });

  it('names a capacity that is no whole number', () => {
    expect(problemsOf([create, dispose], { pools: { a: { capacity: 1.5 } } })).toEqual([
      'Pool "a" has the capacity 1.5; it must be a whole number of 1 or more.',
    ]);
  });
});

describe('a flow that cannot go on', () => {
  it('names the block and the simulated time of a negative delay', () => {
    const sim = new Simulation();
    compileFlow(sim, {
      name: 'line',
      blocks: [
        { type: 'create', interval: 2 },
        { type: 'delay', name: 'rest', duration: { difference: [3, 'now'] } },
        dispose,
      ],
    });
    expect(() => sim.run()).toThrow(/At time 4: Process line\/rest: .*delay -1/);
  });

  it('names a value outside the table of a count block', () => {
    const sim = new Simulation();
    compileFlow(sim, {
      name: 'line',
      blocks: [
        { type: 'create', limit: 3 },
        { type: 'count', name: 'bins', by: { value: 'serial', size: 2 } },
        dispose,
      ],
    });
    expect(() => sim.run()).toThrow(/line\/bins: The value 2 is no whole number from 0 to 1/);
  });

  it('notices a clock that no longer advances', () => {
    const sim = new Simulation({ sameTimeLimit: 1000 });
    compileFlow(sim, {
      name: 'line',
      blocks: [
        { type: 'create', limit: 1 },
        { type: 'delay', name: 'round', duration: 0, next: 'round' },
      ],
    });
    expect(() => sim.run()).toThrow(/the clock no longer advances/);
  });

  it('says which names there are when asked for another', () => {
    const sim = new Simulation();
    const flow = compileFlow(sim, {
      name: 'line',
      pools: { a: { capacity: 1 } },
      blocks: [create, { type: 'count', name: 'all' }, dispose],
    });
    expect(() => flow.count('every')).toThrow(/no count block called "every"/);
    expect(() => flow.pool('z')).toThrow(/no pool called "z"/);
    expect(() => flow.enter('out', { mass: 1 })).toThrow(/no attribute called "mass"/);
    expect(() => flow.onLeave('out', () => undefined)).toThrow(/leave: true/);
  });
});
