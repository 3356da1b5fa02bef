import { expect, it } from 'vitest';
import { placeLabels } from './label-places.ts';

it('puts a label to the right of its dot where there is room, to the left at the right edge', () => {
  expect(placeLabels([{ x: 50, y: 50, width: 60 }], 300, 200)).toEqual([{ x: 58, y: 50, align: 'left' }]);
  expect(placeLabels([{ x: 290, y: 50, width: 60 }], 300, 200)[0]?.align).toBe('right');
});

it('moves a label away from the next dot', () => {
  const [first] = placeLabels(
    [
      { x: 100, y: 50, width: 60 },
      { x: 130, y: 50, width: 60 },
    ],
    300,
    200,
  );
  expect(first?.align).not.toBe('left');
});
