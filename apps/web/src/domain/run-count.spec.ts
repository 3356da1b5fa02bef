import { expect, it } from 'vitest';
import { runCountText, settingsOf } from './run-count.ts';

it('says what multiplies to the number of runs', () => {
  expect(runCountText({ kind: 'run' }, 50)).toBe('1 scenario × 50 replications = 50 runs');
  expect(runCountText({ kind: 'compare', scenarios: 3 }, 30)).toBe('3 scenarios × 30 replications = 90 runs');
  expect(runCountText({ kind: 'sweep', axes: [4, 3] }, 30)).toBe(
    '4 × 3 = 12 settings × 30 replications = 360 runs',
  );
  expect(runCountText({ kind: 'run' }, 200, true)).toBe('1 scenario × 200 replications = at most 200 runs');
});

it('counts the evaluations of Morris (k + 1 each) and of Sobol (k + 2 each)', () => {
  const size = { kind: 'sensitivity', factors: 5, samples: 16 } as const;
  expect(settingsOf({ ...size, method: 'morris' })).toBe(96);
  expect(settingsOf({ ...size, method: 'sobol' })).toBe(112);
  expect(runCountText({ ...size, method: 'morris' }, 2)).toBe(
    '16 trajectories × 6 = 96 settings × 2 replications = 192 runs',
  );
});
