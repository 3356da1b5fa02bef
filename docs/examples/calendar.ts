/*
 * A nurse who works from 8 to 16, and what becomes of the patient of 15:00.
 *
 * Everything here is certain, so that it can be checked by hand. Three patients come at 7, 9 and 15; each takes 3 hours.
 * 'finish': 8-11, 11-14 and 15-18, two hours beyond the shift. 'resume': the third stops at 16, goes on at 8 the next
 * morning (hour 32) with 2 hours to go, and ends at 34. 'restart': it begins anew at 32 and ends at 35. Of the 24 hours
 * of the first day the nurse is there for 8. Overtime counts as work but not as time available, so 'finish' gives
 * 9 / 8 = 112.5 % on the first day, the others 7 / 8 = 87.5 %.
 */
import { type Process, Simulation } from '@veinline/des';

for (const work of ['finish', 'resume', 'restart'] as const) {
  const sim = new Simulation({ timeUnit: 'hours' });
  const nurse = sim.resource('nurse', {
    capacity: {
      pieces: [
        { from: 0, capacity: 0 },
        { from: 8, capacity: 1 },
        { from: 16, capacity: 0 },
      ],
      period: 24,
      work,
    },
  });
  const log: string[] = [];

  function* patient(p: Process, arrival: number) {
    yield p.hold(arrival);
    yield nurse.seize(p);
    const begun = sim.now;
    yield p.hold(3);
    nurse.release(p);
    log.push(`${begun}-${sim.now}`);
  }

  for (const arrival of [7, 9, 15]) sim.spawn(patient, arrival);
  sim.run(24);
  const firstDay = (100 * nurse.utilisation).toFixed(1);
  sim.run(48);
  console.log(`${work}: ${log.join(', ')}; first day ${firstDay} % used`);
}
