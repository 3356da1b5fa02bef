import { VeinlineError } from '@veinline/base';
import { nameHash } from './name-hash.ts';
import { philox4x32 } from './philox.ts';
import { Xoshiro128 } from './xoshiro128.ts';

export interface StreamFamilyOptions {
  /** A whole number, 0 to 2^53 - 1: the experiment's seed. */
  readonly seed: number;
  /** A whole number, 0 to 2^32 - 1; 0 if left out. */
  readonly replication?: number;
}

/**
 * The random streams of one replication, one per purpose, each found by its name.
 *
 * A stream's state is Philox4x32-10 with the seed as key and (replication, hash of the name, substream) as counter.
 * It depends on nothing else: not on which streams were made before, nor on the worker. Two scenarios with the same
 * seed therefore share their random numbers, stream by stream.
 */
export class StreamFamily {
  readonly seed: number;
  readonly replication: number;

  /** Throws STREAM_INVALID for a seed or replication that is no whole number in range. */
  constructor({ seed, replication = 0 }: StreamFamilyOptions) {
    this.seed = wholeNumber('seed', seed, Number.MAX_SAFE_INTEGER);
    this.replication = wholeNumber('replication', replication, 0xffff_ffff);
  }

  /** A new stream at its first number: the same name and substream always give the same numbers. */
  stream(name: string, substream = 0): Xoshiro128 {
    const [low, high] = nameHash(name);
    const part = wholeNumber('substream', substream, 0xffff_ffff);
    const key = [this.seed >>> 0, Math.floor(this.seed / 2 ** 32)] as const;
    return new Xoshiro128(philox4x32([this.replication, low, high, part], key));
  }
}

function wholeNumber(what: string, value: number, max: number): number {
  if (Number.isInteger(value) && value >= 0 && value <= max) return value;
  throw new VeinlineError('STREAM_INVALID', `The ${what} of a random stream is ${value}.`, {
    hint: `Use a whole number from 0 to ${max}.`,
    details: { [what]: value },
  });
}
