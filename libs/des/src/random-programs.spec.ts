import { type Instruction, type Program, runReference } from './reference-engine.spec-support.ts';
import { describe, expect, it } from 'vitest';
import { type EventId } from './kernel.ts';
import { Outcome, outcomeName } from './outcome.ts';
import { type Process, type ProcessBody } from './process.ts';
import { Simulation } from './simulation.ts';
import fc from 'fast-check';

/** Ways to run a simulation to its end, all of them with the same order of events. */
const ways: Readonly<Record<string, (sim: Simulation) => void>> = {
  'at once': (sim) => void sim.run(),
  'time by time': (sim) => {
    for (let time = 0; sim.peek() < Infinity; time += 0.5) sim.run(time);
  },
  'step by step': (sim) => {
    while (sim.step());
  },
  'until a predicate holds, again and again': (sim) => {
    let checks = 0;
    while (sim.run(() => ++checks % 4 === 0).reason === 'predicate');
  },
  'stopped every now and then': (sim) => {
    while (sim.peek() < Infinity) {
      sim.after(0.5, () => sim.stop());
      sim.run();
    }
  },
};

/** The program on the real engine, logging what `runReference` logs. */
function runEngine(program: Program, run: (sim: Simulation) => void): string[] {
  const log: string[] = [];
  const sim = new Simulation();
  const callbacks: EventId[] = [];
  const resources = program.resources.map(({ capacity, isPriority }, index) =>
    sim.resource(`resource ${index}`, { capacity, discipline: isPriority ? 'priority' : 'fifo' }),
  );
  const signals = Array.from({ length: program.signals }, (_, index) => sim.signal(`signal ${index}`));
  const processes: Process[] = [];

  function* body(p: Process, id: number, code: readonly Instruction[]): ProcessBody<void> {
    for (const step of code) {
      if (step.op === 'hold') yield p.hold(step.delay, step.priority);
      else if (step.op === 'seize') yield resources[step.resource]!.seize(p, step);
      else if (step.op === 'wait') yield p.waitFor(signals[step.signal]!, step);
      else {
        act(p, step);
        continue;
      }
      const rest = p.outcome === Outcome.interrupted ? ` ${p.remaining}` : '';
      log.push(`${sim.now} ${id} ${outcomeName(p.outcome)}${rest}`);
    }
    log.push(`${sim.now} ${id} end`);
  }
  function act(p: Process, step: Instruction): void {
    if (step.op === 'fire') signals[step.signal]!.fire();
    else if (step.op === 'release' && resources[step.resource]!.heldBy(p) > 0)
      resources[step.resource]!.release(p);
    else if (step.op === 'interrupt') {
      const other = processes[step.process % processes.length]!;
      if (other !== p) other.interrupt();
    } else if (step.op === 'schedule') {
      const number = callbacks.length;
      callbacks.push(sim.after(step.delay, () => log.push(`${sim.now} callback ${number}`), step.priority));
    } else if (step.op === 'cancel' && callbacks.length > 0) {
      log.push(`cancel ${sim.cancel(callbacks[step.callback % callbacks.length]!)}`);
    }
  }
  program.processes.forEach((code, id) => processes.push(sim.spawn(body, id, code)));
  run(sim);
  return log;
}

const priority = fc.integer({ min: -1, max: 1 });
const patience = fc.oneof(fc.constant(Infinity), fc.nat(3));
const which = fc.nat(1);
const instruction: fc.Arbitrary<Instruction> = fc.oneof(
  fc.record({ op: fc.constant('hold' as const), delay: fc.nat(3), priority }),
  fc.record({ op: fc.constant('seize' as const), resource: which, priority, patience }),
  fc.record({ op: fc.constant('release' as const), resource: which }),
  fc.record({ op: fc.constant('interrupt' as const), process: fc.nat() }),
  fc.record({ op: fc.constant('wait' as const), signal: which, patience }),
  fc.record({ op: fc.constant('fire' as const), signal: which }),
  fc.record({ op: fc.constant('schedule' as const), delay: fc.nat(3), priority }),
  fc.record({ op: fc.constant('cancel' as const), callback: fc.nat() }),
);
const programs: fc.Arbitrary<Program> = fc.record({
  resources: fc.tuple(
    fc.record({ capacity: fc.integer({ min: 1, max: 2 }), isPriority: fc.constant(false) }),
    fc.record({ capacity: fc.integer({ min: 1, max: 2 }), isPriority: fc.constant(true) }),
  ),
  signals: fc.constant(2),
  processes: fc.array(fc.array(instruction, { maxLength: 12 }), { minLength: 1, maxLength: 8 }),
});

describe('random programs of holds, seizes, interrupts, signals, callbacks and cancels', () => {
  it.each(Object.entries(ways))(
    'run %s in the same order as on a naive engine with a sorted list',
    (_, run) => {
      fc.assert(
        fc.property(programs, (program) => {
          expect(runEngine(program, run)).toEqual(runReference(program));
        }),
        { numRuns: 1000 },
      );
    },
  );
});
