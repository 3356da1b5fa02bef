import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { copyFile, mkdir, mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { DuckDBInstance } from '@duckdb/node-api';
import { ManualClock, Mulberry32, VeinlineError, instant, type Instant } from '@veinline/base';
import type { Historian } from '@veinline/historian';
import type { TagId, TagSample } from '@veinline/plant';
import { afterEach, beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { createDuckdbHistorian } from './index.ts';

const always = { from: 0 as Instant, to: 1e13 as Instant };
const clock = new ManualClock(instant('2026-01-01T00:00:00Z'));
let folder = '';

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'veinline-duckdb-'));
});
afterEach(() => rm(folder, { recursive: true }));

function open(file: string): Historian {
  return createDuckdbHistorian({ file, clock });
}

function samplesOf(first: number, count: number, value: (n: number) => TagSample['value']): TagSample[] {
  return Array.from({ length: count }, (_, i) => ({
    tag: 'R1.Level' as TagId,
    value: value(first + i),
    status: 0,
    sourceTime: (first + i) as Instant,
    serverTime: null,
    receiveTime: (first + i) as Instant,
    sequence: 0,
  }));
}

/** A database as a crash leaves it: 1,000 samples behind the checkpoint, 1,000 in the log. */
async function crashedStore(): Promise<{ file: string; log: Buffer }> {
  const origin = join(folder, 'origin.duckdb');
  const first = open(origin);
  await first.start();
  await first.append(samplesOf(0, 1000, (n) => n));
  await first.stop();
  const second = open(origin);
  await second.start();
  await second.append(samplesOf(1000, 1000, (n) => n));
  const file = join(folder, 'crashed', 'historian.duckdb');
  await mkdir(dirname(file));
  await copyFile(origin, file);
  const log = await readFile(`${origin}.wal`);
  await second.stop();
  return { file, log };
}

/** Starts the fixture, kills it after a while, and returns the last number it had acknowledged. */
async function appendUntilKilled(file: string, start: number, milliseconds: number): Promise<number> {
  const fixture = fileURLToPath(new URL('./append-until-killed.ts', import.meta.url));
  const loader = import.meta.resolve('tsx');
  const args = ['--conditions=veinline-source', '--import', loader, fixture, file, String(start)];
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] });
  let output = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => (output += text));
  await once(child.stdout, 'data');
  await new Promise((resolve) => setTimeout(resolve, milliseconds));
  child.kill('SIGKILL');
  await once(child, 'close');
  return Number(output.slice(0, output.lastIndexOf('\n')).split('\n').at(-1));
}

