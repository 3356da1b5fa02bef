import { existsSync } from 'node:fs';
import { mkdir, rename, stat } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { DuckDBInstance, type DuckDBConnection } from '@duckdb/node-api';
import { messageOf, toIso } from '@veinline/base';
import type { Settings } from './config.ts';
import { dataFolderInUse, openingFailure } from './errors.ts';
import { Lane } from './lane.ts';
import { unreplayedBytes } from './log-tail.ts';
import { prepareSchema } from './schema.ts';

/** DuckDB's file lock does not keep one process from opening a file twice; this does. */
const openFiles = new Set<string>();

/** Readers beside the one writer: a long query does not hold up a short one. */
const readerCount = 2;

/** An open database: one connection that writes, a few that read, each used by one job at a time. */
export class Database {
  readonly writer: Lane<DuckDBConnection>;
  readonly #readers: readonly Lane<DuckDBConnection>[];
  readonly #instance: DuckDBInstance;
  readonly #connections: readonly DuckDBConnection[];
  readonly #file: string;

  /** Where a damaged log was put aside while opening, null if the log was sound. */
  readonly quarantined: string | null;

  /** Bytes at the end of the log that DuckDB dropped as an unfinished write. */
  readonly droppedBytes: number;

  private constructor(
    file: string,
    instance: DuckDBInstance,
    connections: readonly [DuckDBConnection, ...DuckDBConnection[]],
    quarantined: string | null,
    droppedBytes: number,
  ) {
    this.#file = file;
    this.#instance = instance;
    this.#connections = connections;
    this.quarantined = quarantined;
    this.droppedBytes = droppedBytes;
    this.writer = new Lane(connections[0]);
    this.#readers = connections.slice(1).map((connection) => new Lane(connection));
  }

  /** Opens the file, or makes it; throws DATA_FOLDER_IN_USE or HISTORIAN_UNREADABLE. */
  static async open(settings: Settings): Promise<Database> {
    const file = resolve(settings.file);
    if (openFiles.has(file)) throw dataFolderInUse(file, process.pid);
    openFiles.add(file);
    try {
      await mkdir(dirname(file), { recursive: true });
      const droppedBytes = await unreplayedBytes(`${file}.wal`);
      const { instance, quarantined } = await openSound(file, settings);
      const writer = await instance.connect();
      await prepareSchema(writer, file).catch((thrown: unknown) => {
        instance.closeSync();
        throw thrown;
      });
      const readers: DuckDBConnection[] = [];
      for (let i = 0; i < readerCount; i++) readers.push(await instance.connect());
      return new Database(file, instance, [writer, ...readers], quarantined, droppedBytes);
    } catch (thrown) {
      openFiles.delete(file);
      throw thrown;
    }
  }

  /** Runs a reading job on the least busy reader. */
  read<T>(job: (connection: DuckDBConnection) => Promise<T>): Promise<T> {
    return this.#readers.reduce((best, lane) => (lane.length < best.length ? lane : best)).run(job);
  }

  /** Bytes of the file and its log. */
  async bytes(): Promise<number> {
    const sizes = await Promise.all(
      [this.#file, `${this.#file}.wal`].map((path) => stat(path).catch(() => null)),
    );
    return sizes.reduce((sum, size) => sum + (size?.size ?? 0), 0);
  }

  /** Waits for running jobs and closes the file. */
  async close(): Promise<void> {
    await Promise.all([this.writer, ...this.#readers].map((lane) => lane.idle()));
    for (const connection of this.#connections) connection.closeSync();
    this.#instance.closeSync();
    openFiles.delete(this.#file);
  }
}

/** Opens the file; a damaged log is put aside, so that the data up to the last checkpoint are served. */
async function openSound(file: string, settings: Settings) {
  const options = {
    memory_limit: `${settings.memoryLimitMegabytes}MB`,
    threads: String(settings.threads),
    checkpoint_threshold: '64MB',
  };
  const log = `${file}.wal`;
  try {
    return { instance: await DuckDBInstance.create(file, options), quarantined: null };
  } catch (thrown) {
    if (!existsSync(log) || !isDamagedLog(thrown)) throw openingFailure(file, thrown);
  }
  const quarantined = `${log}.damaged-${toIso(settings.clock.now()).replaceAll(':', '-')}`;
  await rename(log, quarantined);
  try {
    return { instance: await DuckDBInstance.create(file, options), quarantined };
  } catch (thrown) {
    throw openingFailure(file, thrown);
  }
}

function isDamagedLog(thrown: unknown): boolean {
  return /\bWAL\b|replay/i.test(messageOf(thrown));
}
