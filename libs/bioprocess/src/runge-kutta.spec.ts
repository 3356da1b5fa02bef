import { expect, it } from 'vitest';
import { RungeKutta4 } from './runge-kutta.ts';

/** Harmonic oscillator from (1, 0): the closed form is (cos t, -sin t). */
function oscillatorError(steps: number): number {
  const solver = new RungeKutta4(2, (_, y, rates) => {
    rates[0] = y[1]!;
    rates[1] = -y[0]!;
  });
  const state = Float64Array.of(1, 0);
  for (let i = 0; i < steps; i++) solver.step((i * 2) / steps, 2 / steps, state);
  return Math.hypot(state[0]! - Math.cos(2), state[1]! + Math.sin(2));
}

it('follows the closed form of an oscillator', () => {
  expect(oscillatorError(200)).toBeLessThan(1e-8);
});

it('converges with order four', () => {
  expect(Math.log2(oscillatorError(20) / oscillatorError(40))).toBeCloseTo(4, 1);
});

it('hands the time of each stage to a rate that depends on it', () => {
  const solver = new RungeKutta4(1, (time, _, rates) => void (rates[0] = 3 * time * time));
  const state = Float64Array.of(0);
  solver.step(1, 1, state);
  expect(state[0]).toBeCloseTo(7, 12); // integral of 3t^2 from 1 to 2, exact for a cubic
});
