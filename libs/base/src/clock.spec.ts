import { describe, expect, it } from 'vitest';
import { ManualClock } from './clock.ts';
import { instant } from './instant.ts';

describe('a manual clock', () => {
  it('stands still until it is moved', () => {
    const clock = new ManualClock(instant(1000));
    expect([clock.now(), clock.now()]).toEqual([1000, 1000]);
    clock.advance(250);
    expect(clock.now()).toBe(1250);
  });

  it('never runs back', () => {
    const clock = new ManualClock(instant(1000));
    for (const wrong of [-1, NaN])
      expect(() => clock.advance(wrong)).toThrow(`A clock cannot move by ${wrong} ms.`);
    expect(clock.now()).toBe(1000);
  });
});
