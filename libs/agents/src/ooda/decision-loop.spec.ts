import { Simulation } from '@veinline/des';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DecisionCycle } from './decision-cycle.ts';
import { DecisionLoop, type LoopOptions, decideLive } from './decision-loop.ts';
import { type LoopModel, type Proposal } from './loop-model.ts';
import { type LoopInput } from './loop-schema.ts';

interface Level {
  readonly level: number;
}

/** A tank whose level rises by 1 per time unit; opening a valve takes 3 off. */
function tank(options: Partial<Proposal> = {}, valves: readonly string[] = ['valve']) {
  const state = { level: 0, opened: [] as string[] };
  const model: LoopModel<Level> = {
    terms: ['relief'],
    observe: () => ({ level: state.level }),
    orient: ({ level }) => ({ level }),
    propose: ({ level }) =>
      valves.map((valve, n) => ({
        id: `open ${valve}`,
        targets: [valve],
        terms: { relief: level - n },
        cost: 1,
        leadTime: 0,
        perform: () => {
          state.level -= 3;
          state.opened.push(valve);
        },
        ...options,
      })),
  };
  return { state, model };
}

const best: LoopInput['rule'] = { type: 'best-score', weights: { relief: 1, cost: -0.5 } };

function run(
  spec: LoopInput,
  { state, model }: ReturnType<typeof tank>,
  until: number,
  options: LoopOptions = {},
) {
  const simulation = new Simulation();
  const loop = new DecisionLoop(simulation, spec, model, options);
  loop.start();
  for (let time = 0; time <= until; time++) simulation.at(time, () => state.level++, -1);
  simulation.run(until);
  return loop;
}

