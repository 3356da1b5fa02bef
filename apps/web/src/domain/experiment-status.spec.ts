import { expect, it } from 'vitest';
import { remainingMs, speedText, statusText } from './experiment-status.ts';

const progress = {
  status: 'running',
  done: 412,
  total: 900,
  events: 3e6,
  elapsedMs: 2000,
  precision: null,
} as const;

it('says the status in words', () => {
  expect(statusText(progress)).toBe('Running, 412 of 900');
  expect(statusText({ ...progress, status: 'complete', done: 900 })).toBe('Complete');
  expect(statusText({ ...progress, status: 'complete' })).toBe('Complete, precise enough after 412');
  expect(statusText({ ...progress, status: 'failed', done: 0 })).toBe('Failed');
  expect(statusText({ ...progress, status: 'cancelled' })).toBe('Cancelled after 412 of 900');
});

it('tells speed and time left from what is done so far', () => {
  expect(speedText(progress)).toBe('1.5 million events/s');
  expect(speedText({ ...progress, events: 24_690 })).toBe('12\u202f345 events/s');
  expect(remainingMs({ ...progress, done: 100, total: 300 })).toBe(4000);
  expect(remainingMs({ ...progress, done: 0 })).toBeNull();
});
