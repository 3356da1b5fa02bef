import type { ExperimentResults } from '@veinline/contracts';
import { expect, it } from 'vitest';
import type { JsonObject } from './parameter-fields.ts';
import { sweepLines, valuesOn } from './sweep-lines.ts';

function scenario(setting: JsonObject, mean: number): ExperimentResults['scenarios'][number] {
  const interval = { mean, low: null, high: null, halfWidth: null, replications: 1 };
  const output = {
    ...interval,
    output: 'wait',
    unit: 'd',
    standardDeviation: null,
    box: null,
    values: [mean],
  };
  return { name: '', setting, replications: 1, resultHash: '', outputs: [output], fans: [] };
}
const scenarios = [
  scenario({ chairs: 5, rate: 10, mode: 'a' }, 1),
  scenario({ chairs: 4, rate: 10, mode: 'a' }, 2),
  scenario({ chairs: 4, rate: 2, mode: 'a' }, 3),
  scenario({ chairs: 4, rate: 2, mode: 'b' }, 9),
];

it('orders the values of an axis as numbers', () => {
  expect(valuesOn(scenarios, 'rate')).toEqual([2, 10]);
});

it('draws one line per value of the second axis at the held value of the third', () => {
  const lines = sweepLines(scenarios, ['rate', 'chairs', 'mode'], { mode: 'a' }, 'wait');
  const plain = lines.map(({ at, points }) => [at, points.map(({ x, summary }) => [x, summary.mean])]);
  expect(plain).toEqual([
    [
      4,
      [
        [2, 3],
        [10, 2],
      ],
    ],
    [5, [[10, 1]]],
  ]);
});
