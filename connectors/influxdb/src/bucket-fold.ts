import type { Bucket, BucketQuery } from '@veinline/historian';
import { qualityOf, type Quality, type TagSample } from '@veinline/plant';
import { fromMicroseconds, microseconds } from './time.ts';

const rank: Readonly<Record<Quality, number>> = { good: 0, uncertain: 1, bad: 2 };

interface Tally {
  count: number;
  numbers: number;
  min: number;
  max: number;
  mean: number;
  first: number | null;
  last: number | null;
  worstQuality: Quality;
}

/** Folds samples, which must come by time and sequence, into buckets as they arrive: memory is that of the buckets. */
export class BucketFold {
  readonly #from: number;
  readonly #span: number;
  readonly #buckets: number;
  readonly #tallies = new Map<number, Tally>();

  constructor(query: BucketQuery) {
    this.#from = microseconds(query.from);
    this.#span = microseconds(query.to) - this.#from;
    this.#buckets = query.buckets;
  }

  /** Takes the next sample. */
  add(sample: TagSample): void {
    const offset = BigInt(microseconds(sample.sourceTime) - this.#from) * BigInt(this.#buckets);
    const tally = this.#tallyOf(Number(offset / BigInt(this.#span)));
    const quality = qualityOf(sample.status);
    tally.count++;
    if (rank[quality] > rank[tally.worstQuality]) tally.worstQuality = quality;
    const value = typeof sample.value === 'bigint' ? Number(sample.value) : sample.value;
    if (quality === 'bad' || typeof value !== 'number' || !Number.isFinite(value)) return;
    tally.numbers++;
    tally.min = Math.min(tally.min, value);
    tally.max = Math.max(tally.max, value);
    tally.mean += value / tally.numbers - tally.mean / tally.numbers;
    tally.first ??= value;
    tally.last = value;
  }

  /** The buckets that have samples, oldest first. */
  result(): readonly Bucket[] {
    return [...this.#tallies]
      .sort(([a], [b]) => a - b)
      .map(([index, { numbers, min, max, mean, ...rest }]) => ({
        ...rest,
        start: fromMicroseconds(this.#from + (index * this.#span) / this.#buckets),
        min: numbers === 0 ? null : min,
        max: numbers === 0 ? null : max,
        average: numbers === 0 ? null : mean,
      }));
  }

  #tallyOf(index: number): Tally {
    let tally = this.#tallies.get(index);
    if (tally === undefined) {
      tally = {
        count: 0,
        numbers: 0,
        min: Infinity,
        max: -Infinity,
        mean: 0,
        first: null,
        last: null,
        worstQuality: 'good',
      };
      this.#tallies.set(index, tally);
    }
    return tally;
  }
}
