import type { SamplesView } from '@veinline/contracts';
import { describe, expect, it } from 'vitest';
import { seriesOf } from './series.ts';

const bucket = (start: number, value: number, worstQuality: 'good' | 'bad' = 'good') => ({
  start,
  count: 1,
  min: value,
  max: value,
  average: value,
  first: value,
  last: value,
  worstQuality,
});
const view = (parts: Partial<SamplesView>): SamplesView => ({
  tag: 'BR-01.pH',
  from: 0,
  to: 10_000,
  timeSource: 'live',
  gaps: [],
  ...parts,
});

describe('series for a trend', () => {
  it('breaks the line at a recorded gap, even where the tag is sent only on change', () => {
    const gaps = [{ connector: 'c', address: null, from: 1500, to: 2500, cause: 'lost' }];
    const series = seriesOf(view({ buckets: [bucket(1000, 7), bucket(3000, 7.1)], gaps }), {
      expectedIntervalSeconds: null,
    });
    expect(series.averages).toEqual([7, null, 7.1]);
    expect(series.gaps).toEqual([{ from: 1500, to: 2500 }]);
  });
  it('breaks the line after three missed intervals', () => {
    const empty = { ...bucket(0, 0), count: 0 };
    const buckets = [
      bucket(0, 1),
      bucket(1000, 2),
      ...[2000, 3000, 4000].map((start) => ({ ...empty, start })),
      bucket(5000, 3),
    ];
    const series = seriesOf(view({ buckets }), { expectedIntervalSeconds: 1 });
    expect(series.averages).toEqual([1, 2, null, 3]);
  });
  it('draws through a pause shorter than that', () => {
    const series = seriesOf(view({ buckets: [bucket(0, 1), bucket(1000, 2), bucket(3000, 3)] }), {
      expectedIntervalSeconds: 1,
    });
    expect(series.averages).toEqual([1, 2, 3]);
  });
  it('joins neighbouring buckets of doubtful quality into one stretch', () => {
    const buckets = [bucket(0, 1), bucket(1000, 2, 'bad'), bucket(2000, 2, 'bad'), bucket(3000, 2)];
    expect(seriesOf(view({ buckets }), { expectedIntervalSeconds: 1 }).bad).toEqual([
      { from: 1000, to: 3000 },
    ]);
  });
});
