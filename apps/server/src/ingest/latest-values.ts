import type { Clock, Instant } from '@veinline/base';
import type { LiveValue } from '@veinline/contracts';
import { qualityOf, statusName, type TagId, type TagSample, type TagValue } from '@veinline/plant';
import { toJsonValue } from './json-value.ts';

/** The newest sample of a tag and when it changed, counted over the whole server; goes on changing after it is read. */
export interface Latest {
  readonly sample: TagSample;
  /** Grows with every change of any tag; the live stream resumes from it. */
  readonly version: number;
}

/**
 * One tag's newest sample, overwritten in place. Keeping the sample object itself would be simpler, but an object
 * that lives for a second and is then replaced is the dearest kind of garbage: at 5,000 tags it filled the old heap
 * once a second, and collecting it cost more than everything else the server did. For the same reason each number
 * has a field of its own that never holds anything else: such a field is overwritten without a new heap object.
 */
class Newest implements Latest {
  version = NaN;
  sourceTime = NaN;
  sequence = 0;
  readonly #tag: TagId;
  #number = NaN;
  /** The value if it is no number. */
  #other: TagValue | undefined = undefined;
  #status = 0;
  /** NaN for none. */
  #serverTime = NaN;
  #receiveTime = NaN;

  constructor(tag: TagId) {
    this.#tag = tag;
  }

  take(sample: TagSample, version: number): void {
    const { value } = sample;
    this.version = version;
    this.sourceTime = sample.sourceTime;
    this.sequence = sample.sequence;
    if (typeof value === 'number') this.#number = value;
    this.#other = typeof value === 'number' ? undefined : value;
    this.#status = sample.status;
    this.#serverTime = sample.serverTime ?? NaN;
    this.#receiveTime = sample.receiveTime;
  }

  get sample(): TagSample {
    return {
      tag: this.#tag,
      value: this.#other === undefined ? this.#number : this.#other,
      status: this.#status,
      sourceTime: this.sourceTime as Instant,
      serverTime: Number.isNaN(this.#serverTime) ? null : (this.#serverTime as Instant),
      receiveTime: this.#receiveTime as Instant,
      sequence: this.sequence,
    };
  }
}

/** The newest sample of every tag; late and historical samples never replace a newer one. */
export class LatestValues {
  readonly #latest = new Map<TagId, Newest>();
  #version: number;

  constructor(clock: Clock) {
    // Starting at the wall clock keeps versions growing over restarts, so a screen resumes correctly.
    this.#version = clock.now() * 1000;
  }

  /** The version of the newest change. */
  get version(): number {
    return this.#version;
  }

  /** Takes a sample; false if it is older than what is known. */
  update(sample: TagSample): boolean {
    if (sample.historical === true) return false;
    let known = this.#latest.get(sample.tag);
    if (known === undefined) {
      known = new Newest(sample.tag);
      this.#latest.set(sample.tag, known);
    } else if (isOlder(sample, known)) return false;
    known.take(sample, ++this.#version);
    return true;
  }

  get(tag: TagId): Latest | undefined {
    return this.#latest.get(tag);
  }
}

function isOlder(sample: TagSample, known: Newest): boolean {
  if (sample.sourceTime !== known.sourceTime) return sample.sourceTime < known.sourceTime;
  return sample.sequence < known.sequence;
}

/** A sample as the API shows it. */
export function toLiveValue(sample: TagSample): LiveValue {
  return {
    tag: sample.tag,
    value: toJsonValue(sample.value),
    quality: qualityOf(sample.status),
    status: sample.status,
    statusName: statusName(sample.status),
    sourceTime: sample.sourceTime,
    receiveTime: sample.receiveTime,
  };
}
