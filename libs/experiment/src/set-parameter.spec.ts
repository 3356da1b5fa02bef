import { describe, expect, it } from 'vitest';
import { getParameter, setParameter } from './set-parameter.ts';

const parameters = { chairs: 3, demand: { perDay: 7, profile: [{ hour: 8, weight: 3 }] }, shifts: [1, 2] };

describe('setParameter', () => {
  it('replaces a value in a copy, at the top, below and in lists', () => {
    expect(setParameter(parameters, 'chairs', 4)).toEqual({ ...parameters, chairs: 4 });
    expect(setParameter(parameters, 'demand.perDay', 9)).toMatchObject({ demand: { perDay: 9 } });
    expect(setParameter(parameters, 'shifts[1]', 5)).toMatchObject({ shifts: [1, 5] });
    const changed = setParameter(parameters, 'demand.profile[0].weight', 1);
    expect(getParameter(changed, 'demand.profile[0].weight')).toBe(1);
    expect(getParameter(parameters, 'demand.profile[0].weight')).toBe(3);
  });

  it.each<[path: string, message: string, hint: string]>([
    ['chiars', 'The parameters have no "chiars"', 'Did you mean "chairs"?'],
    ['demand.perday', 'demand has no "perday"', 'Did you mean "demand.perDay"?'],
    ['demand.zzzzzzzzzz', 'demand has no', 'There are demand.perDay, demand.profile.'],
    ['chairs.count', 'chairs is 3', 'Vary chairs itself.'],
    ['shifts[2]', 'shifts has 2 entries', 'Write shifts[0] to shifts[1].'],
    ['shifts.length', 'shifts has 2 entries', 'Write shifts[0] to shifts[1].'],
    ['demand[0]', 'demand has no "0"', 'There are'],
    ['toString', 'The parameters have no', 'There are'],
  ])('refuses %s with what there is', (path, message, hint) => {
    expect(() => setParameter(parameters, path, 1)).toThrow(
      expect.objectContaining({
        code: 'PARAMETER_UNKNOWN',
        message: expect.stringContaining(message) as string,
        hint: expect.stringContaining(hint) as string,
      }),
    );
  });

  it.each(['', '.', 'a.', 'a..b', 'a[b]', '[0]', 'a[0'])('refuses "%s", which is no path', (path) => {
    expect(() => setParameter(parameters, path, 1)).toThrow(
      expect.objectContaining({ code: 'PARAMETER_PATH' }),
    );
  });
});
