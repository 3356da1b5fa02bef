import { VeinlineError } from '@veinline/base';

/** Tuning and limits of a PID loop in the standard (non-interacting, ISA) form. */
export interface PidSettings {
  /** Output units per unit of the measurement; positive, the sense is in `action`. */
  readonly gain: number;
  /** Integral (reset) time, s; `Infinity` for none. */
  readonly integralSeconds: number;
  /** Derivative (rate) time, s; 0 if absent. */
  readonly derivativeSeconds?: number;
  /** Lowest output. */
  readonly low: number;
  /** Highest output. */
  readonly high: number;
  /** `reverse` (if absent): a rising measurement lowers the output (heating); `direct` raises it (cooling). */
  readonly action?: 'direct' | 'reverse';
}

/**
 * `u = K (e + 1/Ti ∫e dt − Td dPV/dt)` (Åström and Hägglund, PID Controllers, 2nd ed. 1995, ch. 3), derivative on
 * the measurement. An integral step is cut where it would push the output over a limit, so nothing winds up.
 */
export class Pid {
  readonly #settings: PidSettings;
  /** Integral term, in output units. */
  #integral = 0;
  #lastMeasured: number | null = null;

  /** Throws `PID_SETTINGS` for times, gain or limits no loop can run with. */
  constructor(settings: PidSettings) {
    const { gain, integralSeconds, derivativeSeconds = 0, low, high } = settings;
    if (!(gain > 0 && integralSeconds > 0 && derivativeSeconds >= 0 && low < high))
      throw new VeinlineError('PID_SETTINGS', `No PID loop can run with ${JSON.stringify(settings)}.`, {
        hint: 'Gain and integral time must be above 0, derivative time 0 or more, low below high.',
        details: { settings },
      });
    this.#settings = settings;
  }

  /** Follows an output given by hand, so that the next update starts from it without a bump. */
  track(output: number, setpoint: number, measured: number): void {
    requireFinite({ output, setpoint, measured });
    this.#integral = this.#limit(output) - this.#sense() * (setpoint - measured);
    this.#lastMeasured = measured;
  }

  /** The output `dtSeconds` after the last call; throws `PID_INPUT`, changing nothing, for what is not finite. */
  update(setpoint: number, measured: number, dtSeconds: number): number {
    requireFinite({ setpoint, measured, dtSeconds });
    if (dtSeconds <= 0) throw badInput('dtSeconds', dtSeconds);
    const { integralSeconds, derivativeSeconds = 0 } = this.#settings;
    const error = setpoint - measured;
    const rate = (measured - (this.#lastMeasured ?? measured)) / dtSeconds;
    const immediate = this.#sense() * (error - derivativeSeconds * rate);
    this.#integral += this.#allowed((this.#sense() * error * dtSeconds) / integralSeconds, immediate);
    this.#lastMeasured = measured;
    return this.#limit(immediate + this.#integral);
  }

  /** The part of an integral step that keeps the output within its limits. */
  #allowed(step: number, immediate: number): number {
    const { low, high } = this.#settings;
    const output = immediate + this.#integral;
    return step > 0 ? Math.min(step, Math.max(0, high - output)) : Math.max(step, Math.min(0, low - output));
  }

  #sense(): number {
    return this.#settings.action === 'direct' ? -this.#settings.gain : this.#settings.gain;
  }

  #limit(output: number): number {
    return Math.min(this.#settings.high, Math.max(this.#settings.low, output));
  }
}

function requireFinite(values: Readonly<Record<string, number>>): void {
  for (const [name, value] of Object.entries(values))
    if (!Number.isFinite(value)) throw badInput(name, value);
}

function badInput(name: string, value: number): VeinlineError {
  return new VeinlineError('PID_INPUT', `A PID loop was given ${name} = ${value}.`, {
    hint: 'Keep the last output while the measurement is bad; a step must be finite and above 0 s.',
    details: { [name]: value },
  });
}
