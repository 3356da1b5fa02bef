import { Outcome, type Simulation, type Process } from '@veinline/des';
import type { DistributionSpec } from '@veinline/stats';

/** Recorded numbers by purpose. */
export type Draws = Readonly<Record<string, readonly number[]>>;

/** Who did what, and when. */
export type LogLine = readonly [time: number, entity: string, event: string];

type Note = (entity: string | number, event: string) => void;

/** A model that exists in SimPy, too: which draws it needs, and how it runs on them. */
export interface TwinModel {
  readonly draws: Readonly<Record<string, readonly [count: number, spec: DistributionSpec]>>;
  run(sim: Simulation, draws: Draws, note: Note): void;
}

const exponential = (mean: number): DistributionSpec => ({ type: 'exponential', mean });
const uniform = (min: number, max: number): DistributionSpec => ({ type: 'uniform', min, max });
const each = (count: number, name: (i: number) => string, draws: readonly [number, DistributionSpec]) =>
  Object.fromEntries(Array.from({ length: count }, (_, i) => [name(i), draws]));

/** Hands out recorded numbers one by one. */
function taker(numbers: readonly number[] = []): () => number {
  const iterator = numbers.values();
  return () => {
    const { value } = iterator.next();
    if (value === undefined) throw new Error(`Only ${numbers.length} draws were recorded.`);
    return value;
  };
}

function at(draws: Draws, purpose: string, index: number): number {
  const value = draws[purpose]?.[index];
  if (value === undefined) throw new Error(`No draw ${index} of ${purpose} was recorded.`);
  return value;
}

const bank: TwinModel = {
  draws: {
    interval: [200, exponential(10)],
    service: [200, exponential(12)],
    patience: [200, uniform(1, 40)],
  },
  run(sim, draws, note) {
    const counter = sim.resource('counter', { capacity: 1 });
    function* customer(p: Process, number: number) {
      note(number, 'arrives');
      yield counter.seize(p, { patience: at(draws, 'patience', number) });
      if (p.outcome === Outcome.reneged) {
        note(number, 'gives up');
        return;
      }
      note(number, 'is served');
      yield p.hold(at(draws, 'service', number));
      note(number, 'leaves');
      counter.release(p);
    }
    function* source(p: Process) {
      for (const [number, interval] of (draws['interval'] ?? []).entries()) {
        sim.spawn(customer, number);
        yield p.hold(interval);
      }
    }
    sim.spawn(source);
    sim.run();
  },
};

const carwash: TwinModel = {
  draws: { interval: [150, exponential(2.4)] },
  run(sim, draws, note) {
    const machines = sim.resource('machines', { capacity: 2 });
    function* wash(p: Process, number: number) {
      yield p.hold(5);
      note(number, 'is clean');
    }
    function* car(p: Process, number: number) {
      note(number, 'arrives');
      yield machines.seize(p);
      note(number, 'enters');
      yield p.join(sim.spawn(wash, number));
      note(number, 'leaves');
      machines.release(p);
    }
    function* source(p: Process) {
      for (const [number, interval] of (draws['interval'] ?? []).entries()) {
        yield p.hold(interval);
        sim.spawn(car, number);
      }
    }
    sim.spawn(source);
    sim.run();
  },
};

const machineShop: TwinModel = {
  draws: {
    ...each(6, (i) => `part ${i}`, [
      100,
      { type: 'truncated-normal', mean: 10, standardDeviation: 2, min: 1, max: 20 },
    ]),
    ...each(6, (i) => `life ${i}`, [100, exponential(40)]),
    ...each(6, (i) => `repair ${i}`, [100, uniform(3, 8)]),
    job: [100, uniform(10, 30)],
  },
  run(sim, draws, note) {
    const repairman = sim.resource('repairman', { capacity: 1, preemption: 'notify' });
    function* work(p: Process, number: number, state: { isBroken: boolean }) {
      const part = taker(draws[`part ${number}`]);
      const repair = taker(draws[`repair ${number}`]);
      for (;;) {
        let left = part();
        while (left > 0) {
          const started = sim.now;
          yield p.hold(left);
          if (p.outcome !== Outcome.interrupted) break;
          left -= sim.now - started;
          state.isBroken = true;
          note(number, 'breaks');
          yield repairman.seize(p, { priority: 1 });
          // SimPy tells the one who takes the unit by an event, after the one who lost it; here it goes on at once.
          yield p.hold(0);
          note(number, 'is being repaired');
          yield p.hold(repair());
          repairman.release(p);
          state.isBroken = false;
          note(number, 'is repaired');
        }
        note(number, 'finishes a part');
      }
    }
    function* fail(p: Process, machine: Process, number: number, state: { isBroken: boolean }) {
      const life = taker(draws[`life ${number}`]);
      for (;;) {
        yield p.hold(life());
        if (!state.isBroken) machine.interrupt();
      }
    }
    function* otherJobs(p: Process) {
      const job = taker(draws['job']);
      for (;;) {
        let left = job();
        for (;;) {
          yield repairman.seize(p, { priority: 2 });
          note('other', 'goes on');
          const started = sim.now;
          yield p.hold(left);
          if (p.outcome !== Outcome.preempted) break;
          left -= sim.now - started;
          note('other', 'is put aside');
        }
        repairman.release(p);
        note('other', 'is done');
      }
    }
    for (let number = 0; number < 6; number++) {
      const state = { isBroken: false };
      sim.spawn(fail, sim.spawn(work, number, state), number, state);
    }
    sim.spawn(otherJobs);
    sim.run(300);
  },
};

