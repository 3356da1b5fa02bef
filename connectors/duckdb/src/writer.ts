import { BIGINT, type DuckDBConnection } from '@duckdb/node-api';
import type { AppendResult } from '@veinline/historian';
import type { TagId, TagSample } from '@veinline/plant';
import { withoutStored, type LateSample } from './late-samples.ts';
import { checkSample, microseconds } from './mapping.ts';
import { SampleChunks } from './sample-chunks.ts';

/** Commits take as many waiting calls as fit in here. */
const samplesPerCommit = 100_000;

/** What is known of a tag: its dictionary id and the key of its newest sample. */
interface TagMark {
  readonly id: number;
  time: number;
  sequence: number;
  /** The commit that last moved the mark, and the key from before it: what a failed commit goes back to. */
  commit: number;
  timeBefore: number;
  sequenceBefore: number;
}

interface Call {
  readonly samples: readonly TagSample[];
  readonly resolve: (result: AppendResult) => void;
  readonly reject: (reason: unknown) => void;
}

/**
 * The one way into the sample table. Calls queue up and share a commit. A sample newer than its tag's mark
 * cannot be a duplicate and goes straight in; others are first looked up.
 */
export class SampleWriter {
  readonly #chunks = new SampleChunks();
  #marks = new Map<TagId, TagMark>();
  #queue: Call[] = [];
  #pending = 0;
  #stored = 0;
  #commit = 0;

  /** Samples in the store. */
  get stored(): number {
    return this.#stored;
  }

  /** Samples waiting for their commit. */
  get pending(): number {
    return this.#pending;
  }

  /** The dictionary id of a tag that has one. */
  tagId(tag: TagId): number | undefined {
    return this.#marks.get(tag)?.id;
  }

  /** Reads dictionary, marks and count from the database. */
  async load(connection: DuckDBConnection): Promise<void> {
    const marks = new Map<TagId, TagMark>();
    const tags = await connection.runAndReadAll('SELECT id, name FROM tag');
    const names = new Map<number, TagId>();
    for (const [id, name] of tags.getRows()) {
      names.set(Number(id), name as TagId);
      marks.set(name as TagId, emptyMark(Number(id)));
    }
    const keys = await connection.runAndReadAll(
      `SELECT s.tag, s.source_time, max(s.sequence) FROM sample s
       JOIN (SELECT tag, max(source_time) AS newest FROM sample GROUP BY tag) AS mark
         ON s.tag = mark.tag AND s.source_time = mark.newest
       GROUP BY s.tag, s.source_time`,
    );
    for (const [id, time, sequence] of keys.getRows()) {
      const mark = marks.get(names.get(Number(id)) ?? ('' as TagId));
      if (mark === undefined) continue;
      mark.time = Number(time);
      mark.sequence = Number(sequence);
    }
    const count = await connection.runAndReadAll('SELECT count(*) FROM sample');
    this.#marks = marks;
    this.#stored = Number(count.getRows()[0]?.[0]);
  }

