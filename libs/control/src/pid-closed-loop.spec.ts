import fc from 'fast-check';
import { expect, it } from 'vitest';
import { Pid } from './pid.ts';
import { VeinlineError } from '@veinline/base';

/** Runs a first-order process (gain 1, time constant in s) under the loop, with a load on its input. */
function settle(pid: Pid, setpoint: number, load: number, seconds: number, tau = 50): number[] {
  const dt = 0.5;
  const values = [0];
  for (let t = 0; t < seconds; t += dt) {
    const y = values.at(-1) ?? 0;
    values.push(y + (dt / tau) * (pid.update(setpoint, y, dt) + load - y));
  }
  return values;
}

it('settles without offset whatever the load, as long as the output has room', () => {
  const load = fc.double({ min: -3, max: 3, noNaN: true });
  fc.assert(
    fc.property(load, (disturbance) => {
      const pid = new Pid({ gain: 2, integralSeconds: 50, low: -10, high: 10 });
      expect(settle(pid, 1, disturbance, 1500).at(-1)).toBeCloseTo(1, 6);
    }),
    { numRuns: 50 },
  );
});

it('does not overshoot after a long saturation, because nothing wound up', () => {
  // At full output 1.2 the process takes 50 ln(1.2 / 0.2) = 90 s to reach 1: long past the integral time.
  const pid = new Pid({ gain: 5, integralSeconds: 50, low: 0, high: 1.2 });
  expect(Math.max(...settle(pid, 1, 0, 2000))).toBeLessThan(1.005);
});

it('ramps exactly to its limit and holds it', () => {
  const pid = new Pid({ gain: 1, integralSeconds: 10, low: 0, high: 2 });
  let output = 0;
  // 1 + t / 10 meets 2 at t = 10 s.
  for (let i = 0; i < 9; i++) output = pid.update(1, 0, 1);
  expect(output).toBeCloseTo(1.9, 12);
  for (let i = 0; i < 100; i++) output = pid.update(1, 0, 1);
  expect(output).toBeCloseTo(2, 12);
  // The error is gone: only the integral, 1 and no more, is left.
  expect(pid.update(0, 0, 1)).toBeCloseTo(1, 12);
});

it('limits the output it is told to follow', () => {
  const pid = new Pid({ gain: 1, integralSeconds: Infinity, low: 0, high: 1 });
  pid.track(7, 37, 37);
  expect(pid.update(37, 37, 1)).toBe(1);
});

it.each([NaN, Infinity])('refuses a measurement of %s and keeps its state', (bad) => {
  const pid = new Pid({ gain: 2, integralSeconds: 10, low: -5, high: 5 });
  const twin = new Pid({ gain: 2, integralSeconds: 10, low: -5, high: 5 });
  pid.update(1, 0, 1);
  twin.update(1, 0, 1);
  expect(() => pid.update(1, bad, 1)).toThrow(VeinlineError);
  expect(pid.update(1, 0.1, 1)).toBe(twin.update(1, 0.1, 1));
});

it.each([0, -1, NaN])('refuses a step of %s s', (dt) => {
  const pid = new Pid({ gain: 1, integralSeconds: 10, low: 0, high: 1 });
  expect(() => pid.update(1, 0, dt)).toThrow('dtSeconds');
});

it.each([
  { gain: 0, integralSeconds: 10, low: 0, high: 1 },
  { gain: 1, integralSeconds: 0, low: 0, high: 1 },
  { gain: 1, integralSeconds: 10, derivativeSeconds: -1, low: 0, high: 1 },
  { gain: 1, integralSeconds: 10, low: 1, high: 1 },
])('refuses settings no loop can run with: %o', (settings) => {
  expect(() => new Pid(settings)).toThrow('No PID loop can run with');
});
