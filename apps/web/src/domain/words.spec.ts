import { expect, it } from 'vitest';
import { countText, groupedText, wordsOf } from './words.ts';

it('turns names of code into words and leaves abbreviations alone', () => {
  expect(
    ['veinToVein', 'vein-to-vein', 'QCRelease', 'pHLow', 'p90Wait', 'arrivals.rate'].map(wordsOf),
  ).toEqual(['Vein to vein', 'Vein to vein', 'QC release', 'pH low', 'P90 wait', 'Arrivals rate']);
});

it('counts with the right form of the noun and sets thousands apart', () => {
  expect(countText(1, 'run')).toBe('1 run');
  expect(countText(12_000, 'run')).toBe('12\u202f000 runs');
  expect(countText(2, 'trajectory', 'trajectories')).toBe('2 trajectories');
  expect(groupedText(999)).toBe('999');
});
