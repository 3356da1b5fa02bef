import { BioreactorLoops, setpoints } from './controls.ts';
import { Mulberry32 } from '@veinline/base';
import { Sensor } from './sensor.ts';
import { bioreactorSignals } from './signals.ts';
import { faultSignal } from './faults.ts';
import { fill, nextText, pseudonym, seedDensity, startProcedure } from './batch-run.ts';
import type { Actuators } from './controls.ts';
import type { FaultRequest } from './faults.ts';
import type { TCellBatchContext, UnitProcedure } from '@veinline/batch';
import type { TCellCulture } from '@veinline/bioprocess';

/** A served value. */
export type SignalValue = number | string | boolean;

/** How a bioreactor begins. */
export interface BioreactorSetup {
  readonly id: string;
  /** Number in `B26-0412`. */
  readonly batchNumber: number;
  /** Culture day at the start, d. */
  readonly startDay: number;
  readonly plannedDays: number;
}

const perfusedPhases = ['Expansion', 'Harvest'];
/** Batches of the suite share one sequence of numbers, four units taking turns. */
const unitsInSuite = 4;

/** One perfused T-cell bioreactor with loops, sensors and the batch it carries. */
export class Bioreactor {
  readonly id: string;
  readonly #random: Mulberry32;
  readonly #sensors = new Map<string, Sensor>();
  readonly #plannedDays: number;
  #batchNumber: number;
  #patient: string;
  #culture: TCellCulture;
  #procedure: UnitProcedure<TCellBatchContext>;
  #loops = new BioreactorLoops();
  #day = 0;
  #actuators: Actuators;
  #hasGas = true;
  #lastViability = 97;
  #values: Readonly<Record<string, SignalValue>> = {};

  constructor(setup: BioreactorSetup, seed: number) {
    this.id = setup.id;
    this.#random = new Mulberry32(seed);
    this.#batchNumber = setup.batchNumber;
    this.#plannedDays = setup.plannedDays;
    for (const signal of bioreactorSignals)
      if (signal.noise !== undefined)
        this.#sensors.set(signal.name, new Sensor(signal, this.#random, signal.name === 'pH' ? 0.01 : 0));
    this.#patient = pseudonym(this.#random);
    this.#culture = fill(seedDensity, this.#random);
    this.#procedure = startProcedure(this.#plannedDays);
    this.#actuators = this.#control(1);
    for (let seconds = setup.startDay * 86_400; seconds > 0; seconds -= 60) this.#step(Math.min(60, seconds));
    this.#values = this.#measure();
  }

  /** Advances by seconds of process time in steps of at most 30 s, then measures once. */
  advance(seconds: number): void {
    for (let left = seconds; left > 1e-9; left -= 30) this.#step(Math.min(30, left));
    this.#values = this.#measure();
  }

  /** The last measured values. */
  read(): Readonly<Record<string, SignalValue>> {
    return this.#values;
  }

  /** The true state of the vessel, for tests of the instruments. */
  get truth(): { readonly ph: number; readonly oxygen: number; readonly viable: number } {
    const { oxygen, viable } = this.#culture.state;
    return { ph: this.#culture.ph, oxygen, viable };
  }

  inject(fault: FaultRequest): void {
    if (fault.kind === 'gas-loss') this.#hasGas = false;
    if (fault.kind !== 'stuck' && fault.kind !== 'drift') return;
    const name = faultSignal(fault, [...this.#sensors.keys()]);
    if (fault.kind === 'drift') this.#sensors.get(name)!.drift(fault.perHour ?? 0.1);
    else this.#sensors.get(name)!.stick(this.#truths()[name]!);
  }

  clear(fault: FaultRequest): void {
    if (fault.kind === 'gas-loss') this.#hasGas = true;
    if (fault.signal !== undefined) this.#sensors.get(fault.signal)?.repair();
  }

  #step(seconds: number): void {
    const days = seconds / 86_400;
    for (const sensor of this.#sensors.values()) sensor.age(seconds / 3600);
    this.#actuators = this.#control(seconds);
    this.#culture.step(this.#day, seconds, this.#actuators);
    if (this.#procedure.phase !== 'Cleaning') {
      this.#day += days;
      this.#lastViability = this.#culture.viability;
    }
    this.#follow(days);
  }

  #control(seconds: number): Actuators {
    const truth = this.#truths();
    const seen = (name: string): number => this.#sensors.get(name)!.filtered(truth[name]!);
    return this.#loops.update(
      { temperature: seen('Temperature'), ph: seen('pH'), oxygen: seen('DO'), viable: seen('VCD') },
      seconds,
      perfusedPhases.includes(this.#procedure.phase),
      this.#hasGas,
    );
  }

  #follow(days: number): void {
    const before = this.#procedure.phase;
    this.#procedure.advance(days, { viable: this.#culture.state.viable });
    if (this.#procedure.isComplete) this.#begin();
    else if (before === 'Harvest' && this.#procedure.phase === 'Cleaning') this.#renew(0);
  }

  #begin(): void {
    this.#batchNumber += unitsInSuite;
    this.#patient = pseudonym(this.#random);
    this.#procedure = startProcedure(this.#plannedDays);
    this.#renew(seedDensity);
    this.#lastViability = this.#culture.viability;
  }

  #renew(viable: number): void {
    this.#day = 0;
    this.#culture = fill(viable, this.#random);
    this.#loops = new BioreactorLoops();
    for (const sensor of this.#sensors.values()) sensor.calibrate();
  }

  #truths(): Readonly<Record<string, number>> {
    const { viable, glucose, lactate, ammonium, il2, oxygen, temperature, volume } = this.#culture.state;
    const a = this.#actuators as Actuators | undefined;
    return {
      Temperature: temperature,
      pH: this.#culture.ph,
      DO: oxygen,
      Glucose: glucose,
      Lactate: lactate,
      Ammonium: ammonium,
      IL2: il2,
      VCD: viable,
      Viability: this.#lastViability,
      Volume: volume,
      Agitation: a?.agitation ?? 0,
      AirFlow: a?.air ?? 0,
      O2Flow: a?.o2 ?? 0,
      CO2Flow: a?.co2 ?? 0,
      N2Flow: a?.n2 ?? 0,
      Pressure: a !== undefined && a.gasFlow > 0 ? 20 : 0,
      PerfusionRate: a?.perfusion ?? 0,
    };
  }

  #measure(): Readonly<Record<string, SignalValue>> {
    const truth = this.#truths();
    const measured: Record<string, SignalValue> = {};
    for (const [name, sensor] of this.#sensors) measured[name] = sensor.measure(truth[name]!);
    return {
      ...measured,
      TemperatureSetpoint: setpoints.temperature,
      pHSetpoint: setpoints.ph,
      DOSetpoint: setpoints.oxygen,
      BatchId: `B26-${String(this.#batchNumber).padStart(4, '0')}`,
      Patient: this.#patient,
      Phase: this.#procedure.phase,
      PhaseState: this.#procedure.state,
      CultureDay: this.#day,
      PlannedDays: this.#plannedDays,
      Mode: 'Auto',
      Next: nextText(this.#procedure),
    };
  }
}
