import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { StreamFamily } from '@veinline/stats';
import { referenceProgram } from './reference.ts';
import { checkAnswer, seed, workloads, type Answer, type WorkloadName } from './workloads.ts';

/** The fastest of several runs, or why there is none. */
export type Rate =
  { readonly eventsPerMicrosecond: number; readonly answer: Answer } | { readonly missing: string };

export type TierName = 'generator' | 'callback' | 'flow';

const python = '/usr/bin/python3';
const repeats = 3;

/** Shares of the workloads that keep SimPy busy for about a second; the pings need all their waits to weigh the same. */
const simpyScale: Readonly<Record<WorkloadName, number>> = {
  mm1: 0.15,
  mm10: 0.15,
  ping: 0.5,
  pingc: 0.5,
  phold: 0.15,
};

/** A tier of the engine, in a process of its own so that no other workload has shaped its compiled code. */
export function tierRate(tier: TierName, workload: WorkloadName): Rate {
  const script = fileURLToPath(new URL('./tier-program.ts', import.meta.url));
  const rows = runRows(process.execPath, ['--import', 'tsx', script, tier, workload]);
  const { events } = workloads[workload];
  return best(
    rows.map(([seconds, value, checksum]) => ({ seconds, events, answer: { value, checksum } })),
    ({ answer }) => checkAnswer(workload, `The ${tier} tier`, answer),
  );
}

/** The C program, whose streams start at states of their own. */
export function referenceRate(workload: WorkloadName): Rate {
  const program = referenceProgram();
  if (program === null) return { missing: 'gcc is not installed' };
  const family = new StreamFamily({ seed });
  const states = workloads[workload].streams.flatMap((name) => {
    const stream = family.stream(name);
    return Array.from({ length: 4 }, () => String(stream.uint32()));
  });
  const { events } = workloads[workload];
  return best(
    runRows(program, [workload, String(repeats + 2), ...states]).map(([seconds, value, checksum]) => ({
      seconds,
      events,
      answer: { value, checksum },
    })),
    ({ answer }) => checkAnswer(workload, 'The C reference', answer),
  );
}

/** SimPy of the distribution's own Python, on a share of the workload. */
export function simpyRate(workload: WorkloadName): Rate {
  if (!existsSync(python)) return { missing: 'python3 is not installed' };
  const script = fileURLToPath(new URL('./simpy_workloads.py', import.meta.url));
  const hasSimpy = existsSync('/usr/lib/python3/dist-packages/simpy');
  if (!hasSimpy) return { missing: 'python3-simpy3 is not installed' };
  const scale = simpyScale[workload];
  const rows = runRows(python, [script, workload, String(scale), String(repeats)]);
  const [low, high] = workloads[workload].value;
  return best(
    rows.map(([seconds, events, value]) => ({ seconds, events, answer: { value, checksum: 0 } })),
    ({ answer: { value } }) => {
      // A shorter run is noisier, and where the answer is a time it ends in proportion earlier.
      const isTime = workload !== 'mm1' && workload !== 'mm10';
      const expected = ((low + high) / 2) * (isTime ? scale : 1);
      if (Math.abs(value - expected) < 0.2 * expected) return;
      throw new Error(`SimPy gave ${value} on ${workload}; it should be near ${expected}.`);
    },
  );
}

interface TimedRun {
  readonly seconds: number;
  readonly events: number;
  readonly answer: Answer;
}

function best(runs: readonly TimedRun[], check: (run: TimedRun) => void): Rate {
  runs.forEach(check);
  const fastest = runs.reduce((a, b) => (a.events / a.seconds >= b.events / b.seconds ? a : b));
  return { eventsPerMicrosecond: fastest.events / fastest.seconds / 1e6, answer: fastest.answer };
}

type Row = readonly [number, number, number];

function runRows(command: string, args: readonly string[]): Row[] {
  const output = execFileSync(command, args, { encoding: 'utf8' });
  return output
    .trim()
    .split('\n')
    .map((line) => {
      const [first = NaN, second = NaN, third = NaN] = line.split(' ').map(Number);
      return [first, second, third];
    });
}
