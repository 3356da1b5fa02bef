interface Segment {
  readonly start: number;
  readonly end: number;
  readonly rate: number;
  /** Change of the rate per unit of time. */
  readonly slope: number;
  /** Expected arrivals from the start of the period to the start of this segment. */
  readonly before: number;
}

interface Rates {
  readonly rates: readonly {
    readonly start: number;
    readonly rate: number;
    readonly endRate?: number | undefined;
  }[];
  readonly period?: number | undefined;
}

/** A rate of arrival over model time, linear between given times and perhaps periodic. */
export class RateProfile {
  readonly #segments: readonly Segment[];
  readonly #period: number;
  /** Expected arrivals of one period. */
  readonly #total: number;

  constructor({ rates, period = Infinity }: Rates) {
    const segments: Segment[] = [];
    let before = 0;
    for (const [i, { start, rate, endRate = rate }] of rates.entries()) {
      const end = rates[i + 1]?.start ?? period;
      const slope = (endRate - rate) / (end - start);
      segments.push({ start, end, rate, slope, before });
      before += areaOf(segments[i]!, start, end);
    }
    this.#segments = segments;
    this.#period = period;
    this.#total = before;
  }

  /** Arrivals per unit of time at a time. */
  rateAt(time: number): number {
    const { offset } = this.#place(time);
    const { start, rate, slope } = this.#segmentAt(offset);
    return rate + slope * (offset - start);
  }

  /** The expected number of arrivals from one time to another. */
  expected(from: number, to: number): number {
    const first = this.#place(from);
    const last = this.#place(to);
    const whole = first.cycle === last.cycle ? 0 : (last.cycle - first.cycle) * this.#total;
    return whole + this.#upTo(last.offset) - this.#upTo(first.offset);
  }

  /** When the expected number of arrivals since `now` reaches `count`; Infinity if it never does. */
  timeAfter(now: number, count: number): number {
    let { cycle, offset } = this.#place(now);
    let left = count;
    let index = this.#indexAt(offset);
    for (;;) {
      const segment = this.#segments[index]!;
      const from = Math.max(offset, segment.start);
      const area = areaOf(segment, from, segment.end);
      if (left < area) return Math.max(now, this.#timeIn(segment, cycle, from, left));
      left -= area;
      if (++index < this.#segments.length) continue;
      if (this.#period === Infinity || this.#total === 0) return Infinity;
      const whole = Math.floor(left / this.#total);
      left = Math.max(0, left - whole * this.#total);
      cycle += 1 + whole;
      offset = 0;
      index = 0;
    }
  }

  #timeIn(segment: Segment, cycle: number, from: number, count: number): number {
    const rate = segment.rate + segment.slope * (from - segment.start);
    // rate t + slope t^2 / 2 = count, solved in the form that neither cancels nor divides by a slope of 0.
    const root = Math.sqrt(Math.max(0, rate * rate + 2 * segment.slope * count));
    const base = cycle === 0 ? 0 : cycle * this.#period;
    const time = base + from + (2 * count) / (rate + root);
    const end = base + segment.end;
    // The end belongs to the next segment, whose rate may be 0: rounding must not reach it.
    return time < end ? time : end * (1 - 2 ** -53);
  }

  #place(time: number): { readonly cycle: number; readonly offset: number } {
    if (this.#period === Infinity) return { cycle: 0, offset: time };
    const cycle = Math.floor(time / this.#period);
    return { cycle, offset: Math.max(0, time - cycle * this.#period) };
  }

  #upTo(offset: number): number {
    const segment = this.#segmentAt(offset);
    return segment.before + areaOf(segment, segment.start, Math.max(offset, segment.start));
  }

  #segmentAt(offset: number): Segment {
    return this.#segments[this.#indexAt(offset)]!;
  }

  /** The last segment that starts at or before an offset. */
  #indexAt(offset: number): number {
    let low = 0;
    let high = this.#segments.length;
    while (high - low > 1) {
      const middle = (low + high) >>> 1;
      if (this.#segments[middle]!.start <= offset) low = middle;
      else high = middle;
    }
    return low;
  }
}

/** Expected arrivals between two times of one segment. */
function areaOf({ start, rate, slope }: Segment, from: number, to: number): number {
  if (slope === 0) return rate === 0 ? 0 : rate * (to - from);
  return Math.max(0, (to - from) * (rate + slope * ((from + to) / 2 - start)));
}
