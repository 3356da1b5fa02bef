import { InfluxDB, type ParameterizedQuery, type Point } from '@influxdata/influxdb-client';
import { messageOf, type Instant, type VeinlineError } from '@veinline/base';
import type {
  AppendResult,
  Bucket,
  BucketQuery,
  Historian,
  HistorianStatus,
  JournalEntry,
  JournalQuery,
  RawQuery,
  TimeRange,
} from '@veinline/historian';
import type { Gap, TagId, TagSample } from '@veinline/plant';
import { BucketFold } from './bucket-fold.ts';
import { withDefaults, type InfluxdbHistorianOptions, type Settings } from './config.ts';
import { invalid, linesLost, requestFailed, unreachable } from './errors.ts';
import { allTime, countFlux, newestFlux, rawFlux, recordFlux } from './flux.ts';
import {
  addressTag,
  gapFrom,
  gapPoint,
  journalFrom,
  journalPoint,
  Measurement,
  sampleFrom,
  samplePoint,
  type Row,
} from './mapping.ts';
import { fromMicroseconds, microseconds, parseRfc3339, rfc3339 } from './time.ts';

/** Points in one request. */
const pointsPerRequest = 5000;

/** A historian in an InfluxDB 2 bucket; see the README for what InfluxDB cannot promise. */
export function createInfluxdbHistorian(options: InfluxdbHistorianOptions): Historian {
  return new InfluxdbHistorian(withDefaults(options));
}

class InfluxdbHistorian implements Historian {
  readonly kind = 'influxdb';
  readonly #settings: Settings;
  readonly #client: InfluxDB;
  #stored = 0;
  #lastError: string | null = null;

