/*
 * A tank (container) and a shelf (store): amounts, and things that are not alike.
 *
 * Everything here is certain. The tank holds 100 litres of medium at first and at most 120; a batch takes 50 as one. The
 * batches of hours 1 and 2 empty it; the batch of hour 3 waits for the delivery of hour 6 (80 litres) and takes 50 of it;
 * the delivery of hour 12 finds 30 litres, and 30 + 80 = 110 fits; that of hour 18 would make 190 and waits for room, with
 * nothing left to happen. At hour 6 the delivery speaks first: it goes on at once, while the batch that waited resumes by
 * an event. Mean content over 20 hours: (100 + 50 + 4 x 0 + 6 x 30 + 8 x 110) / 20 = 60.5 litres.
 *
 * On the shelf lie the cells of patients in the order they came. The courier of patient B does not wait for those of A,
 * who came first; the courier of C waits for the cells that come at hour 5 and gives up after 3 hours, at hour 4.
 */
import { type Process, Simulation } from '@veinline/des';

const sim = new Simulation({ timeUnit: 'hours' });
const tank = sim.container('tank', { capacity: 120, initial: 100 });
const shelf = sim.store<string>('shelf');
const say = (text: string) => console.log(`hour ${sim.now}: ${text}`);

function* batch(p: Process, start: number) {
  yield p.hold(start);
  yield tank.get(p, 50);
  say(`the batch of hour ${start} has its medium, ${tank.content} l are left`);
}

function* delivery(p: Process) {
  for (;;) {
    yield p.hold(6);
    yield tank.put(p, 80);
    say(`delivered, ${tank.content} l in the tank`);
  }
}

function* courier(p: Process, patient: string) {
  yield p.hold(1);
  yield shelf.get(p, { filter: (cells) => cells === patient, patience: 3 });
  say(
    p.reneged
      ? `the courier of ${patient} gives up`
      : `the courier has ${shelf.received(p)}, left: ${shelf.items}`,
  );
}

shelf.tryPut('A');
shelf.tryPut('B');
sim.at(5, () => shelf.tryPut('C'));
for (const start of [1, 2, 3]) sim.spawn(batch, start);
for (const patient of ['B', 'C']) sim.spawn(courier, patient);
sim.spawn(delivery);

const { reason, waiting } = sim.run(20);
say(`${reason}: ${waiting.map(({ process, waitsFor }) => `${process} waits for ${waitsFor}`).join(', ')}`);
say(`mean content ${tank.level.mean.toFixed(2)} l`);
