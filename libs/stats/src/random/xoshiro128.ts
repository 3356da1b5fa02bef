import type { RandomStream } from '@veinline/base';
import type { Words4 } from './philox.ts';

/**
 * xoshiro128** 1.1: 128 bits of state, period 2^128 - 1, fast with 32-bit integers.
 *
 * Blackman and Vigna, "Scrambled linear pseudorandom number generators", ACM TOMS 47 (2021); their code is in the
 * public domain. Get streams from a StreamFamily; the constructor takes a raw state, which must not be all zero.
 */
export class Xoshiro128 implements RandomStream {
  // Signed 32-bit integers: V8 keeps these unboxed.
  private a: number;
  private b: number;
  private c: number;
  private d: number;

  constructor(state: Words4) {
    this.a = state[0] | 0;
    this.b = state[1] | 0;
    this.c = state[2] | 0;
    this.d = state[3] | 0;
    // Zero is the one fixed point; Philox yields it for one counter in 2^128, and any other state will do.
    if ((this.a | this.b | this.c | this.d) === 0) this.a = 1;
  }

  /** A uniform integer, 0 to 2^32 - 1. */
  uint32(): number {
    const b = this.b;
    const scaled = Math.imul(b, 5);
    const result = Math.imul((scaled << 7) | (scaled >>> 25), 9);
    const c = this.c ^ this.a;
    const d = this.d ^ b;
    this.b = b ^ c;
    this.a ^= d;
    this.c = c ^ (b << 9);
    this.d = (d << 11) | (d >>> 21);
    return result >>> 0;
  }

  /** A uniform number in [0, 1) with all 53 bits: multiples of 2^-53. */
  next(): number {
    const high = this.uint32() >>> 5;
    return (high * 0x400_0000 + (this.uint32() >>> 6)) * 2 ** -53;
  }

  /** A uniform number in (0, 1), symmetric about 1/2: odd multiples of 2^-53, so its logarithm is always finite. */
  open(): number {
    const high = this.uint32() >>> 6;
    return (high * 0x400_0000 + (this.uint32() >>> 6) + 0.5) * 2 ** -52;
  }
}