describe('the embedded historian under faults', () => {
  it('loses nothing it acknowledged when its process is killed, five times over', async () => {
    const file = join(folder, 'historian.duckdb');
    const random = new Mulberry32(20_260_101);
    let acknowledged = 0;
    for (let loop = 0; loop < 5; loop++) {
      acknowledged = await appendUntilKilled(file, acknowledged, 50 + random.next() * 250);
      const historian = open(file);
      await historian.start();
      const numbers = (
        await Promise.all(
          ['KILL.0', 'KILL.1'].map((tag) => historian.raw({ tag: tag as TagId, ...always, limit: 1e7 })),
        )
      ).flatMap((samples) => samples.map((sample) => Number(sample.value)));
      await historian.stop();
      const stored = new Set(numbers);
      expect(stored.size).toBe(numbers.length);
      const missing = Array.from({ length: acknowledged }, (_, n) => n).filter((n) => !stored.has(n));
      expect(missing).toEqual([]);
      acknowledged = Math.ceil(numbers.length / 500) * 500;
    }
    expect(acknowledged).toBeGreaterThan(0);
  });

  it('puts a damaged log aside, serves the last checkpoint and says so', async () => {
    const { file, log } = await crashedStore();
    const middle = Math.floor(log.length / 2);
    log.writeUInt8(log.readUInt8(middle) ^ 4, middle);
    await writeFile(`${file}.wal`, log);
    const historian = open(file);
    await historian.start();
    expect(await historian.raw({ tag: 'R1.Level' as TagId, ...always })).toHaveLength(1000);
    expect((await historian.status()).lastError).toContain('damaged');
    const [entry] = await historian.journal({ ...always, category: 'system' });
    expect(entry?.event).toBe('historian-log-damaged');
    expect(await readdir(dirname(file))).toContain('historian.duckdb.wal.damaged-2026-01-01T00-00-00.000Z');
    expect(await historian.append(samplesOf(1000, 1000, (n) => n))).toEqual({ stored: 1000, duplicates: 0 });
    await historian.stop();
  });

  it('replays a sound log without a word, and tells of one that ends early or lost the length of a record', async () => {
    const { file, log } = await crashedStore();
    const damages = [log, log.subarray(0, log.length - 9), Buffer.from(log), Buffer.from(log)];
    damages[2]?.writeUInt8(0xff, 51);
    damages[3]?.writeUInt8(0, 0);
    const events: unknown[] = [];
    for (const [i, damaged] of damages.entries()) {
      const copy = join(dirname(file), `copy-${i}.duckdb`);
      await copyFile(file, copy);
      await writeFile(`${copy}.wal`, damaged);
      const historian = open(copy);
      await historian.start();
      const journal = await historian.journal({ ...always, category: 'system' });
      events.push([(await historian.status()).samples, journal[0]?.event]);
      await historian.stop();
    }
    expect(events).toEqual([
      [2000, undefined],
      [1000, 'historian-log-cut'],
      [1000, 'historian-log-cut'],
      [1000, 'historian-log-cut'],
    ]);
  });

  it('refuses a damaged data file without touching it', async () => {
    const file = join(folder, 'historian.duckdb');
    await writeFile(file, Buffer.alloc(20_000, 7));
    await expect(open(file).start()).rejects.toMatchObject({ code: 'HISTORIAN_UNREADABLE' });
    expect((await readFile(file)).every((byte) => byte === 7)).toBe(true);
  });

  it('refuses a database that a newer Veinline has written', async () => {
    const file = join(folder, 'historian.duckdb');
    const historian = open(file);
    await historian.start();
    await historian.stop();
    const instance = await DuckDBInstance.create(file);
    const connection = await instance.connect();
    await connection.run('UPDATE schema_version SET version = 99');
    connection.closeSync();
    instance.closeSync();
    await expect(open(file).start()).rejects.toMatchObject({ code: 'HISTORIAN_VERSION_UNKNOWN' });
  });

  it('refuses a sample without a valid time and stores nothing of its batch', async () => {
    const historian = open(join(folder, 'historian.duckdb'));
    await historian.start();
    const [good, bad] = samplesOf(0, 2, (n) => n);
    if (good === undefined || bad === undefined) throw new Error('Two samples were asked for.');
    await expect(historian.append([good, { ...bad, sourceTime: NaN as Instant }])).rejects.toMatchObject({
      code: 'HISTORIAN_INPUT_INVALID',
    });
    expect((await historian.status()).samples).toBe(0);
    await historian.stop();
    await expect(historian.append([good])).rejects.toMatchObject({ code: 'HISTORIAN_NOT_RUNNING' });
  });

  it('refuses a data folder that this process holds already', async () => {
    const file = join(folder, 'historian.duckdb');
    const holder = open(file);
    await holder.start();
    await expect(open(file).start()).rejects.toMatchObject({ code: 'DATA_FOLDER_IN_USE' });
    await holder.stop();
  });

  it('refuses a data folder that another process holds, and names it', async () => {
    const file = join(folder, 'historian.duckdb');
    const fixture = fileURLToPath(new URL('./append-until-killed.ts', import.meta.url));
    const args = ['--conditions=veinline-source', '--import', import.meta.resolve('tsx'), fixture, file];
    const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] });
    onTestFinished(async () => {
      child.kill('SIGKILL');
      await once(child, 'close');
    });
    await once(child.stdout, 'data');
    child.stdout.resume();
    const failure = await open(file)
      .start()
      .then(
        () => null,
        (thrown: unknown) => thrown,
      );
    expect(failure).toBeInstanceOf(VeinlineError);
    expect(failure).toMatchObject({ code: 'DATA_FOLDER_IN_USE', details: { pid: child.pid } });
    expect(String(failure)).toContain(folder);
  });

  it('refuses samples while the disk is full, goes on reading, and heals when space is free', async () => {
    if (process.getuid?.() !== 0) {
      console.warn('Not checked with a full disk: mounting a small tmpfs needs root.');
      expect((await open(join(folder, 'x.duckdb')).status()).samples).toBe(0);
      return;
    }
    const disk = await mkdtemp(join(tmpdir(), 'veinline-disk-'));
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=6m', 'tmpfs', disk]);
    onTestFinished(async () => {
      execFileSync('umount', [disk]);
      await rm(disk, { recursive: true });
    });
    const ballast = join(disk, 'ballast');
    await writeFile(ballast, Buffer.alloc(1_500_000));
    const historian = open(join(disk, 'historian.duckdb'));
    await historian.start();
    const noise = new Mulberry32(1);
    let acknowledged = 0;
    let failure: unknown = null;
    while (failure === null && acknowledged < 2_000_000) {
      try {
        await historian.append(samplesOf(acknowledged, 2000, () => noise.next()));
        acknowledged += 2000;
      } catch (thrown) {
        failure = thrown;
      }
    }
    expect(failure).toMatchObject({ code: 'DISK_FULL' });
    const count = async () =>
      (await historian.raw({ tag: 'R1.Level' as TagId, ...always, limit: 1e7 })).length;
    expect(await count()).toBe(acknowledged);
    await rm(ballast);
    expect((await historian.append(samplesOf(acknowledged, 2000, () => noise.next()))).stored).toBe(2000);
    expect(await count()).toBe(acknowledged + 2000);
    await historian.stop();
    const reopened = open(join(disk, 'historian.duckdb'));
    await reopened.start();
    expect((await reopened.status()).samples).toBe(acknowledged + 2000);
    await reopened.stop();
  });
});
