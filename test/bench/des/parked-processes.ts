// Parks a million processes; run with --expose-gc. Prints bytes per process and the largest resident size in bytes.
import { Simulation, type Process } from '@veinline/des';

const count = 1_000_000;
const used = (): number => {
  globalThis.gc?.();
  const { heapUsed, arrayBuffers } = process.memoryUsage();
  return heapUsed + arrayBuffers;
};

const before = used();
const sim = new Simulation();
function* parked(p: Process) {
  const since = sim.now;
  yield p.hold(1000 + p.id);
  return since;
}
for (let i = 0; i < count; i++) sim.spawn(parked);
sim.run(0);
const each = (used() - before) / count;
console.log(`${each} ${process.resourceUsage().maxRSS * 1024}`);
sim.run();
if (sim.eventCount !== 2 * count) throw new Error(`${sim.eventCount} events instead of ${2 * count}.`);
