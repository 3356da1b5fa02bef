import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { gaussian } from '@veinline/base';
import { StreamFamily } from '../random/index.ts';
import { mser5 } from './mser5.ts';

const stream = new StreamFamily({ seed: 5 }).stream('mser');

/** The definition, word for word: batches of five, the statistic of each tail, the first of its minima. */
function reference(values: readonly number[]): number {
  const means: number[] = [];
  for (let i = 0; i + 5 <= values.length; i += 5)
    means.push(values.slice(i, i + 5).reduce((a, b) => a + b) / 5);
  let best = { deleted: 0, statistic: Infinity };
  for (let deleted = 0; deleted + 5 < means.length; deleted++) {
    const tail = means.slice(deleted);
    const mean = tail.reduce((a, b) => a + b) / tail.length;
    const statistic = tail.reduce((sum, x) => sum + (x - mean) ** 2, 0) / tail.length ** 2;
    if (statistic < best.statistic) best = { deleted, statistic };
  }
  return best.deleted * 5;
}

describe('mser5', () => {
  it('cuts a step exactly where it ends', () => {
    const values = Array.from({ length: 1000 }, (_, i) => (i < 100 ? 50 : 10) + ((i * 7) % 5));
    expect(mser5(values)).toEqual({ accepted: true, truncation: 100, mean: 12 });
  });

  it('cuts most of an exponential transient and little of the rest', () => {
    const values = Array.from({ length: 5000 }, (_, i) => 20 * Math.exp(-i / 100) + gaussian(stream));
    const result = mser5(values);
    // The bias falls under a tenth of the noise after 100 ln 200 = 530 observations.
    expect(result).toMatchObject({ accepted: true });
    expect(result.truncation).toBeGreaterThan(300);
    expect(result.truncation).toBeLessThan(1000);
  });

  it('follows its definition on any series', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: -50, max: 50 }), { minLength: 50, maxLength: 150 }),
        (values) => {
          expect(mser5(values).truncation).toBe(reference(values));
        },
      ),
    );
  });

  it('refuses a point past half the run: a trend never ends', () => {
    const result = mser5(Array.from({ length: 500 }, (_, i) => i));
    expect(result.accepted).toBe(false);
    expect(result.truncation).toBeGreaterThan(250);
  });

  it('keeps everything of a constant', () => {
    expect(mser5(new Array<number>(60).fill(3))).toEqual({ accepted: true, truncation: 0, mean: 3 });
  });

  it('refuses to judge 49 observations', () => {
    expect(() => mser5(new Array<number>(49).fill(0))).toThrow(
      expect.objectContaining({ code: 'SAMPLE_TOO_SMALL' }),
    );
  });
});
