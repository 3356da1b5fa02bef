/*
 * Callers who hang up: a hotline with three agents (M/M/3 with impatience, "Erlang A").
 *
 * Four calls come a minute, at random; a call takes 1 minute on average and a caller waits 2 minutes at most on average.
 * Without patience this queue would grow for ever (load 4/3). Theory, worked out below: with n callers in the system the
 * next one leaves at the rate min(n, 3) served + max(n - 3, 0) / 2 hanging up. The share that hangs up is the rate of
 * hanging up over that of calling; it must exceed 1/4, since three agents serve at most three calls of four.
 */
import { type Process, Simulation } from '@veinline/des';

const callRate = 4;
const agents = 3;
const patienceMean = 2;

const sim = new Simulation({ seed: 3, timeUnit: 'minutes' });
const hotline = sim.resource('hotline', { capacity: agents });
const gap = sim.sampler('calls', { type: 'exponential', mean: 1 / callRate });
const talk = sim.sampler('talk', { type: 'exponential', mean: 1 });
const patience = sim.sampler('patience', { type: 'exponential', mean: patienceMean });
let calls = 0;

function* caller(p: Process, minutes: number, longest: number) {
  yield hotline.seize(p, { patience: longest });
  if (p.reneged) return;
  yield p.hold(minutes);
  hotline.release(p);
}

function* exchange(p: Process) {
  for (;;) {
    yield p.hold(gap());
    calls++;
    sim.spawn(caller, talk(), patience());
  }
}

sim.spawn(exchange);
sim.run(50_000);

/** Probability of each number of callers in the system, by balance of the flows up and down. */
const weights = [1];
for (let n = 1; n < 200; n++) {
  const leave = Math.min(n, agents) + Math.max(n - agents, 0) / patienceMean;
  weights.push((weights[n - 1]! * callRate) / leave);
}
const total = weights.reduce((sum, weight) => sum + weight, 0);
const queue = weights.reduce((sum, weight, n) => sum + (Math.max(n - agents, 0) * weight) / total, 0);

const percent = (share: number) => `${(100 * share).toFixed(1)} %`;
console.log(
  `hang up      ${percent(hotline.reneged / calls)}, theory ${percent(queue / patienceMean / callRate)}`,
);
console.log(`mean waiting ${hotline.queueLength.mean.toFixed(3)}, theory ${queue.toFixed(3)}`);
console.log(`agents busy  ${percent(hotline.utilisation)}`);
