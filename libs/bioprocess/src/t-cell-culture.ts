import { RungeKutta4 } from './runge-kutta.ts';
import { freshMedium, tCellParameters } from './t-cell-parameters.ts';
import { phOf } from './acid-base.ts';
import type { TCellParameters } from './t-cell-parameters.ts';

/** What is in the vessel. */
export interface CultureState {
  /** 1e6/mL */
  readonly viable: number;
  /** 1e6/mL */
  readonly dead: number;
  /** mmol/L */
  readonly glucose: number;
  /** mmol/L */
  readonly lactate: number;
  /** mmol/L */
  readonly ammonium: number;
  /** IU/mL */
  readonly il2: number;
  /** % of air saturation */
  readonly oxygen: number;
  /** mmHg */
  readonly pCo2: number;
  /** degC */
  readonly temperature: number;
  /** L */
  readonly volume: number;
}

/** What the actuators do; constant over one step. */
export interface CultureInputs {
  /** Fresh medium in, vessel volumes per day. */
  readonly perfusion: number;
  /** Cell-free medium out, vessel volumes per day. */
  readonly withdrawal: number;
  /** rpm */
  readonly agitation: number;
  /** mL/min, total sparge; 0 stops gas transfer but for the surface. */
  readonly gasFlow: number;
  /** Mole fraction of oxygen in the gas. */
  readonly oxygenFraction: number;
  /** Mole fraction of CO2 in the gas. */
  readonly co2Fraction: number;
  /** Heater, 0-1. */
  readonly heating: number;
}

/** Barometric pressure less water vapour at 37 degC, mmHg. */
const dryPressure = 713;
const oxygenInAir = 0.2095;

/** Order of the state vector, the same as in `CultureState`. */
const order = [
  'viable',
  'dead',
  'glucose',
  'lactate',
  'ammonium',
  'il2',
  'oxygen',
  'pCo2',
  'temperature',
  'volume',
] as const satisfies readonly (keyof CultureState)[];

/** How far the cells divide, 0-1: a lag after thaw, then slower growth late (two logistic switches over days). */
export function activation(p: TCellParameters, day: number): number {
  const rise = 1 / (1 + Math.exp((p.lagDays - day) / p.transitionDays));
  const fall = 1 / (1 + Math.exp((day - p.slowDay) / (2 * p.transitionDays)));
  return rise * (0.15 + 0.85 * fall);
}

/** Volumetric oxygen transfer coefficient, 1/h. */
export function kLa(p: TCellParameters, inputs: Pick<CultureInputs, 'agitation' | 'gasFlow'>): number {
  if (inputs.gasFlow <= 0) return p.kLaStill;
  return p.kLaReference * (inputs.agitation / p.agitationReference) ** p.kLaPower;
}

/**
 * Rates per day of a perfused T-cell culture, cells retained. Monod growth on glucose and IL-2, inhibited by
 * lactate and ammonium and by density; oxygen and CO2 by film transfer.
 */
