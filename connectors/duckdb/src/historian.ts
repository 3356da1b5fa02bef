import { messageOf, toIso, VeinlineError, type Instant } from '@veinline/base';
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
import type { DuckDBConnection } from '@duckdb/node-api';
import { withDefaults, type DuckdbHistorianOptions, type Settings } from './config.ts';
import { Database } from './database.ts';
import { notRunning, runningFailure } from './errors.ts';
import { readGaps, removeGaps, storeGap } from './gaps.ts';
import { readJournal, removeJournal, storeJournal } from './journal.ts';
import { bound, readBuckets, readNewest, readRaw } from './queries.ts';
import { SampleWriter } from './writer.ts';

/** A historian in one DuckDB file beside the server; see the README for its guarantees. */
export function createDuckdbHistorian(options: DuckdbHistorianOptions): Historian {
  return new DuckdbHistorian(withDefaults(options));
}

class DuckdbHistorian implements Historian {
  readonly kind = 'duckdb';
  readonly #settings: Settings;
  readonly #samples = new SampleWriter();
  #database: Promise<Database> | null = null;
  #lastError: string | null = null;

  constructor(settings: Settings) {
    this.#settings = settings;
  }

  async start(): Promise<void> {
    this.#database ??= this.#open();
    await this.#database.catch((thrown: unknown) => {
      this.#database = null;
      throw thrown;
    });
  }

  async stop(): Promise<void> {
    if (this.#database === null) return;
    const database = await this.#database.catch(() => null);
    this.#database = null;
    await database?.writer.run((connection) => connection.run('CHECKPOINT')).catch(() => undefined);
    await database?.close();
  }

  async append(samples: readonly TagSample[]): Promise<AppendResult> {
    if (samples.length === 0) return { stored: 0, duplicates: 0 };
    const { file, maxPendingSamples } = this.#settings;
    const waiting = this.#samples.pending;
    if (waiting > 0 && waiting + samples.length > maxPendingSamples)
      throw new VeinlineError(
        'HISTORIAN_BUSY',
        `The historian ${file} has ${waiting} samples waiting; ${samples.length} more exceed ${maxPendingSamples}.`,
        { hint: 'Keep the samples and append them again when earlier calls have resolved.' },
      );
    await this.#running();
    const result = this.#samples.enqueue(samples).catch((thrown: unknown) => {
      throw runningFailure(file, 'store samples', thrown);
    });
    // The answer comes through the queue: one commit serves many calls.
    const committed = this.#write('store samples', (connection) => this.#samples.commitNext(connection));
    return Promise.all([result, committed]).then(([answer]) => answer);
  }

  appendGap(gap: Gap): Promise<void> {
    return this.#write('store a gap', (connection) => storeGap(connection, gap));
  }

  appendJournal(entries: readonly JournalEntry[]): Promise<void> {
    return this.#write('store journal entries', (connection) => storeJournal(connection, entries));
  }

  raw(query: RawQuery): Promise<readonly TagSample[]> {
    return this.#read((connection) => readRaw(connection, this.#samples.tagId(query.tag), query));
  }

  buckets(query: BucketQuery): Promise<readonly Bucket[]> {
    return this.#read((connection) => readBuckets(connection, this.#samples.tagId(query.tag), query));
  }

  last(tags: readonly TagId[]): Promise<ReadonlyMap<TagId, TagSample>> {
    return this.#read((connection) => {
      const known = new Map<number, TagId>();
      for (const tag of tags) {
        const id = this.#samples.tagId(tag);
        if (id !== undefined) known.set(id, tag);
      }
      return readNewest(connection, known);
    });
  }

  gaps(query: TimeRange & { readonly connector?: string }): Promise<readonly Gap[]> {
    return this.#read((connection) => readGaps(connection, query));
  }

  journal(query: JournalQuery): Promise<readonly JournalEntry[]> {
    return this.#read((connection) => readJournal(connection, query));
  }

  retain(olderThan: Instant): Promise<{ readonly removed: number }> {
    const before = Number(bound(olderThan));
    return this.#write('remove old samples', async (connection) => {
      const removed = await this.#samples.retain(connection, before);
      await removeGaps(connection, before);
      await removeJournal(connection, before);
      // Frees the space; a reader in the way only puts it off to the next checkpoint.
      await connection.run('CHECKPOINT').catch(() => undefined);
      return { removed };
    });
  }

  async status(): Promise<HistorianStatus> {
    const database = await this.#database?.catch(() => null);
    return {
      kind: this.kind,
      samples: this.#samples.stored,
      bytes: (await database?.bytes()) ?? null,
      lastError: this.#lastError,
    };
  }

  /** Opens the database and reads what the writer must know; journals a log that had to be put aside. */
  async #open(): Promise<Database> {
    const database = await Database.open(this.#settings);
    try {
      await database.writer.run(async (connection) => {
        await this.#samples.load(connection);
        await this.#reportDamage(connection, database);
      });
    } catch (thrown) {
      await database.close();
      throw runningFailure(this.#settings.file, 'read its tables', thrown);
    }
    return database;
  }

  async #reportDamage(connection: DuckDBConnection, database: Database): Promise<void> {
    const { clock, file } = this.#settings;
    const { quarantined, droppedBytes } = database;
    if (quarantined === null && droppedBytes === 0) return;
    const message =
      quarantined === null
        ? `The log of the historian ${file} ended in ${droppedBytes} bytes that could not be read. After a kill ` +
          'this is an unfinished write and nothing is lost; otherwise the log was damaged: compare with the spool.'
        : `The log of the historian ${file} was damaged and put aside as ${quarantined}. ` +
          'Samples stored since the last checkpoint are missing until the spool sends them again.';
    this.#lastError = message;
    const event = quarantined === null ? 'historian-log-cut' : 'historian-log-damaged';
    await storeJournal(connection, [
      {
        id: `${event}-${toIso(clock.now())}`,
        at: clock.now(),
        category: 'system',
        event,
        subject: 'historian',
        priority: null,
        message,
        actor: null,
        details: { file, quarantined, droppedBytes },
      },
    ]);
  }

  /** The open database; a failed reopening is tried again by the next call. */
  async #running(): Promise<Database> {
    const opening = this.#database;
    if (opening === null) throw notRunning(this.#settings.file);
    try {
      return await opening;
    } catch (thrown) {
      if (this.#database === opening) this.#database = this.#reopen(null);
      throw thrown;
    }
  }

  async #write<T>(action: string, job: (connection: DuckDBConnection) => Promise<T>): Promise<T> {
    return this.#guarded(action, (database) => database.writer.run(job));
  }

  async #read<T>(job: (connection: DuckDBConnection) => Promise<T>): Promise<T> {
    return this.#guarded('answer a query', (database) => database.read(job));
  }

  async #guarded<T>(action: string, job: (database: Database) => Promise<T>): Promise<T> {
    const database = await this.#running();
    const opening = this.#database;
    try {
      return await job(database);
    } catch (thrown) {
      const failure = runningFailure(this.#settings.file, action, thrown);
      if (failure.code !== 'HISTORIAN_INPUT_INVALID') this.#lastError = failure.message;
      if (isInvalidated(thrown) && this.#database === opening) this.#database = this.#reopen(database);
      throw failure;
    }
  }

  /** DuckDB closes itself to further work after some failures; opening the file again heals it. */
  #reopen(old: Database | null): Promise<Database> {
    const reopened = (old === null ? Promise.resolve() : old.close()).then(() => this.#open());
    // Whoever calls next sees the failure through #running.
    reopened.catch((thrown: unknown) => (this.#lastError = messageOf(thrown)));
    return reopened;
  }
}

function isInvalidated(thrown: unknown): boolean {
  return /invalidated|FATAL/i.test(messageOf(thrown));
}
