import type { Fault, FaultRequest } from '@veinline/cell-therapy-suite';
import { CellTherapySuite } from '@veinline/cell-therapy-suite';
import { FillFinishLine } from '@veinline/fill-finish-line';
import { lineId } from './catalogue.ts';

/** A value as an instrument or a batch system reports it. */
export type PlantValue = number | string | boolean;

/** What of the plant can be seen at one moment. */
export interface PlantReading {
  /** By `EQUIPMENT.Property`. */
  readonly values: ReadonlyMap<string, PlantValue>;
  /** Equipment that does not answer. */
  readonly unreachable: ReadonlySet<string>;
}

/** The plant behind the servers: it moves in process time and shows what its instruments read. */
export interface SimulatedPlant {
  /** Lets process time pass, in seconds. */
  advance(seconds: number): void;
  read(): PlantReading;
  /** Puts a fault in force; throws VeinlineError if the equipment cannot have it. */
  inject(fault: FaultRequest): Fault;
  /** Ends a fault; false if there is none with this id. */
  clear(id: string): boolean;
  faults(): readonly Fault[];
}

/** The cell therapy suite and the fill-finish line as one plant; the same seed gives the same plant. */
export class SuiteAndLine implements SimulatedPlant {
  readonly #suite: CellTherapySuite;
  readonly #line: FillFinishLine;

  constructor(seed: number) {
    this.#suite = new CellTherapySuite(seed);
    this.#line = new FillFinishLine(seed);
  }

  advance(seconds: number): void {
    this.#suite.advance(seconds);
    this.#line.advance(seconds);
  }

  read(): PlantReading {
    const values = new Map<string, PlantValue>();
    const unreachable = new Set<string>();
    for (const reading of this.#suite.read()) {
      if (!reading.isReachable) unreachable.add(reading.unit);
      for (const [name, value] of Object.entries(reading.values))
        values.set(`${reading.unit}.${name}`, value);
    }
    for (const [name, value] of Object.entries(this.#line.read())) values.set(`${lineId}.${name}`, value);
    return { values, unreachable };
  }

  inject(fault: FaultRequest): Fault {
    return this.#suite.inject(fault);
  }

  clear(id: string): boolean {
    return this.#suite.clear(id);
  }

  faults(): readonly Fault[] {
    return this.#suite.faults();
  }
}