  constructor(settings: Settings) {
    this.#settings = settings;
    this.#client = new InfluxDB({
      url: settings.url,
      token: settings.token,
      timeout: settings.timeoutMilliseconds,
    });
  }

  async start(): Promise<void> {
    const { url } = this.#settings;
    try {
      const answer = await fetch(new URL('/health', url), { signal: this.#deadline() });
      if (!answer.ok) throw new Error(`/health answers ${answer.status}`);
    } catch (thrown) {
      throw this.#noted(unreachable(url, thrown));
    }
  }

  async stop(): Promise<void> {
    // Every append closes its own writer: nothing is left open.
  }

  async append(samples: readonly TagSample[]): Promise<AppendResult> {
    const distinct = new Map<string, TagSample>();
    for (const sample of samples) {
      const key = `${sample.tag} ${microseconds(sample.sourceTime)} ${sample.sequence}`;
      if (!distinct.has(key)) distinct.set(key, sample);
    }
    await this.#write([...distinct.values()].map(samplePoint));
    this.#stored += distinct.size;
    return { stored: distinct.size, duplicates: samples.length - distinct.size };
  }

  appendGap(gap: Gap): Promise<void> {
    return this.#write([gapPoint(gap)]);
  }

  appendJournal(entries: readonly JournalEntry[]): Promise<void> {
    return this.#write(entries.map(journalPoint));
  }

  async raw(query: RawQuery): Promise<readonly TagSample[]> {
    const { limit = 100_000 } = query;
    checkWhole('limit', limit, 0, Number.MAX_SAFE_INTEGER);
    if (limit === 0 || !(query.from < query.to)) return [];
    const samples: TagSample[] = [];
    const rows = this.#rows(rawFlux(this.#settings.bucket, query.tag, query, limit));
    for await (const row of rows) samples.push(sampleFrom(row));
    return samples;
  }

  async buckets(query: BucketQuery): Promise<readonly Bucket[]> {
    checkWhole('buckets', query.buckets, 1, 10_000);
    if (!(query.from < query.to)) return [];
    const fold = new BucketFold(query);
    const rows = this.#rows(rawFlux(this.#settings.bucket, query.tag, query, Number.MAX_SAFE_INTEGER));
    for await (const row of rows) fold.add(sampleFrom(row));
    return fold.result();
  }

  async last(tags: readonly TagId[]): Promise<ReadonlyMap<TagId, TagSample>> {
    const found = new Map<TagId, TagSample>();
    if (tags.length === 0) return found;
    for await (const row of this.#rows(newestFlux(this.#settings.bucket, tags))) {
      const micros = parseRfc3339(String(row._time));
      const tag = String(row.tag) as TagId;
      const range = { from: fromMicroseconds(micros), to: fromMicroseconds(micros + 1) };
      const newest = (await this.raw({ tag, ...range })).at(-1);
      if (newest !== undefined) found.set(tag, newest);
    }
    return found;
  }

  async gaps(query: TimeRange & { readonly connector?: string }): Promise<readonly Gap[]> {
    const range = { from: allTime.from, to: query.to };
    const gaps: Gap[] = [];
    const rows = this.#rows(recordFlux(this.#settings.bucket, range, Measurement.gap));
    for await (const row of rows) {
      const gap = gapFrom(row);
      const overlaps = gap.to === null || gap.to > query.from;
      if (overlaps && (query.connector === undefined || gap.connector === query.connector)) gaps.push(gap);
    }
    return gaps;
  }

  async journal(query: JournalQuery): Promise<readonly JournalEntry[]> {
    const { limit = 1000 } = query;
    checkWhole('limit', limit, 0, Number.MAX_SAFE_INTEGER);
    const entries: JournalEntry[] = [];
    const rows = this.#rows(recordFlux(this.#settings.bucket, query, Measurement.journal));
    for await (const row of rows) {
      const entry = journalFrom(row);
      const isAsked =
        (query.category === undefined || entry.category === query.category) &&
        (query.subject === undefined || entry.subject === query.subject);
      if (isAsked) entries.push(entry);
    }
    return entries.reverse().slice(0, limit);
  }

  async retain(olderThan: Instant): Promise<{ readonly removed: number }> {
    const old = { from: allTime.from, to: olderThan };
    let removed = 0;
    for await (const row of this.#rows(countFlux(this.#settings.bucket, old))) removed += Number(row._value);
    await this.#delete(old, Measurement.sample, {});
    await this.#delete(old, Measurement.journal, {});
    for (const gap of await this.gaps({ ...old, to: olderThan })) {
      if (gap.to === null || gap.to >= olderThan) continue;
      const instantOfGap = { from: gap.from, to: fromMicroseconds(microseconds(gap.from) + 1) };
      await this.#delete(instantOfGap, Measurement.gap, {
        connector: gap.connector,
        address: addressTag(gap.address),
      });
    }
    return { removed };
  }

  async status(): Promise<HistorianStatus> {
    return { kind: this.kind, samples: this.#stored, bytes: null, lastError: this.#lastError };
  }

  /**
   * Writes points and throws unless the server confirmed every one. The client's close() and flush() may
   * resolve although lines were lost, so its hooks are counted instead.
   */
  async #write(points: readonly Point[]): Promise<void> {
    const { org, bucket, url } = this.#settings;
    let written = 0;
    let failure: unknown = null;
    const writer = this.#client.getWriteApi(org, bucket, 'us', {
      batchSize: pointsPerRequest + 1,
      flushInterval: 0,
      maxRetries: 0,
      writeFailed: (error) => {
        failure = error;
        return Promise.resolve();
      },
      writeSuccess: (lines) => {
        written += lines.length;
      },
    });
    for (let start = 0; start < points.length && failure === null; start += pointsPerRequest) {
      writer.writePoints(points.slice(start, start + pointsPerRequest));
      await writer.flush().catch((thrown: unknown) => (failure ??= thrown));
    }
    await writer.close().catch((thrown: unknown) => (failure ??= thrown));
    if (written < points.length)
      throw this.#noted(linesLost(url, points.length - written, points.length, failure));
  }

  async *#rows(query: ParameterizedQuery): AsyncIterable<Row> {
    try {
      for await (const { values, tableMeta } of this.#client
        .getQueryApi(this.#settings.org)
        .iterateRows(query))
        yield tableMeta.toObject(values) as Row;
    } catch (thrown) {
      throw this.#noted(requestFailed(this.#settings.url, 'answer a query', thrown));
    }
  }

  async #delete(
    range: TimeRange,
    measurement: string,
    tags: Readonly<Record<string, string>>,
  ): Promise<void> {
    const { url, org, bucket, token } = this.#settings;
    const conditions = Object.entries({ _measurement: measurement, ...tags });
    const address = new URL('/api/v2/delete', url);
    address.search = new URLSearchParams({ org, bucket }).toString();
    try {
      const answer = await fetch(address, {
        method: 'POST',
        headers: { authorization: `Token ${token}`, 'content-type': 'application/json' },
        // The end of a deletion is included, that of a range is not.
        body: JSON.stringify({
          start: rfc3339(microseconds(range.from)),
          stop: rfc3339(microseconds(range.to) - 1),
          predicate: conditions.map(([name, value]) => `${name}=${JSON.stringify(value)}`).join(' AND '),
        }),
        signal: this.#deadline(),
      });
      if (!answer.ok) throw new Error(`${answer.status} ${await answer.text()}`);
    } catch (thrown) {
      throw this.#noted(requestFailed(url, 'delete old data', thrown));
    }
  }

  #deadline(): AbortSignal {
    return AbortSignal.timeout(this.#settings.timeoutMilliseconds);
  }

  #noted(failure: VeinlineError): VeinlineError {
    this.#lastError = messageOf(failure);
    return failure;
  }
}

function checkWhole(name: string, value: number, least: number, most: number): void {
  if (Number.isInteger(value) && value >= least && value <= most) return;
  throw invalid(`The query's ${name} is ${value}.`, `Use a whole number from ${least} to ${most}.`);
}