const gasStation: TwinModel = {
  draws: { interval: [100, exponential(18)], litres: [100, uniform(10, 45)], tanker: [50, uniform(60, 120)] },
  run(sim, draws, note) {
    const pumps = sim.resource('pumps', { capacity: 2 });
    const tank = sim.container('tank', { capacity: 200, initial: 100 });
    function* car(p: Process, number: number) {
      note(number, 'arrives');
      yield pumps.seize(p);
      const litres = at(draws, 'litres', number);
      note(number, 'asks for fuel');
      yield tank.get(p, litres);
      yield p.hold(litres / 2);
      pumps.release(p);
      note(number, 'leaves');
    }
    function* tanker(p: Process, delay: number) {
      yield p.hold(delay);
      note('tanker', 'arrives');
      yield tank.put(p, tank.capacity - tank.content);
      note('tanker', 'leaves');
    }
    function* control(p: Process) {
      const delay = taker(draws['tanker']);
      for (;;) {
        if (tank.content < 40) {
          note('tanker', 'is called');
          yield p.join(sim.spawn(tanker, delay()));
        }
        yield p.hold(10);
      }
    }
    function* source(p: Process) {
      for (const [number, interval] of (draws['interval'] ?? []).entries()) {
        yield p.hold(interval);
        sim.spawn(car, number);
      }
    }
    sim.spawn(control);
    sim.spawn(source);
    sim.run(1500);
  },
};

const cinema: TwinModel = {
  draws: { interval: [300, exponential(0.5)], film: [300, uniform(0, 3)], wanted: [300, uniform(1, 7)] },
  run(sim, draws, note) {
    const counter = sim.resource('counter', { capacity: 1 });
    const tickets = [30, 30, 30];
    const queueing: Set<Process>[] = tickets.map(() => new Set());
    function* visitor(p: Process, number: number, film: number, wanted: number) {
      note(number, 'joins');
      queueing[film]?.add(p);
      yield counter.seize(p);
      queueing[film]?.delete(p);
      if (p.outcome === Outcome.interrupted) {
        note(number, 'turns away');
        return;
      }
      const left = tickets[film] ?? 0;
      if (left < wanted) {
        note(number, 'asks for too many');
        yield p.hold(0.5);
        counter.release(p);
        return;
      }
      tickets[film] = left - wanted;
      note(number, 'buys');
      if (left - wanted < 2) {
        for (const other of queueing[film] ?? []) other.interrupt();
        tickets[film] = 0;
        note(`film ${film}`, 'is sold out');
      }
      yield p.hold(1);
      counter.release(p);
    }
    function* source(p: Process) {
      for (const [number, interval] of (draws['interval'] ?? []).entries()) {
        yield p.hold(interval);
        const film = Math.floor(at(draws, 'film', number));
        if ((tickets[film] ?? 0) > 0)
          sim.spawn(visitor, number, film, Math.floor(at(draws, 'wanted', number)));
      }
    }
    sim.spawn(source);
    sim.run(120);
  },
};

const latency: TwinModel = {
  draws: { interval: [200, exponential(3)], latency: [200, uniform(2, 12)] },
  run(sim, draws, note) {
    const store = sim.store<number>('store');
    function* carry(p: Process, number: number) {
      yield p.hold(at(draws, 'latency', number));
      store.tryPut(number);
    }
    function* sender(p: Process) {
      for (const [number, interval] of (draws['interval'] ?? []).entries()) {
        yield p.hold(interval);
        note(number, 'is sent');
        sim.spawn(carry, number);
      }
    }
    function* receiver(p: Process) {
      for (;;) {
        yield store.get(p);
        note(store.received(p), 'is received');
      }
    }
    sim.spawn(sender);
    sim.spawn(receiver);
    sim.run(500);
  },
};

const broadcast: TwinModel = {
  draws: {
    ...each(3, (i) => `think ${i}`, [200, uniform(1, 6)]),
    'speak A': [200, uniform(6, 10)],
    'speak B': [200, exponential(12)],
  },
  run(sim, draws, note) {
    const inboxes = Array.from({ length: 3 }, (_, i) => sim.store<readonly [number, string]>(`inbox ${i}`));
    function* speaker(p: Process, name: string) {
      const interval = taker(draws[`speak ${name}`]);
      for (;;) {
        yield p.hold(interval());
        note(name, 'speaks');
        for (const inbox of inboxes) inbox.tryPut([sim.now, name]);
      }
    }
    function* listener(p: Process, number: number) {
      const inbox = inboxes[number];
      const think = taker(draws[`think ${number}`]);
      while (inbox !== undefined) {
        yield inbox.get(p);
        const [said, name] = inbox.received(p);
        note(`listener ${number}`, `hears ${name} ${said < sim.now ? 'late' : 'at once'}`);
        yield p.hold(think());
      }
    }
    for (let number = 0; number < 3; number++) sim.spawn(listener, number);
    for (const name of ['A', 'B']) sim.spawn(speaker, name);
    sim.run(200);
  },
};

/** The models by the names both programs know them by. */
export const twinModels: Readonly<Record<string, TwinModel>> = {
  bank,
  carwash,
  'machine shop': machineShop,
  'gas station': gasStation,
  cinema,
  latency,
  broadcast,
};
