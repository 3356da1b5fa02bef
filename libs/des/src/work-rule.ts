import { type Process } from './process.ts';

/**
 * What happens to work when its unit is wanted elsewhere, goes off shift or breaks: it finishes first; it stops and resumes
 * where it was once it has a unit again; it stops and starts over then; or the process is told at once (outcome preempted,
 * `cause`, `remaining`), has lost the unit, and decides itself.
 */
export type WorkRule = 'finish' | 'resume' | 'restart' | 'notify';

/** The `cause` a process reads when its unit was taken away under the rule notify. */
export interface StoppedWork {
  readonly resource: string;
  readonly reason: 'priority' | 'calendar' | 'breakdown';
  /** Whose request took the unit. */
  readonly by?: Process;
}
