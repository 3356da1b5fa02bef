import type { AlarmDefinition, AlarmPriority, TagId, TagValue } from '@veinline/plant';
import type { Instant } from '@veinline/base';

/** ISA-18.2 alarm states of this release (figure "alarm state transition diagram", letters A to F). */
export type AlarmState =
  | 'normal' // A
  | 'unacknowledged-active' // B
  | 'acknowledged-active' // C
  | 'returned-unacknowledged' // D
  | 'latched-unacknowledged' // E
  | 'latched-acknowledged'; // F

/** What a transition means, the word of the journal. */
export type AlarmEvent = 'raised' | 'acknowledged' | 'returned' | 'latched' | 'reset';

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
  /** Value that raised it. */
  readonly value: TagValue;
}

/** One step of one alarm, as the journal keeps it. */
export interface AlarmTransition {
  /** Source time at which the delay had run out; for an acknowledgement the time it was given. */
  readonly at: Instant;
  /** Alarm id, `TAG.TYPE`. */
  readonly alarm: string;
  readonly tag: TagId;
  readonly priority: AlarmPriority;
  readonly message: string;
  readonly event: AlarmEvent;
  readonly from: AlarmState;
  readonly to: AlarmState;
  /** The last value known when it happened. */
  readonly value: TagValue;
  /** Who acknowledged; null for what the process did. */
  readonly actor: string | null;
  readonly comment: string | null;
}
