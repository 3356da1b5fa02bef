/*
 * A queue with one server, beside what theory says of it.
 *
 * Arrivals at random, 9 in 10 minutes; service at random, 1 minute on average (M/M/1 with load 0.9). Theory: a wait of
 * rho / (1 - rho) = 9 minutes, a stay of 10, a server busy for 90 % of the time. Waits of neighbouring customers are
 * alike, so even 400,000 of them leave the mean with a standard error of 0.3 minutes: expect 8.4 to 9.6. By Little's law
 * the area under the queue divided by the customers is the very same mean wait, in this run and not only on average.
 */
import { type Process, Simulation } from '@veinline/des';

const rho = 0.9;
const customers = 400_000;
const sim = new Simulation({ seed: 1, timeUnit: 'minutes' });
const server = sim.resource('server', { capacity: 1 });
const gap = sim.sampler('arrivals', { type: 'exponential', mean: 1 / rho });
const service = sim.sampler('service', { type: 'exponential', mean: 1 });
const stay = sim.tally('stay');

function* customer(p: Process) {
  const arrived = sim.now;
  yield server.seize(p);
  yield p.hold(service());
  server.release(p);
  stay.add(sim.now - arrived);
}

function* source(p: Process) {
  for (let n = 0; n < customers; n++) {
    yield p.hold(gap());
    sim.spawn(customer);
  }
}

sim.spawn(source);
sim.run();

const waitByLittle = server.queueLength.area / server.served;
console.log(`mean wait          ${server.wait.mean.toFixed(2)} min, theory ${(rho / (1 - rho)).toFixed(2)}`);
console.log(`the same by Little ${waitByLittle.toFixed(2)} min`);
console.log(`mean stay          ${stay.mean.toFixed(2)} min, theory ${(1 / (1 - rho)).toFixed(2)}`);
console.log(
  `server busy        ${(100 * server.utilisation).toFixed(1)} %, theory ${(100 * rho).toFixed(1)}`,
);
