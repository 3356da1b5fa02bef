/**
 * Test fixture, run as a process of its own: appends samples of two tags, some of them late, and prints the
 * number of samples each resolved append has made durable. Arguments: file, first sample number.
 */
import { ManualClock, type Instant } from '@veinline/base';
import type { TagId, TagSample } from '@veinline/plant';
import { createDuckdbHistorian } from './index.ts';

const [file = '', start = '0'] = process.argv.slice(2);
const historian = createDuckdbHistorian({ file, clock: new ManualClock(0 as Instant) });
await historian.start();

/** Sample number n; every second batch of ten goes backwards, so both ways into the table are used. */
function sampleAt(n: number): TagSample {
  return {
    tag: `KILL.${n % 2}` as TagId,
    value: n,
    status: 0,
    sourceTime: n as Instant,
    serverTime: null,
    receiveTime: n as Instant,
    sequence: 0,
  };
}

for (let first = Number(start); ; first += 500) {
  const batch = Array.from({ length: 500 }, (_, i) => sampleAt(first + i));
  if (first % 1000 === 0) batch.reverse();
  await historian.append(batch);
  process.stdout.write(`${first + 500}\n`);
}