describe('the decision loop', () => {
  it('looks every period and logs what it saw, weighed and did', () => {
    const subject = tank();
    const loop = run({ period: 4, rule: best, triggers: [{ indicator: 'level', above: 6 }] }, subject, 9);
    expect(loop.log).toEqual([
      {
        cycle: 1,
        observedAt: 4,
        decidedAt: 4,
        indicators: { level: 5 },
        triggers: [],
        alternatives: [],
        actions: [],
        reason: 'Nothing to do: no trigger is raised.',
      },
      {
        cycle: 2,
        observedAt: 8,
        decidedAt: 8,
        indicators: { level: 9 },
        triggers: ['level 9 is above 6'],
        alternatives: [
          {
            id: 'open valve',
            targets: ['valve'],
            isChosen: true,
            why: 'choice 1',
            score: {
              total: 8.5,
              terms: [
                { name: 'relief', value: 9, weight: 1, contribution: 9 },
                { name: 'cost', value: 1, weight: -0.5, contribution: -0.5 },
              ],
            },
          },
        ],
        actions: [{ id: 'open valve', targets: ['valve'], cost: 1, isApproved: true, performAt: 8 }],
        reason: 'Because level 9 is above 6: open valve (score 8.5).',
      },
    ]);
    expect([loop.cost, loop.performed, subject.state.level]).toEqual([1, 1, 7]);
  });

  it('decides on the state as it was an observation delay ago, never later', () => {
    const [whole, eighths] = [fc.integer({ min: 1, max: 40 }), fc.integer({ min: 0, max: 200 })];
    fc.assert(
      fc.property(whole, eighths, eighths, (period, delay, lead) => {
        const simulation = new Simulation();
        const [observationDelay, leadTime] = [delay / 8, lead / 8];
        // The level is the time of its last change, so that what was seen says when it was.
        const subject = tank({ leadTime, perform: () => {} });
        const proposed: number[] = [];
        const { propose } = subject.model;
        subject.model.propose = (seen, ...rest) => {
          proposed.push(seen.level);
          return propose(seen, ...rest);
        };
        for (let step = 0; step <= 800; step++)
          simulation.at(step / 8, () => (subject.state.level = step / 8), -1);
        const loop = new DecisionLoop(
          simulation,
          { period: period / 8, observationDelay, rule: best },
          subject.model,
        );
        loop.start();
        simulation.run(100);
        expect(loop.log.length).toBe(Math.max(0, Math.floor((100 - observationDelay) / (period / 8))));
        loop.log.forEach(({ cycle, observedAt, decidedAt, actions }, index) => {
          expect(observedAt).toBe((cycle * period) / 8);
          expect(decidedAt).toBe(observedAt + observationDelay);
          expect(proposed[index]).toBe(decidedAt - observationDelay);
          for (const { performAt } of actions) expect(performAt).toBe(decidedAt + leadTime);
        });
      }),
      { seed: 13, numRuns: 40 },
    );
  });

  it('does not see changes made to objects after it looked', () => {
    const simulation = new Simulation();
    const queue: number[] = [1];
    const loop = new DecisionLoop(
      simulation,
      { period: 1, observationDelay: 5, rule: { type: 'observe-only' } },
      {
        terms: [],
        observe: () => ({ queue }),
        orient: (seen) => ({ length: seen.queue.length }),
        propose: () => [],
      },
    );
    loop.start();
    simulation.at(3, () => queue.push(2, 3));
    simulation.run(10);
    expect(loop.log.map(({ indicators }) => indicators['length'])).toEqual(
      [1, 1, 3, 3, 3].slice(0, loop.log.length),
    );
    expect(loop.log.length).toBe(5);
  });

  it('stays raised until the value that clears it', () => {
    const seen = (clear: number): boolean[] =>
      run({ period: 1, rule: best, triggers: [{ indicator: 'level', above: 5, clear }] }, tank(), 12).log.map(
        ({ triggers }) => triggers.length > 0,
      );
    // Levels seen: 2 3 4 5 6 | 4 (6+1−3) | 5 6 … with clear 5; with clear 3 it goes on opening from 4 to 2.
    expect(seen(5)).toEqual([
      false,
      false,
      false,
      false,
      true,
      false,
      false,
      true,
      false,
      false,
      true,
      false,
    ]);
    expect(seen(3)).toEqual([false, false, false, false, true, true, false, false, false, false, true, true]);
  });

  it('leaves what it touched alone for the cooldown and while an action is under way', () => {
    const full = (options: Partial<Proposal> = {}) => {
      const subject = tank(options);
      subject.state.level = 20;
      return subject;
    };
    const cooled = run({ period: 1, rule: best, cooldown: 3 }, full(), 9);
    expect(cooled.log.flatMap(({ decidedAt, actions }) => (actions.length > 0 ? [decidedAt] : []))).toEqual([
      1, 4, 7,
    ]);
    expect(cooled.log[1]!.alternatives[0]!.why).toBe('valve is left alone until 4');
    expect(cooled.log[1]!.reason).toMatch(
      /none of 1 was taken; the best, open valve \(score .*\): valve is left alone until 4/,
    );
    const slow = run({ period: 1, rule: best }, full({ leadTime: 2 }), 5);
    expect(slow.log.flatMap(({ actions }) => actions.map(({ performAt }) => performAt))).toEqual([3, 5, 7]);
    expect(slow.performed).toBe(2);
  });

  it('takes the best of several that do not touch the same, at most so many, ties by id', () => {
    const entry = (spec: Partial<LoopInput>, options: Partial<Proposal>) =>
      run({ period: 5, rule: best, ...spec }, tank(options, ['b', 'a', 'c']), 5).log[0]!;
    expect(entry({ maxActions: 2 }, {}).actions.map(({ id }) => id)).toEqual(['open b', 'open a']);
    expect(entry({ maxActions: 3 }, { terms: { relief: 2 } }).actions.map(({ id }) => id)).toEqual([
      'open a',
      'open b',
      'open c',
    ]);
    const shared = entry({ maxActions: 3 }, { targets: ['main'] });
    expect(shared.alternatives.map(({ why }) => why)).toEqual([
      'choice 1',
      'main is touched by a better one',
      'main is touched by a better one',
    ]);
    expect(entry({ rule: { ...best, minimumScore: 100 } as LoopInput['rule'] }, {}).actions).toEqual([]);
  });

  it('only observes when told so, and lets the model bring its own rule', () => {
    const observer = tank();
    const watched = run({ period: 2, rule: { type: 'observe-only' } }, observer, 9);
    expect([watched.performed, observer.state.level, watched.log.length]).toEqual([0, 10, 4]);
    expect(watched.log[0]!.alternatives[0]!.why).toBe('only observing');
    const own = tank({}, ['a', 'b']);
    const last = run({ period: 9, rule: { type: 'observe-only' } }, own, 9, {
      rule: (proposals) => proposals.slice(-1),
    });
    expect(own.state.opened).toEqual(['b']);
    expect(last.log[0]!.alternatives[0]!.why).toBe("not taken by the model's rule");
  });

  it('does only what is approved, and refuses an approval that takes time in a simulation', () => {
    const subject = tank();
    const loop = run({ period: 3, rule: best }, subject, 9, { approve: ({ terms }) => terms['relief']! > 5 });
    expect(loop.log.map(({ actions }) => actions[0]!.isApproved)).toEqual([false, true, true]);
    expect(loop.performed).toBe(2);
    const later = { approve: () => Promise.resolve(true) } as unknown as LoopOptions;
    expect(() => run({ period: 3, rule: best }, tank(), 9, later)).toThrow(
      /approval of 'open valve' at 3 is a promise/,
    );
  });

  it('waits for a person on live state and then does what was approved', async () => {
    const subject = tank({}, ['a', 'b']);
    subject.state.level = 9;
    const cycle = new DecisionCycle({ period: 1, rule: best, maxActions: 2, cooldown: 10 }, subject.model);
    const asked: string[] = [];
    const entry = await decideLive(cycle, {
      number: 1,
      now: 100,
      approve: async ({ id }) => {
        asked.push(id);
        await Promise.resolve();
        return id === 'open b';
      },
    });
    expect(asked).toEqual(['open a', 'open b']);
    expect(subject.state.opened).toEqual(['b']);
    expect(entry.actions.map(({ isApproved }) => isApproved)).toEqual([false, true]);
    const next = await decideLive(cycle, { number: 2, now: 105, approve: () => false });
    expect(next.alternatives.map(({ id, why }) => [id, why])).toEqual([
      ['open a', 'choice 1'],
      ['open b', 'b is left alone until 110'],
    ]);
  });

  it('keeps no run going by itself', () => {
    const simulation = new Simulation();
    new DecisionLoop(
      simulation,
      { period: 1, observationDelay: 1, rule: best },
      tank({ leadTime: 1 }).model,
    ).start();
    simulation.at(5, () => {});
    expect(simulation.run().now).toBeLessThanOrEqual(7);
  });

  it('refuses what is no loop of the model', () => {
    const { model } = tank();
    const make = (spec: Partial<LoopInput>): DecisionCycle<Level> =>
      new DecisionCycle({ period: 1, rule: best, ...spec }, model);
    expect(() => make({ period: 0 })).toThrow(/period/);
    expect(() => make({ triggers: [{ indicator: 'level', above: 3, clear: 4 }] })).toThrow(
      /triggers.0.clear: 4 lies above the limit 3/,
    );
    expect(() => make({ triggers: [{ indicator: 'level' }] })).toThrow(/either above or below/);
    expect(() => make({ rule: { type: 'best-score', weights: { releif: 1 } } })).toThrow(
      expect.objectContaining({ hint: expect.stringContaining("'relief'") as string }),
    );
    const blind = make({ triggers: [{ indicator: 'levle', above: 3 }] });
    expect(() => blind.decide(blind.observe(0), 0)).toThrow(/watches 'levle'/);
    const odd = new DecisionCycle({ period: 1, rule: best }, tank({ leadTime: -1 }).model);
    expect(() => odd.decide(odd.observe(0), 0)).toThrow(/'open valve' has the lead time -1/);
    const shady = new DecisionCycle(
      { period: 1, rule: best },
      { ...model, observe: () => ({ level: 1, peek: () => 2 }) },
    );
    expect(() => shady.observe(3)).toThrow(/state at 3 cannot be observed/);
  });
});