export function cultureRates(
  p: TCellParameters,
  day: number,
  inputs: CultureInputs,
  y: Float64Array,
  rates: Float64Array,
): void {
  const [viable, dead, glucose, lactate, ammonium, il2, oxygen, pCo2, temperature, volume] =
    y as unknown as Ten;
  const sugar = Math.max(glucose, 0) / (p.kGlucose + Math.max(glucose, 0));
  const aerobic = Math.max(oxygen, 0) / (2 + Math.max(oxygen, 0));
  const mu = specificGrowth(p, day, { glucose, lactate, ammonium, il2, viable }) * aerobic;
  // Squared: starvation kills only near exhaustion.
  const dying = p.death + p.deathStarved * ((1 - sugar) ** 2 + (1 - aerobic) ** 2);
  const uptake = p.qGlucose * sugar * viable;
  const respired = (p.qOxygen * viable * aerobic) / p.oxygenAtAir;
  const transfer = 24 * kLa(p, inputs);
  const inflow = inputs.perfusion;
  // Volume change dilutes what is retained; inflow replaces what is not.
  const dilution = inputs.perfusion - inputs.withdrawal;
  rates[0] = (mu - dying - dilution) * viable;
  rates[1] = dying * viable - (p.lysis + dilution) * dead;
  rates[2] = -uptake + inflow * (freshMedium.glucose - glucose);
  rates[3] = p.yieldLactate * uptake - inflow * lactate;
  rates[4] = p.yieldAmmonium * uptake - inflow * ammonium;
  rates[5] = -(Math.LN2 / p.il2HalfLifeDays) * il2 + inflow * (freshMedium.il2 - il2);
  rates[6] = transfer * ((100 * inputs.oxygenFraction) / oxygenInAir - oxygen) - 100 * respired;
  const co2Made = (p.respiratoryQuotient * p.qOxygen * viable * aerobic) / p.co2Solubility;
  rates[7] = p.kLaCo2Ratio * transfer * (dryPressure * inputs.co2Fraction - pCo2) + co2Made;
  rates[8] = 24 * (p.heatFull * inputs.heating - p.heatLoss * (temperature - p.roomTemperature));
  rates[9] = dilution * volume;
}

type Ten = [number, number, number, number, number, number, number, number, number, number];

/** Specific growth rate, 1/d, before oxygen limitation. */
export function specificGrowth(
  p: TCellParameters,
  day: number,
  s: Pick<CultureState, 'glucose' | 'lactate' | 'ammonium' | 'il2' | 'viable'>,
): number {
  const glucose = Math.max(s.glucose, 0);
  const il2 = Math.max(s.il2, 0);
  const inhibited = (concentration: number, half: number): number =>
    1 / (1 + (Math.max(concentration, 0) / half) ** p.inhibitionPower);
  return (
    p.muMax *
    activation(p, day) *
    (glucose / (p.kGlucose + glucose)) *
    (il2 / (p.kIl2 + il2)) *
    inhibited(s.lactate, p.kiLactate) *
    inhibited(s.ammonium, p.kiAmmonium) *
    Math.max(0, 1 - s.viable / p.maxDensity)
  );
}

/** One culture in one vessel, integrated in place. */
export class TCellCulture {
  readonly parameters: TCellParameters;
  readonly #y: Float64Array;
  readonly #solver: RungeKutta4;
  #inputs!: CultureInputs;

  constructor(initial: CultureState, parameters: TCellParameters = tCellParameters) {
    this.parameters = parameters;
    this.#y = Float64Array.from(order, (name) => initial[name]);
    this.#solver = new RungeKutta4(order.length, (day, y, rates) => {
      cultureRates(parameters, day, this.#inputs, y, rates);
    });
  }

  /** Advances by `seconds` from culture day `day`; steps above 60 s blur oxygen transfer (time constant 6 min). */
  step(day: number, seconds: number, inputs: CultureInputs): void {
    this.#inputs = inputs;
    this.#solver.step(day, seconds / 86_400, this.#y);
    // Rounding may leave a trace below zero where a substance runs out.
    for (let i = 0; i < 8; i++) if (this.#y[i]! < 0) this.#y[i] = 0;
  }

  get state(): CultureState {
    const [viable, dead, glucose, lactate, ammonium, il2, oxygen, pCo2, temperature, volume] = this
      .#y as unknown as Ten;
    return { viable, dead, glucose, lactate, ammonium, il2, oxygen, pCo2, temperature, volume };
  }

  /** Present pH. */
  get ph(): number {
    return phOf(this.parameters, this.#y[3]!, this.#y[7]!);
  }

  /** Living share of the cells, %; 100 in an empty vessel. */
  get viability(): number {
    const total = this.#y[0]! + this.#y[1]!;
    return total > 0 ? (100 * this.#y[0]!) / total : 100;
  }
}
