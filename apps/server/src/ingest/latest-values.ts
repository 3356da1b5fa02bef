import type { Clock } from '@veinline/base';
import type { LiveValue } from '@veinline/contracts';
import { qualityOf, statusName, type TagId, type TagSample } from '@veinline/plant';
import { toJsonValue } from './json-value.ts';

/** The newest sample of a tag and when it changed, counted over the whole server. */
export interface Latest {
  readonly sample: TagSample;
  /** Grows with every change of any tag; the live stream resumes from it. */
  readonly version: number;
}

/** The newest sample of every tag; late and historical samples never replace a newer one. */
export class LatestValues {
  readonly #latest = new Map<TagId, Latest>();
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
    const known = this.#latest.get(sample.tag);
    if (known !== undefined && isOlder(sample, known.sample)) return false;
    this.#latest.set(sample.tag, { sample, version: ++this.#version });
    return true;
  }

  get(tag: TagId): Latest | undefined {
    return this.#latest.get(tag);
  }
}

function isOlder(sample: TagSample, known: TagSample): boolean {
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
