import { expect, it } from 'vitest';
import { CellTherapySuite } from './suite.ts';
import type { UnitReading } from './suite.ts';

function of(readings: readonly UnitReading[], unit: string, name: string): number {
  return Number(readings.find((reading) => reading.unit === unit)?.values[name]);
}

it('gives the same bits for the same seed and others for another', () => {
  const run = (seed: number): string => {
    const suite = new CellTherapySuite(seed);
    for (let i = 0; i < 50; i++) suite.advance(60);
    return JSON.stringify(suite.read());
  };
  expect(run(7)).toBe(run(7));
  expect(run(7)).not.toBe(run(8));
});

it('starts with batches at different days', () => {
  const suite = new CellTherapySuite(1);
  const days = ['BR-01', 'BR-02', 'BR-03', 'BR-04'].map((unit) => of(suite.read(), unit, 'CultureDay'));
  expect(days.map((day) => Math.floor(day))).toEqual([5, 7, 8, 3]);
});

// Limits of usual alarms for a T-cell bioreactor, and of a grade B cleanroom.
const limits: Readonly<Record<string, readonly [number, number]>> = {
  Temperature: [36.5, 37.5],
  pH: [7.0, 7.4],
  DO: [30, 110],
  Glucose: [4, 25],
  Lactate: [-1, 20],
  Ammonium: [-1, 3],
  Viability: [85, 100.1],
  Pressure: [-1, 80],
  PerfusionRate: [-1, 3.2],
};

it.each([
  [60, 2, 4],
  [1000, 14, 8],
])('keeps bioreactors inside their alarm limits in steps of %i s for %i days', (step, days, leastBatches) => {
  const suite = new CellTherapySuite(3);
  const outside = new Set<string>();
  const batches = new Set<string>();
  for (let t = 0; t < days * 86_400; t += step) {
    suite.advance(step);
    for (const { unit, values } of suite.read().slice(0, 4)) {
      batches.add(String(values['BatchId']));
      for (const [name, [low, high]] of Object.entries(limits)) {
        const value = Number(values[name]);
        if (value < low || value > high)
          outside.add(`${unit} ${name} ${values['Phase']} ${value.toFixed(2)}`);
      }
    }
  }
  expect([...outside].slice(0, 12)).toEqual([]);
  expect(batches.size).toBeGreaterThanOrEqual(leastBatches);
});

it('loses oxygen within minutes when the gas is lost, and recovers', () => {
  const suite = new CellTherapySuite(1);
  const fault = suite.inject({ unit: 'BR-02', kind: 'gas-loss' });
  for (let i = 0; i < 20; i++) suite.advance(60);
  expect(of(suite.read(), 'BR-02', 'DO')).toBeLessThan(30);
  expect(of(suite.read(), 'BR-01', 'DO')).toBeGreaterThan(40);
  suite.clear(fault.id);
  for (let i = 0; i < 120; i++) suite.advance(60);
  expect(of(suite.read(), 'BR-02', 'DO')).toBeGreaterThan(40);
});

it('repeats one value while a sensor is stuck', () => {
  const suite = new CellTherapySuite(1);
  suite.inject({ unit: 'BR-01', kind: 'stuck', signal: 'pH' });
  const seen = new Set<number>();
  for (let i = 0; i < 10; i++) {
    suite.advance(60);
    seen.add(of(suite.read(), 'BR-01', 'pH'));
  }
  expect(seen.size).toBe(1);
});

it('lets a faulty probe drift away at its rate', () => {
  const suite = new CellTherapySuite(1);
  suite.inject({ unit: 'BR-01', kind: 'drift', signal: 'Lactate', perHour: 2 });
  const before = of(suite.read(), 'BR-01', 'Lactate');
  for (let i = 0; i < 60; i++) suite.advance(60);
  expect(of(suite.read(), 'BR-01', 'Lactate')).toBeGreaterThan(before + 1);
});

it('marks a unit without communication', () => {
  const suite = new CellTherapySuite(1);
  suite.inject({ unit: 'CR-A1', kind: 'communication' });
  expect(
    suite
      .read()
      .filter(({ isReachable }) => !isReachable)
      .map(({ unit }) => unit),
  ).toEqual(['CR-A1']);
});

it('refuses faults of unknown units and signals with the names it knows', () => {
  const suite = new CellTherapySuite(1);
  expect(() => suite.inject({ unit: 'BR-09', kind: 'stuck' })).toThrow('no unit "BR-09"');
  expect(() => suite.inject({ unit: 'BR-01', kind: 'stuck', signal: 'Ph' })).toThrow(
    'no measured signal "Ph"',
  );
  expect(() => suite.inject({ unit: 'INC-01', kind: 'gas-loss' })).toThrow('no sparge gas');
});
