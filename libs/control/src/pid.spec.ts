import fc from 'fast-check';
import { expect, it } from 'vitest';
import { Pid } from './pid.ts';

const open = { low: -1e9, high: 1e9 };

it('closes a first-order process into the first-order response that lambda tuning promises', () => {
  // Process: K = 2, tau = 100 s. With Ti = tau and gain = tau / (K lambda) the loop is 1 / (lambda s + 1).
  const [K, tau, lambda, dt] = [2, 100, 20, 0.01];
  const pid = new Pid({ ...open, gain: tau / (K * lambda), integralSeconds: tau });
  let y = 0;
  for (let t = 0; t < 40; t += dt) y += (dt * (K * pid.update(1, y, dt) - y)) / tau;
  expect(y).toBeCloseTo(1 - Math.exp(-2), 3);
});

it('leaves the offset of pure proportional control, 1 / (1 + K gain)', () => {
  const pid = new Pid({ ...open, gain: 4, integralSeconds: Infinity });
  let y = 0;
  for (let i = 0; i < 20_000; i++) y += 0.01 * (pid.update(1, y, 0.01) - y);
  expect(1 - y).toBeCloseTo(1 / 5, 6);
});

it('ramps by gain times error over the integral time', () => {
  const pid = new Pid({ ...open, gain: 2, integralSeconds: 10 });
  let output = 0;
  for (let i = 0; i < 50; i++) output = pid.update(1, 0, 0.1);
  expect(output).toBeCloseTo(2 * 1 + (2 * 5) / 10, 9);
});

it('acts by the derivative on the measurement, not on the set point', () => {
  const pid = new Pid({ ...open, gain: 1, integralSeconds: Infinity, derivativeSeconds: 10 });
  pid.update(0, 0, 1);
  expect(pid.update(5, 0, 1)).toBeCloseTo(5, 12);
  expect(pid.update(5, 1, 1)).toBeCloseTo(4 - 10, 12);
});

it('turns round for direct action', () => {
  expect(
    new Pid({ ...open, gain: 1, integralSeconds: Infinity, action: 'direct' }).update(7.2, 7.4, 1),
  ).toBeCloseTo(0.2);
});

it('leaves saturation in the step in which the error turns', () => {
  const pid = new Pid({ ...open, gain: 0.1, integralSeconds: 10, low: 0, high: 1 });
  for (let i = 0; i < 1000; i++) pid.update(100, 0, 1);
  expect(pid.update(0, 1, 1)).toBeLessThan(1);
});

it('starts from the manual output without a bump', () => {
  const pid = new Pid({ ...open, gain: 3, integralSeconds: 60, low: 0, high: 1 });
  pid.track(0.4, 37, 36.9);
  expect(pid.update(37, 36.9, 1e-9)).toBeCloseTo(0.4, 6);
});

it('never leaves its limits', () => {
  const value = fc.double({ min: -1e3, max: 1e3, noNaN: true });
  fc.assert(
    fc.property(fc.array(fc.tuple(value, value), { minLength: 1 }), (steps) => {
      const pid = new Pid({ ...open, gain: 2, integralSeconds: 5, derivativeSeconds: 1, low: -1, high: 1 });
      for (const [setpoint, measured] of steps) {
        const output = pid.update(setpoint, measured, 1);
        expect(Math.abs(output)).toBeLessThanOrEqual(1);
      }
    }),
  );
});
