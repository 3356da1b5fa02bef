import type { Instant } from '@veinline/base';
import type { AlarmDefinition, TagValue } from '@veinline/plant';

/** ISA-18.2 alarm states of this release (figure "alarm state transition diagram", letters A to F). */
export type AlarmState =
  | 'normal' // A
  | 'unacknowledged-active' // B
  | 'acknowledged-active' // C
  | 'returned-unacknowledged' // D
  | 'latched-unacknowledged' // E
  | 'latched-acknowledged'; // F

/** What is true of one alarm now. */
export interface AlarmStatus {
  readonly definition: AlarmDefinition;
  readonly state: AlarmState;
  /** When it was last raised; null if never. */
  readonly raisedAt: Instant | null;
  readonly returnedAt: Instant | null;
  readonly acknowledgedAt: Instant | null;
  readonly acknowledgedBy: string | null;
  readonly comment: string | null;
  /** Value and time that raised it. */
  readonly value: TagValue;
}