  /** Queues a call; resolves once its samples are committed. */
  enqueue(samples: readonly TagSample[]): Promise<AppendResult> {
    samples.forEach(checkSample);
    this.#pending += samples.length;
    return new Promise((resolve, reject) => this.#queue.push({ samples, resolve, reject }));
  }

  /** Commits the calls at the head of the queue; one that throws leaves nothing behind. */
  async commitNext(connection: DuckDBConnection): Promise<void> {
    const calls = this.#takeCalls();
    if (calls.length === 0) return;
    const moved: TagMark[] = [];
    const added: TagId[] = [];
    let hasCommitBegun = false;
    try {
      await connection.run('BEGIN');
      const stored = await this.#store(connection, calls, moved, added);
      hasCommitBegun = true;
      await connection.run('COMMIT');
      calls.forEach((call, i) => {
        const count = stored[i] ?? 0;
        this.#stored += count;
        call.resolve({ stored: count, duplicates: call.samples.length - count });
      });
    } catch (thrown) {
      for (const mark of moved) {
        mark.time = mark.timeBefore;
        mark.sequence = mark.sequenceBefore;
      }
      for (const tag of added) this.#marks.delete(tag);
      await connection.run('ROLLBACK').catch(() => undefined);
      // A commit that failed half-way may have stored the samples: only the database knows.
      if (hasCommitBegun) await this.load(connection).catch(() => undefined);
      for (const call of calls) call.reject(thrown);
      throw thrown;
    } finally {
      this.#pending -= calls.reduce((sum, call) => sum + call.samples.length, 0);
    }
  }

  /** Removes samples before a time in microseconds; returns how many went. */
  async retain(connection: DuckDBConnection, before: number): Promise<number> {
    const result = await connection.run(
      'DELETE FROM sample WHERE source_time < $1',
      [BigInt(before)],
      [BIGINT],
    );
    const removed = result.rowsChanged;
    this.#stored -= removed;
    for (const mark of this.#marks.values()) if (mark.time < before) Object.assign(mark, emptyMark(mark.id));
    return removed;
  }

  #takeCalls(): Call[] {
    let size = 0;
    let take = 0;
    for (const call of this.#queue) {
      if (take > 0 && size + call.samples.length > samplesPerCommit) break;
      size += call.samples.length;
      take++;
    }
    return this.#queue.splice(0, take);
  }

  async #store(
    connection: DuckDBConnection,
    calls: readonly Call[],
    moved: TagMark[],
    added: TagId[],
  ): Promise<number[]> {
    const commit = ++this.#commit;
    const stored = calls.map(() => 0);
    const fresh: TagSample[] = [];
    const freshIds: number[] = [];
    const late: LateSample[] = [];
    calls.forEach((call, index) => {
      for (const sample of call.samples) {
        const mark = this.#markOf(sample.tag, added);
        const micros = microseconds(sample.sourceTime);
        if (micros > mark.time || (micros === mark.time && sample.sequence > mark.sequence)) {
          if (mark.commit !== commit) {
            mark.commit = commit;
            mark.timeBefore = mark.time;
            mark.sequenceBefore = mark.sequence;
            moved.push(mark);
          }
          mark.time = micros;
          mark.sequence = sample.sequence;
          fresh.push(sample);
          freshIds.push(mark.id);
          stored[index] = (stored[index] ?? 0) + 1;
        } else late.push({ sample, id: mark.id, micros, call: index });
      }
    });
    await this.#addTags(connection, added);
    await this.#insert(connection, fresh, freshIds);
    if (late.length > 0) {
      const missing = await withoutStored(connection, late);
      for (const { call } of missing) stored[call] = (stored[call] ?? 0) + 1;
      await this.#insert(
        connection,
        missing.map(({ sample }) => sample),
        missing.map(({ id }) => id),
      );
    }
    return stored;
  }

  #markOf(tag: TagId, added: TagId[]): TagMark {
    const known = this.#marks.get(tag);
    if (known !== undefined) return known;
    const mark = emptyMark(this.#marks.size + 1);
    this.#marks.set(tag, mark);
    added.push(tag);
    return mark;
  }

  async #addTags(connection: DuckDBConnection, added: readonly TagId[]): Promise<void> {
    if (added.length === 0) return;
    const appender = await connection.createAppender('tag');
    for (const tag of added) {
      appender.appendInteger(this.#marks.get(tag)?.id ?? 0);
      appender.appendVarchar(tag);
      appender.endRow();
    }
    appender.closeSync();
  }

  async #insert(
    connection: DuckDBConnection,
    samples: readonly TagSample[],
    ids: readonly number[],
  ): Promise<void> {
    if (samples.length === 0) return;
    const appender = await connection.createAppender('sample');
    this.#chunks.append(appender, samples, ids);
    appender.closeSync();
  }
}

function emptyMark(id: number): TagMark {
  return {
    id,
    time: -Infinity,
    sequence: -Infinity,
    commit: 0,
    timeBefore: -Infinity,
    sequenceBefore: -Infinity,
  };
}
