import { type BreakdownOptions } from './breakdown.ts';
import { type CapacitySchedule } from './capacity-schedule.ts';
import { type Discipline } from './discipline.ts';
import { type WorkRule } from './work-rule.ts';

/** Options of a resource. */
export interface ResourceOptions {
  /** Units there are, or a calendar of them. */
  readonly capacity: number | CapacitySchedule;
  /** Who is served next: fifo by default, priority when there is preemption. */
  readonly discipline?: Discipline;
  /** What a request of lower priority number does to work of a higher one when units are short: none lets it wait. */
  readonly preemption?: 'none' | Exclude<WorkRule, 'finish'>;
  /** Most that may wait: whoever finds that many leaves at once with outcome balked. No limit by default. */
  readonly queueLimit?: number;
  /** Ways in which units fail. */
  readonly breakdowns?: readonly BreakdownOptions[];
}

/** Options of a seize. */
export interface SeizeOptions {
  /** Units wanted, all at once; 1 by default. */
  readonly units?: number;
  /** Lower goes first where the resource heeds it; 0 by default. */
  readonly priority?: number;
  /** Longest wait in time units before it reneges; no limit by default. */
  readonly patience?: number;
}
