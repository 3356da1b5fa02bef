import type { AlarmPriority } from '@veinline/plant';
import type { AlarmTransition } from './alarm.ts';
import type { Instant } from '@veinline/base';

/** A time in which alarms came faster than a person can answer. */
export interface AlarmFlood {
  readonly from: Instant;
  /** Null if it lasts beyond the period. */
  readonly to: Instant | null;
  /** Alarms raised from the tenth-minute window that began it until its end. */
  readonly raised: number;
}

/** Load on one operator position over a period (ISA-18.2 / IEC 62682 performance metrics). */
export interface AlarmMetrics {
  readonly raised: number;
  /** Target: 1 or fewer. */
  readonly averagePer10Minutes: number;
  /** Most alarms in any 10 minutes; target: 10 or fewer. */
  readonly peakPer10Minutes: number;
  readonly floods: readonly AlarmFlood[];
  /** Share of the period in flood, 0 to 1; target below 0.01. */
  readonly floodShare: number;
  /** Alarms by how often they were raised, most frequent first, at most ten. */
  readonly mostFrequent: readonly {
    readonly alarm: string;
    readonly raised: number;
    readonly share: number;
  }[];
  /** Alarms raised three times or more within a minute. */
  readonly chattering: readonly string[];
  readonly byPriority: Readonly<Record<AlarmPriority, number>>;
}

const windowMs = 600_000;
const floodBegins = 10;
const floodEnds = 5;
const chatterMs = 60_000;

/** Computes the metrics of a journal over [from, to); transitions outside it are left out. */
export function alarmMetrics(
  journal: Iterable<AlarmTransition>,
  period: { readonly from: Instant; readonly to: Instant },
): AlarmMetrics {
  const raised = [...journal]
    .filter(({ event, at }) => event === 'raised' && at >= period.from && at < period.to)
    .sort((a, b) => a.at - b.at);
  const times = raised.map(({ at }) => at);
  const { floods, peak } = findFloods(times, period.to);
  const inFlood = floods.reduce((sum, { from, to }) => sum + (to ?? period.to) - from, 0);
  const timesOf = new Map<string, Instant[]>();
  const byPriority: Record<AlarmPriority, number> = { 1: 0, 2: 0, 3: 0 };
  for (const { alarm, at, priority } of raised) {
    timesOf.set(alarm, [...(timesOf.get(alarm) ?? []), at]);
    byPriority[priority]++;
  }
  const length = period.to - period.from;
  return {
    raised: times.length,
    averagePer10Minutes: length > 0 ? (times.length * windowMs) / length : 0,
    peakPer10Minutes: peak,
    floods,
    floodShare: length > 0 ? inFlood / length : 0,
    mostFrequent: [...timesOf]
      .map(([alarm, at]) => ({ alarm, raised: at.length, share: at.length / times.length }))
      .sort((a, b) => b.raised - a.raised || (a.alarm < b.alarm ? -1 : 1))
      .slice(0, 10),
    chattering: [...timesOf].filter(([, at]) => isChattering(at)).map(([alarm]) => alarm),
    byPriority,
  };
}

/** A flood starts above 10 alarms in the last 10 minutes and ends below 5 (ISA-18.2). */
function findFloods(times: readonly Instant[], end: Instant): { floods: AlarmFlood[]; peak: number } {
  const floods: AlarmFlood[] = [];
  let open: { from: Instant; first: number } | null = null;
  let oldest = 0;
  let peak = 0;
  const expireUntil = (at: number, next: number) => {
    while (oldest < next && (times[oldest] ?? Infinity) + windowMs <= at) {
      const expired = ((times[oldest] ?? 0) + windowMs) as Instant;
      oldest++;
      if (open && next - oldest < floodEnds) {
        floods.push({ from: open.from, to: expired, raised: next - open.first });
        open = null;
      }
    }
  };
  for (const [i, at] of times.entries()) {
    expireUntil(at, i);
    const inWindow = i + 1 - oldest;
    peak = Math.max(peak, inWindow);
    if (inWindow > floodBegins) open ??= { from: at, first: oldest };
  }
  expireUntil(end - 1, times.length);
  const last = open as { from: Instant; first: number } | null;
  if (last) floods.push({ from: last.from, to: null, raised: times.length - last.first });
  return { floods, peak };
}

function isChattering(times: readonly Instant[]): boolean {
  return times.some((at, i) => i >= 2 && at - (times[i - 2] ?? -Infinity) <= chatterMs);
}
