import type { PlantReading } from './simulated-plant.ts';

/** The plant at one moment, as the servers publish it. */
export interface PlantMoment extends PlantReading {
  /** Process seconds per second of wall time. */
  readonly processSpeed: number;
  /** Wall-clock time of the values. */
  readonly at: Date;
}
