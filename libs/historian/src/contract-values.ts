import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { TagValue } from '@veinline/plant';
import { always, at, sampleOf, tagId } from './contract-fixtures.ts';
import type { Historian } from './historian.ts';

const edgeValues: readonly TagValue[] = [
  0,
  -0,
  1.5,
  NaN,
  Infinity,
  -Infinity,
  Number.MIN_VALUE,
  Number.MAX_VALUE,
  2 ** 53,
  true,
  false,
  null,
  '',
  'Zelle 37 °C',
  'NaN',
  'null',
  '\u0000\ud800"\\',
  '𝄞'.repeat(500),
  0n,
  9_007_199_254_740_993n,
  -(2n ** 63n),
  2n ** 64n - 1n,
  [],
  {},
  [1, [NaN, -0, null], 'x'],
  { mean: -Infinity, flags: [true, 2n ** 60n], $i: '5', $$: { $n: 'NaN' } },
];

const scalar = fc.oneof(
  fc.double(),
  fc.boolean(),
  fc.string({ unit: 'binary' }),
  fc.bigInt({ min: -(2n ** 63n), max: 2n ** 64n - 1n }),
  fc.constant(null),
);

const { value: anyValue } = fc.letrec<{ value: TagValue }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 3, withCrossShrink: true },
    scalar,
    fc.array(tie('value'), { maxLength: 3 }),
    fc.dictionary(fc.string(), tie('value'), { maxKeys: 3, noNullPrototype: true }),
  ),
}));

/** Everything a sample carries comes back as it went in. */
export function valueContract(historian: () => Historian, restart: () => Promise<void>): void {
  describe('values', () => {
    it('returns every kind of value exactly, also after a restart', async () => {
      const tag = tagId('R1.Any');
      const samples = edgeValues.map((value, i) => sampleOf(tag, i, { value }));
      await historian().append(samples);
      expect(await historian().raw({ tag, ...always })).toStrictEqual(samples);
      await restart();
      expect(await historian().raw({ tag, ...always })).toStrictEqual(samples);
      expect((await historian().last([tag])).get(tag)).toStrictEqual(samples.at(-1));
    });

    it('returns generated values exactly', async () => {
      let run = 0;
      await fc.assert(
        fc.asyncProperty(fc.array(anyValue, { minLength: 1, maxLength: 20 }), async (values) => {
          const tag = tagId(`V.${run++}`);
          const samples = values.map((value, i) => sampleOf(tag, i, { value }));
          await historian().append(samples);
          expect((await historian().raw({ tag, ...always })).map((sample) => sample.value)).toStrictEqual(
            values,
          );
        }),
        { numRuns: 25 },
      );
    });

    it('keeps all 32 bits of the status, all three times and the historical flag', async () => {
      const tag = tagId('R1.Provenance');
      const samples = [
        sampleOf(tag, 0, { status: 0xffff_ffff, serverTime: null }),
        sampleOf(tag, 1, {
          status: 0x8031_0480,
          serverTime: at(-86_400_000),
          receiveTime: at(-5),
          historical: true,
        }),
        sampleOf(tag, 1.001, { status: 0x4090_0000, receiveTime: at(4e10) }),
        sampleOf(tag, 1.002, { status: 1, sequence: 4_000_000_000, serverTime: at(1.003) }),
        sampleOf(tag, 1.002, { sequence: 4_000_000_001, value: null, serverTime: null, historical: true }),
      ];
      await historian().append([...samples].reverse());
      expect(await historian().raw({ tag, ...always })).toStrictEqual(samples);
    });
  });
}
