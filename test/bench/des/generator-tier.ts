import { Simulation, type Process } from '@veinline/des';
import {
  checksumOf,
  customers,
  logicalProcesses,
  messages,
  processes,
  receptions,
  seed,
  waits,
  type Answer,
  type Run,
  type WorkloadName,
} from './workloads.ts';

/** The workloads as a model author writes them: generator processes. */
export const generatorTier: Readonly<Record<WorkloadName, Run>> = {
  mm1: () => queue(1, 0.9),
  mm10: () => queue(10, 9),
  ping: () => ping({ type: 'exponential', mean: 1 }),
  pingc: () => ping(1),
  phold,
};

function queue(capacity: number, rate: number): Answer {
  const sim = new Simulation({ seed });
  const server = sim.resource('server', { capacity });
  const time = sim.tally('time');
  const interval = sim.sampler('arrivals', { type: 'exponential', mean: 1 / rate });
  const service = sim.sampler('service', { type: 'exponential', mean: 1 });
  function* customer(p: Process) {
    const arrived = sim.now;
    yield server.seize(p);
    yield p.hold(service());
    server.release(p);
    time.add(sim.now - arrived);
  }
  function* arrivals(p: Process) {
    for (let i = 0; i < customers; i++) {
      yield p.hold(interval());
      sim.spawn(customer);
    }
  }
  sim.spawn(arrivals);
  sim.run();
  return { value: time.mean, checksum: 0 };
}

function ping(duration: { type: 'exponential'; mean: number } | number): Answer {
  const sim = new Simulation({ seed });
  const wait = sim.sampler('wait', duration);
  function* pinging(p: Process) {
    for (let i = 0; i < waits; i++) yield p.hold(wait());
  }
  for (let i = 0; i < processes; i++) sim.spawn(pinging);
  sim.run();
  return { value: sim.now, checksum: 0 };
}

function phold(): Answer {
  // The event in which each process starts comes on top of the messages.
  const sim = new Simulation({ seed, eventLimit: receptions + logicalProcesses * messages });
  const start = sim.sampler('start', { type: 'exponential', mean: 1 });
  const delay = sim.sampler('delay', { type: 'exponential', mean: 0.9 });
  const remote = sim.stream('remote');
  const target = sim.stream('target');
  const received = new Int32Array(logicalProcesses);
  function* message(p: Process, origin: number) {
    let at = origin;
    yield p.hold(start());
    for (;;) {
      received[at] = (received[at] ?? 0) + 1;
      if (remote.next() < 0.5) at = Math.floor(target.next() * logicalProcesses);
      yield p.hold(0.1 + delay());
    }
  }
  for (let i = 0; i < logicalProcesses * messages; i++) sim.spawn(message, i % logicalProcesses);
  sim.run();
  return { value: sim.now, checksum: checksumOf(received) };
}
