import { IANAZone } from 'luxon';
import { msPerDay } from './local-date.ts';

const blockMs = 128 * msPerDay;
// Closer than any two clock changes of a zone since 1970: Morocco's pause for Ramadan lasts a month.
const probeMs = 7 * msPerDay;

interface Block {
  /** Instants from which the offset of the same index holds; the first is the start of the block. */
  readonly from: readonly number[];
  readonly offsetMs: readonly number[];
}

/** True when the name is an IANA time zone this runtime knows, such as `Europe/Zurich`. */
export function isTimeZone(name: string): boolean {
  return IANAZone.isValidZone(name);
}

// Facts about zones, the same for everybody: thousands of calendars share a few dozen of them.
const zones = new Map<string, ZoneOffsets>();

/** The offsets of a time zone, looked up once however many calendars follow it. */
export function zoneOffsets(timeZone: string): ZoneOffsets {
  let found = zones.get(timeZone);
  if (!found) zones.set(timeZone, (found = new ZoneOffsets(timeZone)));
  return found;
}

/**
 * The offsets of one time zone from UTC and the way back from wall-clock time to instants. Wall-clock times are
 * milliseconds counted as if they were UTC. Offsets come from the zone database of the runtime through luxon, and
 * are kept as clock changes, so that a year costs about a hundred look-ups instead of one per question.
 */
class ZoneOffsets {
  readonly #zone: IANAZone;
  readonly #blocks = new Map<number, Block>();

  constructor(timeZone: string) {
    this.#zone = IANAZone.create(timeZone);
  }

  /** Wall clock minus UTC at an instant, in milliseconds. */
  offsetMs(at: number): number {
    const index = Math.floor(at / blockMs);
    let block = this.#blocks.get(index);
    if (!block) {
      block = this.#scan(index * blockMs);
      this.#blocks.set(index, block);
    }
    let change = block.from.length - 1;
    while (change > 0 && block.from[change]! > at) change--;
    return block.offsetMs[change]!;
  }

  /** First instant at which the wall clock shows `wall` or, where the clock skips it, the instant of the skip. */
  opening(wall: number): number {
    const [before, after] = this.#around(wall);
    if (this.offsetMs(wall - before) === before) return wall - before;
    if (this.offsetMs(wall - after) === after) return wall - after;
    return this.#change(wall - after, wall - before);
  }

  /** Instant after the last one at which the wall clock shows a time just before `wall`, or that of the skip. */
  closing(wall: number): number {
    const [before, after] = this.#around(wall);
    const last = wall - 1;
    if (this.offsetMs(last - after) === after) return last - after + 1;
    if (this.offsetMs(last - before) === before) return last - before + 1;
    return this.#change(last - after, last - before);
  }

  /** The offsets a day either side: with one clock change in between, the only two that can apply. */
  #around(wall: number): [before: number, after: number] {
    return [this.offsetMs(wall - msPerDay), this.offsetMs(wall + msPerDay)];
  }

  #scan(start: number): Block {
    const from = [start];
    const offsetMs = [this.#read(start)];
    for (let at = start; at < start + blockMs; at += probeMs) {
      const end = Math.min(at + probeMs, start + blockMs - 1);
      const offset = this.#read(end);
      if (offset === offsetMs.at(-1)) continue;
      from.push(this.#change(at, end));
      offsetMs.push(offset);
    }
    return { from, offsetMs };
  }

  /** The first instant in (low, high] with the offset of `high`, found by bisection. */
  #change(low: number, high: number): number {
    const target = this.#read(high);
    while (high - low > 1) {
      const middle = Math.floor((low + high) / 2);
      if (this.#read(middle) === target) high = middle;
      else low = middle;
    }
    return high;
  }

  #read(at: number): number {
    return this.#zone.offset(at) * 60_000;
  }
}
