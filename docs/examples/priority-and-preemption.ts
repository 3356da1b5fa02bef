/*
 * Urgent and ordinary patients at one machine: who waits for whom.
 *
 * Per hour 0.3 urgent and 0.5 ordinary requests, an hour of work each on average, all at random. Waits until work first
 * begins, in hours, by theory: with priority alone (Cobham 1954) 8/7 = 1.143 for urgent and 40/7 = 5.714 for ordinary
 * requests; the mean over all, weighted 3 to 5, is the 4 hours of a queue without priority. If urgent work also stops
 * ordinary work, which resumes afterwards, an urgent request meets urgent ones alone (M/M/1 with load 0.3) and stays
 * 1 / 0.7 = 1.429, of which 0.429 waiting; an ordinary one still waits 40/7 until it begins but stays 50/7 = 7.143 in all.
 * Expect the figures within some 3 % of that, and 0.3 x 400,000 x (chance to meet ordinary work) stops: that chance is
 * the share of time ordinary work runs, 0.5, so 60,000.
 */
import { type Process, Simulation } from '@veinline/des';

const end = 400_000;

for (const preemption of ['none', 'resume'] as const) {
  const sim = new Simulation({ seed: 2, timeUnit: 'hours' });
  const machine = sim.resource('machine', { capacity: 1, discipline: 'priority', preemption });
  const work = sim.sampler('work', { type: 'exponential', mean: 1 });
  const classes = [
    { name: 'urgent', priority: 0, rate: 0.3 },
    { name: 'ordinary', priority: 1, rate: 0.5 },
  ];

  function* request(p: Process, name: string, priority: number, hours: number) {
    const came = sim.now;
    yield machine.seize(p, { priority });
    sim.tally(`${name} wait`).add(sim.now - came);
    yield p.hold(hours);
    machine.release(p);
    sim.tally(`${name} stay`).add(sim.now - came);
  }

  function* source(p: Process, { name, priority, rate }: (typeof classes)[number]) {
    const gap = sim.sampler(`${name} arrivals`, { type: 'exponential', mean: 1 / rate });
    for (;;) {
      yield p.hold(gap());
      sim.spawn(request, name, priority, work());
    }
  }

  for (const each of classes) sim.spawn(source, each);
  sim.run(end);
  const show = (what: string) => sim.tally(what).mean.toFixed(3);
  console.log(`preemption ${preemption}: work was stopped ${machine.stopped} times`);
  for (const { name } of classes)
    console.log(`  ${name}: wait ${show(`${name} wait`)}, stay ${show(`${name} stay`)}`);
}
