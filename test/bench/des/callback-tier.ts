import { Simulation } from '@veinline/des';
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

/** The workloads in plain callbacks, with a queue of their own. */
export const callbackTier: Readonly<Record<WorkloadName, Run>> = {
  mm1: () => queue(1, 0.9),
  mm10: () => queue(10, 9),
  ping: () => ping({ type: 'exponential', mean: 1 }),
  pingc: () => ping(1),
  phold,
};

function queue(servers: number, rate: number): Answer {
  const sim = new Simulation({ seed });
  const time = sim.tally('time');
  const interval = sim.sampler('arrivals', { type: 'exponential', mean: 1 / rate });
  const service = sim.sampler('service', { type: 'exponential', mean: 1 });
  const waiting: number[] = [];
  let first = 0;
  let busy = 0;
  let created = 0;
  const serve = (arrived: number): void => {
    sim.after(service(), () => {
      const next = waiting[first];
      if (next === undefined) {
        busy--;
      } else {
        first++;
        serve(next);
      }
      time.add(sim.now - arrived);
    });
  };
  const arrive = (): void => {
    if (++created < customers) sim.after(interval(), arrive);
    if (busy < servers) {
      busy++;
      serve(sim.now);
    } else {
      waiting.push(sim.now);
    }
  };
  sim.after(interval(), arrive);
  sim.run();
  return { value: time.mean, checksum: 0 };
}

function ping(duration: { type: 'exponential'; mean: number } | number): Answer {
  const sim = new Simulation({ seed });
  const wait = sim.sampler('wait', duration);
  const start = (): void => {
    let left = waits;
    const ring = (): void => {
      if (--left > 0) sim.after(wait(), ring);
    };
    sim.after(wait(), ring);
  };
  for (let i = 0; i < processes; i++) start();
  sim.run();
  return { value: sim.now, checksum: 0 };
}

function phold(): Answer {
  const sim = new Simulation({ seed, eventLimit: receptions });
  const start = sim.sampler('start', { type: 'exponential', mean: 1 });
  const delay = sim.sampler('delay', { type: 'exponential', mean: 0.9 });
  const remote = sim.stream('remote');
  const target = sim.stream('target');
  const received = new Int32Array(logicalProcesses);
  const send = (origin: number): void => {
    let at = origin;
    const receive = (): void => {
      received[at] = (received[at] ?? 0) + 1;
      if (remote.next() < 0.5) at = Math.floor(target.next() * logicalProcesses);
      sim.after(0.1 + delay(), receive);
    };
    sim.after(start(), receive);
  };
  for (let i = 0; i < logicalProcesses * messages; i++) send(i % logicalProcesses);
  sim.run();
  return { value: sim.now, checksum: checksumOf(received) };
}
