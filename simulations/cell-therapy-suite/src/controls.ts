import { Pid } from '@veinline/control';
import type { CultureInputs } from '@veinline/bioprocess';

/** Set points of a batch. */
export const setpoints = { temperature: 37, ph: 7.25, oxygen: 50 } as const;

/** What the loops see. */
export interface LoopReadings {
  readonly temperature: number;
  readonly ph: number;
  readonly oxygen: number;
  /** 1e6/mL */
  readonly viable: number;
}

/** What the loops drive, besides the inputs of the culture. */
export interface Actuators extends CultureInputs {
  /** mL/min each. */
  readonly air: number;
  readonly o2: number;
  readonly co2: number;
  readonly n2: number;
}

/** Total sparge, mL/min; oxygen at full output; CO2 at full output. Assumption, small stirred vessel. */
const gas = { total: 200, o2Max: 120, co2Max: 40 } as const;
/** Perfusion per density, vvd per 1e6/mL (cell-specific rate 200 pL/cell/d), and its limits in vvd. */
const perfusion = { perDensity: 0.2, low: 0.3, high: 3 } as const;

/** The loops of one bioreactor: heater, pH by CO2, DO by nitrogen, oxygen and agitation, perfusion by density. */
export class BioreactorLoops {
  // Lambda tuning on the plant model: gain = tau / (K lambda), integral time = tau.
  readonly #temperature = new Pid({ gain: 0.17, integralSeconds: 3600, low: 0, high: 1 });
  readonly #ph = new Pid({ gain: 0.7, integralSeconds: 500, low: 0, high: 1, action: 'direct' });
  readonly #oxygen = new Pid({ gain: 0.006, integralSeconds: 500, low: -1, high: 1 });

  /** Starts the loops from the outputs a conditioned vessel needs. */
  constructor() {
    this.#temperature.track(0.375, setpoints.temperature, setpoints.temperature);
    this.#ph.track(0.38, setpoints.ph, setpoints.ph);
    this.#oxygen.track(-0.45, setpoints.oxygen, setpoints.oxygen);
  }

  update(seen: LoopReadings, seconds: number, isPerfused: boolean, hasGas: boolean): Actuators {
    const heating = this.#temperature.update(setpoints.temperature, seen.temperature, seconds);
    const acid = this.#ph.update(setpoints.ph, seen.ph, seconds);
    const oxygen = this.#oxygen.update(setpoints.oxygen, seen.oxygen, seconds);
    const wanted = Math.min(perfusion.high, Math.max(perfusion.low, perfusion.perDensity * seen.viable));
    const rate = isPerfused ? wanted : 0;
    const supply = hasGas ? 1 : 0;
    const co2 = gas.co2Max * acid;
    const o2 = gas.o2Max * Math.max(0, oxygen);
    const rest = gas.total - co2 - o2;
    const air = rest * (1 + Math.min(0, oxygen));
    const n2 = rest - air;
    return {
      heating,
      perfusion: rate,
      withdrawal: rate,
      agitation: 120 + 60 * Math.max(0, oxygen),
      gasFlow: gas.total * supply,
      oxygenFraction: (supply * (o2 + 0.2095 * air)) / gas.total,
      co2Fraction: (supply * co2) / gas.total,
      air: air * supply,
      o2: o2 * supply,
      co2: co2 * supply,
      n2: n2 * supply,
    };
  }
}
