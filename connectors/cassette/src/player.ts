import type { Clock, Instant } from '@veinline/base';
import type { ConnectorEvent } from '@veinline/plant';
import type { CassetteSettings } from './config.ts';
import { readCassette } from './reader.ts';
import type { CassetteSummary } from './reader.ts';

/** Least length of one round of a loop, in recorded milliseconds, so that an empty recording does not spin. */
const shortestRound = 1000;

/** An event of the replay and how far into the recording it lies, in seconds. */
export interface PlayedEvent {
  readonly event: ConnectorEvent;
  readonly positionSeconds: number;
}

/** What a player plays and when it began. */
export interface Performance {
  readonly file: string;
  readonly summary: CassetteSummary;
  readonly settings: CassetteSettings;
  readonly clock: Clock;
  /** When the replay began; all subscriptions of a connector share it. */
  readonly began: Instant;
  /** When this subscription joined; what was due before is over. The first one joins before the beginning. */
  readonly joined: number;
  /** Name of the replaying connector, which gaps carry. */
  readonly connector: string;
  readonly signal: AbortSignal;
}

/** Plays a recording: each event when it is due, or at once if the consumer is late. */
export async function* play(performance: Performance): AsyncGenerator<PlayedEvent> {
  const { file, summary, settings, clock, began, joined, signal } = performance;
  const startMs = settings.startAtSeconds * 1000;
  const roundMs = Math.max(shortestRound, summary.lengthMs - startMs + 1);
  for (let round = 0; !signal.aborted; round += 1) {
    for await (const { at, event } of readCassette(file)) {
      if (at < startMs) continue;
      const due = began + (at - startMs + round * roundMs) / settings.speed;
      if (due < joined) continue;
      await waitUntil(due, clock, signal);
      if (signal.aborted) return;
      yield { event: retime(event, performance, round * roundMs), positionSeconds: at / 1000 };
    }
    if (!settings.loop) return;
    await waitUntil(began + ((round + 1) * roundMs) / settings.speed, clock, signal);
  }
}

/** The event as it happens now: receive times are ours, other times by the `times` setting. */
function retime(event: ConnectorEvent, performance: Performance, offsetMs: number): ConnectorEvent {
  const { summary, settings, clock, began, connector } = performance;
  const origin = summary.header.started + settings.startAtSeconds * 1000;
  const shift = (at: Instant): Instant =>
    settings.times === 'original' ? at : ((began + (at - origin + offsetMs) / settings.speed) as Instant);
  if (event.kind === 'gap') {
    const { gap } = event;
    const [from, to] = [shift(gap.from), gap.to === null ? null : shift(gap.to)];
    return { kind: 'gap', gap: { ...gap, connector, from, to } };
  }
  const now = clock.now();
  const samples = event.samples.map((sample) => ({
    ...sample,
    sourceTime: shift(sample.sourceTime),
    serverTime: sample.serverTime === null ? null : shift(sample.serverTime),
    receiveTime: now,
  }));
  return { kind: 'samples', samples };
}

/** Resolves at an instant of the clock, or when the signal aborts. */
function waitUntil(at: number, clock: Clock, signal: AbortSignal): Promise<void> {
  const wait = at - clock.now();
  if (wait <= 0 || signal.aborted) return Promise.resolve();
  return new Promise((resolve) => {
    const finish = (): void => {
      clearTimeout(timer);
      signal.removeEventListener('abort', finish);
      resolve();
    };
    const timer = setTimeout(finish, Math.min(wait, 2 ** 31 - 1));
    signal.addEventListener('abort', finish, { once: true });
  });
}
