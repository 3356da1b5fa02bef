import { mkdtempSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DuckDBInstance, DuckDBTimestampValue } from '@duckdb/node-api';
import { Mulberry32, type Instant } from '@veinline/base';
import { createDuckdbHistorian } from '@veinline/duckdb';
import { Status, type TagId, type TagSample } from '@veinline/plant';
import { atLeast, atMost, peer, type Figure } from '../report.ts';

const points = 2_000_000;
const tags = 100;
const batch = 10_000;
const start = Date.UTC(2026, 10, 1);
const clock = { now: (): Instant => Date.now() as Instant };

/** Bulk append beside the bare appender, bytes a point, and a day of 8 tags down to 1,000 buckets. */
export async function benchHistorian(): Promise<Figure[]> {
  const folder = mkdtempSync(join(tmpdir(), 'veinline-bench-'));
  const bareRate = await bareAppender(join(folder, 'bare.duckdb'));
  const instrument = await append(
    join(folder, 'instrument.duckdb'),
    (random) => Math.round(20_000 + random * 10_000) / 1000,
  );
  const unrounded = await append(join(folder, 'unrounded.duckdb'), (random) => 20 + random * 10);
  return [
    peer('historian.bare_appender', bareRate, 'points/s'),
    peer('historian.append', instrument.rate, 'points/s'),
    atLeast('historian.append_to_bare_appender', instrument.rate / bareRate, 'x', 0.5),
    {
      ...atMost('historian.bytes_per_point', instrument.bytes, 'bytes', 10),
      reason: 'values of 3 decimals, as instruments give',
    },
    {
      ...peer('historian.bytes_per_point_unrounded', unrounded.bytes, 'bytes'),
      reason: '52 random bits a value, which nothing compresses',
    },
    await downsampling(folder),
  ];
}

/** Appends all points in batches; gives points a second and bytes a point. */
async function append(
  file: string,
  value: (random: number) => number,
): Promise<{ rate: number; bytes: number }> {
  const historian = createDuckdbHistorian({ file, clock });
  await historian.start();
  const noise = new Mulberry32(1);
  let seconds = 0;
  for (let from = 0; from < points; from += batch) {
    const samples: TagSample[] = [];
    for (let i = from; i < from + batch; i++) {
      const at = (start + Math.floor(i / tags) * 1000) as Instant;
      samples.push(sampleOf(`T${i % tags}`, at, value(noise.next())));
    }
    const begun = performance.now();
    await historian.append(samples);
    seconds += (performance.now() - begun) / 1000;
  }
  await historian.stop();
  return { rate: points / seconds, bytes: statSync(file).size / points };
}

function sampleOf(tag: string, at: Instant, value: number): TagSample {
  return {
    tag: tag as TagId,
    value,
    status: Status.Good,
    sourceTime: at,
    serverTime: at,
    receiveTime: (at + 3) as Instant,
    sequence: 0,
  };
}

/** The peer: tag, time, value and status through DuckDB's appender, one transaction a batch. */
async function bareAppender(file: string): Promise<number> {
  const instance = await DuckDBInstance.create(file);
  const connection = await instance.connect();
  await connection.run('CREATE TABLE s (tag INTEGER, source_time TIMESTAMP, value DOUBLE, status UINTEGER)');
  const noise = new Mulberry32(1);
  let seconds = 0;
  for (let from = 0; from < points; from += batch) {
    const begun = performance.now();
    const appender = await connection.createAppender('s');
    for (let i = from; i < from + batch; i++) {
      appender.appendInteger(i % tags);
      appender.appendTimestamp(new DuckDBTimestampValue(BigInt(start + Math.floor(i / tags) * 1000) * 1000n));
      appender.appendDouble(20 + noise.next() * 10);
      appender.appendUInteger(0);
      appender.endRow();
    }
    appender.closeSync();
    seconds += (performance.now() - begun) / 1000;
  }
  connection.closeSync();
  instance.closeSync();
  return points / seconds;
}

/** 24 h of 8 tags at 1 Hz, all 8 asked for 1,000 buckets at once: the middle of five. */
async function downsampling(folder: string): Promise<Figure> {
  const historian = createDuckdbHistorian({ file: join(folder, 'day.duckdb'), clock });
  await historian.start();
  const names = Array.from({ length: 8 }, (_, i) => `T${i}`);
  const noise = new Mulberry32(2);
  for (let second = 0; second < 86_400; second += 1_000) {
    const samples: TagSample[] = [];
    for (let s = second; s < Math.min(86_400, second + 1_000); s++) {
      for (const name of names) samples.push(sampleOf(name, (start + s * 1000) as Instant, noise.next()));
    }
    await historian.append(samples);
  }
  const range = { from: start as Instant, to: (start + 86_400_000) as Instant, buckets: 1_000 };
  const times: number[] = [];
  for (let run = 0; run < 5; run++) {
    const begun = performance.now();
    const answers = await Promise.all(
      names.map((name) => historian.buckets({ tag: name as TagId, ...range })),
    );
    times.push(performance.now() - begun);
    if (answers.some((buckets) => buckets.length !== 1_000))
      throw new Error('A query did not give 1,000 buckets.');
  }
  await historian.stop();
  times.sort((a, b) => a - b);
  return atMost('historian.day_of_8_tags_to_1000_buckets', times[2] ?? Infinity, 'ms', 300);
}
