import type { Clock } from '@veinline/base';
import type { AlarmView } from '@veinline/contracts';
import type { TagId } from '@veinline/plant';
import { toLiveValue, type LatestValues } from '../ingest/latest-values.ts';
import type { Telemetry } from '../platform/telemetry.ts';

/** Where a live stream writes; a Node response fits. */
export interface LiveSink {
  write(text: string): boolean;
  readonly writableNeedDrain: boolean;
  readonly writableEnded: boolean;
}

const tickMs = 100;
const heartbeatMs = 5_000;

interface Stream {
  readonly sink: LiveSink;
  readonly tags: readonly TagId[];
  /** Version up to which the screen has everything. */
  sent: number;
  alarmsSent: number;
  lastWrite: number;
}

/** What a hub reads from the rest of the server. */
export interface LiveSources {
  readonly latest: LatestValues;
  readonly alarms: () => readonly AlarmView[];
  /** Grows with every change of the alarm list. */
  readonly alarmVersion: () => number;
}

/**
 * Sends each screen what changed, at most ten times a second. A screen that does not keep up is left alone
 * until it has drained and then gets the latest values: nothing queues up for it.
 */
export class LiveHub {
  readonly #sources: LiveSources;
  readonly #clock: Clock;
  readonly #telemetry: Telemetry;
  readonly #streams = new Set<Stream>();
  #timer: NodeJS.Timeout | null = null;

  constructor(sources: LiveSources, clock: Clock, telemetry: Telemetry) {
    this.#sources = sources;
    this.#clock = clock;
    this.#telemetry = telemetry;
  }

  /**
   * Opens a stream on some tags. `resumeFrom` is the last event id the screen saw, 0 for none.
   * @returns what ends it
   */
  open(sink: LiveSink, tags: readonly TagId[], resumeFrom: number): () => void {
    const known = resumeFrom <= this.#sources.latest.version ? resumeFrom : 0;
    const stream: Stream = { sink, tags, sent: known, alarmsSent: -1, lastWrite: 0 };
    this.#streams.add(stream);
    this.#telemetry.liveStreams.set(this.#streams.size);
    sink.write('retry: 1000\n\n');
    this.#sendValues(stream, true);
    this.#sendAlarms(stream);
    this.#timer ??= setInterval(() => this.#tick(), tickMs).unref();
    return () => this.#close(stream);
  }

  /** Ends all streams. */
  stop(): void {
    for (const stream of this.#streams) this.#close(stream);
  }

  #close(stream: Stream): void {
    this.#streams.delete(stream);
    this.#telemetry.liveStreams.set(this.#streams.size);
    if (this.#streams.size === 0 && this.#timer !== null) {
      clearInterval(this.#timer);
      this.#timer = null;
    }
  }

  #tick(): void {
    for (const stream of this.#streams) {
      if (stream.sink.writableEnded) {
        this.#close(stream);
      } else if (stream.sink.writableNeedDrain) {
        this.#telemetry.liveSkipped.inc();
      } else {
        this.#sendValues(stream, false);
        this.#sendAlarms(stream);
        if (this.#clock.now() - stream.lastWrite >= heartbeatMs) this.#send(stream, 'heartbeat', {});
      }
    }
  }

  #sendValues(stream: Stream, evenIfNone: boolean): void {
    const { latest } = this.#sources;
    const version = latest.version;
    if (version === stream.sent && !evenIfNone) return;
    const values = [];
    for (const tag of stream.tags) {
      const newest = latest.get(tag);
      if (newest !== undefined && newest.version > stream.sent) values.push(toLiveValue(newest.sample));
    }
    stream.sent = version;
    if (values.length > 0 || evenIfNone) this.#send(stream, 'values', { values }, version);
  }

  #sendAlarms(stream: Stream): void {
    const version = this.#sources.alarmVersion();
    if (version === stream.alarmsSent) return;
    stream.alarmsSent = version;
    this.#send(stream, 'alarms', { alarms: this.#sources.alarms() });
  }

  #send(stream: Stream, event: string, body: object, id?: number): void {
    const data = JSON.stringify({ serverTime: this.#clock.now(), ...body });
    stream.sink.write(`event: ${event}\n${id === undefined ? '' : `id: ${id}\n`}data: ${data}\n\n`);
    stream.lastWrite = this.#clock.now();
  }
}
