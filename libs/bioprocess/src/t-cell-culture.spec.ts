import fc from 'fast-check';
import { expect, it } from 'vitest';
import { pCo2For, phOf } from './acid-base.ts';
import { TCellCulture, kLa, specificGrowth } from './t-cell-culture.ts';
import { tCellParameters as p } from './t-cell-parameters.ts';
import type { CultureInputs, CultureState } from './t-cell-culture.ts';

const start: CultureState = {
  viable: 1,
  dead: 0,
  glucose: 20,
  lactate: 0,
  ammonium: 0,
  il2: 100,
  oxygen: 50,
  pCo2: 50,
  temperature: 37,
  volume: 0.5,
};
const inputs: CultureInputs = {
  perfusion: 0,
  withdrawal: 0,
  agitation: 150,
  gasFlow: 200,
  oxygenFraction: 0.2095,
  co2Fraction: 0.07,
  heating: 0.375,
};

function run(
  initial: Partial<CultureState>,
  change: Partial<CultureInputs>,
  hours: number,
  day = 4,
): TCellCulture {
  const culture = new TCellCulture({ ...start, ...initial });
  for (let i = 0; i < hours * 60; i++) culture.step(day + i / 1440, 60, { ...inputs, ...change });
  return culture;
}

it('doubles in 20 to 30 hours at its peak', () => {
  const doubling = (24 * Math.LN2) / specificGrowth(p, 5, { ...start, glucose: 15, il2: 80 });
  expect(doubling).toBeGreaterThan(20);
  expect(doubling).toBeLessThan(30);
});

it('does not grow without glucose', () => {
  expect(specificGrowth(p, 5, { ...start, glucose: 0 })).toBe(0);
  expect(run({ glucose: 0 }, {}, 12).state.viable).toBeLessThan(1);
});

it('makes the stated lactate and ammonium of the glucose it takes up', () => {
  const { glucose, lactate, ammonium } = run({}, {}, 24).state;
  expect(lactate / (20 - glucose)).toBeCloseTo(p.yieldLactate, 9);
  expect(ammonium / (20 - glucose)).toBeCloseTo(p.yieldAmmonium, 9);
});

it('loses no glucose carbon in perfusion without cells', () => {
  // Wash-out of a stirred vessel: c = c0 exp(-D t).
  const { lactate } = run({ viable: 0, lactate: 10 }, { perfusion: 2, withdrawal: 2 }, 12).state;
  expect(lactate).toBeCloseTo(10 * Math.exp(-1), 8);
});

it('fills the vessel as perfusion in without perfusion out does, and diluted cells live longer', () => {
  const { viable, dead, volume } = run({ glucose: 0, il2: 0 }, { perfusion: 0.5 }, 24).state;
  const closed = run({ glucose: 0, il2: 0 }, {}, 24).state;
  expect(volume).toBeCloseTo(0.5 * Math.exp(0.5), 8);
  expect((viable + dead) * volume).toBeGreaterThan((closed.viable + closed.dead) * 0.5);
});

it('settles where oxygen transfer equals uptake', () => {
  const frozen = { ...start, viable: 2, glucose: 20 };
  const { oxygen, viable } = run(frozen, {}, 4).state;
  const aerobic = oxygen / (2 + oxygen);
  const closedForm = 100 - (100 * p.qOxygen * viable * aerobic) / p.oxygenAtAir / (24 * kLa(p, inputs));
  expect(oxygen).toBeCloseTo(closedForm, 0);
});

it('heats to the balance of heater and room', () => {
  const { temperature } = run({ viable: 0, temperature: 30 }, {}, 30).state;
  expect(temperature).toBeCloseTo(p.roomTemperature + (p.heatFull * 0.375) / p.heatLoss, 4);
});

it('gives the pH of blood plasma at 24 mmol/L bicarbonate and 40 mmHg', () => {
  expect(phOf(p, 0, 40)).toBeCloseTo(7.39, 2);
});

it('inverts pH and the pressure of CO2', () => {
  fc.assert(
    fc.property(
      fc.double({ min: 0, max: 30, noNaN: true }),
      fc.double({ min: 6.8, max: 7.6, noNaN: true }),
      (lactate, ph) => {
        expect(phOf(p, lactate, pCo2For(p, lactate, ph))).toBeCloseTo(ph, 9);
      },
    ),
  );
});

it('never goes below zero nor adds biomass from nothing', () => {
  fc.assert(
    fc.property(
      fc.double({ min: 0, max: 10, noNaN: true }),
      fc.double({ min: 0, max: 20, noNaN: true }),
      fc.double({ min: 0, max: 2, noNaN: true }),
      (viable, glucose, perfusion) => {
        const { state } = run({ viable, glucose }, { perfusion, withdrawal: perfusion }, 4);
        for (const value of Object.values(state)) expect(value).toBeGreaterThanOrEqual(0);
        if (viable === 0) expect(state.viable).toBe(0);
      },
    ),
    { numRuns: 20 },
  );
});
