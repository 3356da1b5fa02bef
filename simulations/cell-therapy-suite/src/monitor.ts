import { Mulberry32, gaussian } from '@veinline/base';
import { Sensor } from './sensor.ts';
import { faultSignal } from './faults.ts';
import { monitorSignals } from './signals.ts';
import type { FaultRequest } from './faults.ts';
import type { MonitorKind, Signal } from './signals.ts';
import type { SignalValue } from './bioreactor.ts';

/** Value a signal returns to, its slow wander (standard deviation) and the time constant of the wander, h. */
type Wander = readonly [mean: number, deviation: number, hours: number];

/** Usual conditions; the cleanroom keeps inside grade B at rest (EU GMP Annex 1: 3520 and 29 per m3). */
const wanders: Readonly<Record<MonitorKind, Readonly<Record<string, Wander>>>> = {
  freezer: { Temperature: [-80, 0.6, 1] },
  'ln2-store': { Temperature: [-185, 0.8, 3] },
  incubator: { Temperature: [37, 0.05, 1], CO2: [5, 0.05, 0.5], Humidity: [93, 0.6, 1] },
  cleanroom: {
    Particles0_5: [700, 150, 0.5],
    Particles5_0: [4, 1, 0.5],
    DifferentialPressure: [15, 0.7, 0.3],
    Temperature: [20.5, 0.2, 2],
    Humidity: [45, 1.5, 3],
  },
};

/** Level lost by evaporation, % per day, and the levels between which the store is filled. Assumption. */
const nitrogen = { lossPerDay: 4, low: 65, full: 85 } as const;
/** Door openings of a freezer or incubator per day, and how long one lasts, s. Assumption. */
const door = { perDay: 8, seconds: 40 } as const;

/** A freezer, LN2 store, incubator or cleanroom: values that wander round a mean (Ornstein-Uhlenbeck, exact). */
export class Monitor {
  readonly id: string;
  readonly kind: MonitorKind;
  readonly #random: Mulberry32;
  readonly #sensors = new Map<string, Sensor>();
  readonly #truth: Record<string, number> = {};
  #openSeconds = 0;
  #values: Readonly<Record<string, SignalValue>> = {};

  constructor(id: string, kind: MonitorKind, seed: number) {
    this.id = id;
    this.kind = kind;
    this.#random = new Mulberry32(seed);
    for (const signal of monitorSignals[kind] as readonly Signal[])
      if (signal.type === 'number') this.#sensors.set(signal.name, new Sensor(signal, this.#random));
    for (const [name, [mean, deviation]] of Object.entries(wanders[kind]))
      this.#truth[name] = mean + deviation * gaussian(this.#random);
    if (kind === 'ln2-store') this.#truth['Level'] = 78;
    this.advance(0);
  }

  /** Advances by seconds of process time and measures once. */
  advance(seconds: number): void {
    for (const [name, [mean, deviation, hours]] of Object.entries(wanders[this.kind])) {
      const kept = Math.exp(-seconds / 3600 / hours);
      const push = deviation * Math.sqrt(1 - kept * kept) * gaussian(this.#random);
      this.#truth[name] = mean + (this.#truth[name]! - mean) * kept + push;
    }
    if (this.kind === 'ln2-store') this.#evaporate(seconds);
    if (this.#hasDoor) this.#useDoor(seconds);
    for (const sensor of this.#sensors.values()) sensor.age(seconds / 3600);
    this.#values = this.#measure();
  }

  read(): Readonly<Record<string, SignalValue>> {
    return this.#values;
  }

  inject(fault: FaultRequest): void {
    if (fault.kind !== 'stuck' && fault.kind !== 'drift') return;
    const name = faultSignal(fault, [...this.#sensors.keys()]);
    if (fault.kind === 'drift') this.#sensors.get(name)!.drift(fault.perHour ?? 1);
    else this.#sensors.get(name)!.stick(this.#truth[name]!);
  }

  clear(fault: FaultRequest): void {
    if (fault.signal !== undefined) this.#sensors.get(fault.signal)?.repair();
  }

  #evaporate(seconds: number): void {
    const level = this.#truth['Level']! - (nitrogen.lossPerDay * seconds) / 86_400;
    this.#truth['Level'] = level < nitrogen.low ? nitrogen.full : level;
  }

  get #hasDoor(): boolean {
    return this.kind === 'freezer' || this.kind === 'incubator';
  }

  #useDoor(seconds: number): void {
    this.#openSeconds = Math.max(0, this.#openSeconds - seconds);
    const chance = 1 - Math.exp((-door.perDay * seconds) / 86_400);
    if (this.#random.next() < chance) this.#openSeconds = door.seconds;
  }

  #measure(): Readonly<Record<string, SignalValue>> {
    const values: Record<string, SignalValue> = {};
    for (const [name, sensor] of this.#sensors) values[name] = sensor.measure(this.#truth[name]!);
    if (this.#hasDoor) values['DoorOpen'] = this.#openSeconds > 0;
    return values;
  }
}
