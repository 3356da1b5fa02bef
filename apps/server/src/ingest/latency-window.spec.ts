import { expect, it } from 'vitest';
import { LatencyWindow } from './latency-window.ts';

const t0 = 1_800_000_000_000;

it('answers nothing when nothing was recorded lately', () => {
  const window = new LatencyWindow();
  expect(window.quantile(0.5, t0)).toBeNull();
  window.record(10, t0);
  expect(window.quantile(0.5, t0 + 61_000)).toBeNull();
});

it('gives quantiles at most 19 % above the exact ones', () => {
  const window = new LatencyWindow();
  for (let ms = 1; ms <= 1000; ms++) window.record(ms, t0);
  for (const share of [0.1, 0.5, 0.9, 0.99]) {
    const exact = share * 1000;
    const answered = window.quantile(share, t0) ?? 0;
    expect(answered).toBeGreaterThanOrEqual(exact);
    expect(answered).toBeLessThanOrEqual(exact * 2 ** 0.25);
  }
});

it('keeps the window before while the next one fills', () => {
  const window = new LatencyWindow();
  window.record(100, t0);
  window.record(1, t0 + 31_000);
  expect(window.quantile(1, t0 + 31_000)).toBeGreaterThanOrEqual(100);
  expect(window.quantile(1, t0 + 62_000)).toBe(1);
});
