import { describe, expect, it } from 'vitest';
import { nearestName } from './nearest-name.ts';

describe('nearestName', () => {
  it.each([
    ['chiars', ['chairs', 'nurses'], 'chairs'],
    ['Nurse', ['chairs', 'nurses'], 'nurses'],
    ['demand.perday', ['demand.perDay', 'demand.noShow'], 'demand.perDay'],
  ])('takes %s of %j for %s', (name, candidates, expected) => {
    expect(nearestName(name, candidates)).toBe(expected);
  });

  it('guesses nothing when nothing is close', () => {
    expect(nearestName('temperature', ['chairs', 'nurses'])).toBeNull();
    expect(nearestName('x', [])).toBeNull();
  });
});
