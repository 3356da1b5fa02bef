/** One line of a trace: who did what, and when in simulated time. */
export interface TraceEntry {
  /** Simulated time in the time unit of the simulation. */
  readonly time: number;
  /** What happened: spawn, start, hold, wait, resume, end, grant, release, … */
  readonly action: string;
  /** Name of the process it happened to, or of the facility. */
  readonly subject: string;
  /** What else there is to know, as text that is the same in every run. */
  readonly detail: string;
}

/** Receives trace entries in the order things happen. */
export type TraceSink = (entry: TraceEntry) => void;

/** A trace entry as one line: time, action, subject, detail, separated by tabs. Two runs compare line by line. */
export function formatTrace(entry: TraceEntry): string {
  const line = `${entry.time}\t${entry.action}\t${entry.subject}`;
  return entry.detail === '' ? line : `${line}\t${entry.detail}`;
}
