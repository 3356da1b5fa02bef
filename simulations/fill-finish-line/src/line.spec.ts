import { expect, it } from 'vitest';
import { FillFinishLine, lineParameters } from './line.ts';

it('fills at the speed of its set point', () => {
  const line = new FillFinishLine(5);
  line.advance(30);
  expect(line.read().State).toBe('Execute');
  expect(line.read().Produced).toBe(30 - line.inProcess);
});

it('accounts for every vial and never counts back within a batch', () => {
  const line = new FillFinishLine(2);
  let last = line.read();
  const states = new Set<string>();
  const batches = new Set<string>();
  for (let t = 0; t < 40_000; t++) {
    line.advance(1);
    const now = line.read();
    states.add(now.State);
    batches.add(now.BatchId);
    expect(now.Good + now.Rejected).toBe(now.Produced);
    expect(line.inProcess).toBeGreaterThanOrEqual(0);
    if (now.BatchId === last.BatchId) expect(now.Produced).toBeGreaterThanOrEqual(last.Produced);
    if (now.State === 'Complete') expect(now.Produced).toBe(lineParameters.batchSize);
    last = now;
  }
  expect(batches.size).toBeGreaterThan(3);
  for (const state of ['Execute', 'Suspended', 'Held', 'Complete', 'Idle', 'Starting'])
    expect(states).toContain(state);
});

it('gives the same bits for the same seed, however the time is cut', () => {
  const one = new FillFinishLine(9);
  const many = new FillFinishLine(9);
  one.advance(7200);
  for (let i = 0; i < 120; i++) many.advance(60);
  expect(one.read()).toEqual(many.read());
});
