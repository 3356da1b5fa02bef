/**
 * These tests run against a recorded stub, not against InfluxDB 2: a small server keeps the requests and
 * answers with annotated CSV in InfluxDB's format. They prove what is asked and how answers are read, not that
 * InfluxDB understands the Flux.
 */
import { once } from 'node:events';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Historian } from '@veinline/historian';
import { instant, type Instant } from '@veinline/base';
import type { TagId, TagSample } from '@veinline/plant';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createInfluxdbHistorian } from './index.ts';

interface Request {
  readonly method: string;
  readonly path: string;
  readonly token: string | undefined;
  readonly body: string;
}

interface Answer {
  readonly status?: number;
  readonly text?: string;
}

const tag = 'R1.pH' as TagId;
const range = { from: instant('2026-01-01T00:00:00Z'), to: instant('2026-01-01T00:00:10Z') };
let requests: Request[] = [];
let answers: Answer[] = [];
let historian: Historian;
let close = async () => {};

beforeEach(async () => {
  requests = [];
  answers = [];
  const server = createServer((request, response) => {
    void bodyOf(request).then((body) => {
      const { method = '', url: path = '', headers } = request;
      requests.push({ method, path, token: headers.authorization, body });
      const isWrite = path.startsWith('/api/v2/write');
      const { status = isWrite ? 204 : 200, text = '' } = answers.shift() ?? {};
      response
        .writeHead(status, { 'content-type': status < 300 ? 'text/csv' : 'application/json' })
        .end(text);
    });
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  historian = createInfluxdbHistorian({ url, token: 'secret', org: 'plant', bucket: 'gmp' });
  close = async () => {
    server.closeAllConnections();
    server.close();
    await once(server, 'close');
  };
});
afterEach(() => close());

/** A table as InfluxDB writes it: three annotation rows, the header, the rows, CRLF. */
function table(
  types: readonly string[],
  columns: readonly string[],
  rows: readonly (readonly string[])[],
): Answer {
  const line = (cells: readonly string[]) => cells.join(',');
  return {
    text: [
      line(['#datatype', 'string', 'long', ...types]),
      line(['#group', 'false', 'false', ...types.map(() => 'false')]),
      line(['#default', '_result', '', ...types.map(() => '')]),
      line(['', 'result', 'table', ...columns]),
      ...rows.map((row) => line(['', '', '0', ...row])),
      '',
    ].join('\r\n'),
  };
}

const time = 'dateTime:RFC3339';
const samples = (...rows: readonly (readonly string[])[]) =>
  table(
    [time, 'string', 'string', 'long', 'long', 'long', 'boolean', 'double', 'string'],
    ['_time', 'tag', 'sequence', 'status', 'receiveTime', 'serverTime', 'historical', 'value', 'text'],
    rows,
  );

/** The Flux of the request sent at this place. */
function fluxOf(place: number): string {
  return (JSON.parse(requests[place]?.body ?? '{}') as { query: string }).query;
}

describe('the InfluxDB historian, against a recorded stub', () => {
  it('asks for the samples of one tag by time and sequence, and reads all they carry', async () => {
    answers = [
      samples(
        [
          '2026-01-01T00:00:01.000123Z',
          tag,
          '0',
          '0',
          '1767225601000500',
          '1767225601000200',
          'false',
          '7.1',
          '',
        ],
        [
          '2026-01-01T00:00:02Z',
          tag,
          '3',
          '2150957184',
          '1767225602000000',
          '',
          'true',
          '',
          '"{""$n"":""NaN""}"',
        ],
      ),
    ];
    const expected: TagSample[] = [
      {
        tag,
        value: 7.1,
        status: 0,
        sourceTime: 1_767_225_601_000.123 as Instant,
        serverTime: 1_767_225_601_000.2 as Instant,
        receiveTime: 1_767_225_601_000.5 as Instant,
        sequence: 0,
      },
      {
        tag,
        value: NaN,
        status: 2_150_957_184,
        sourceTime: 1_767_225_602_000 as Instant,
        serverTime: null,
        receiveTime: 1_767_225_602_000 as Instant,
        sequence: 3,
        historical: true,
      },
    ];
    expect(await historian.raw({ tag, ...range, limit: 50 })).toStrictEqual(expected);
    expect(requests[0]).toMatchObject({
      method: 'POST',
      path: '/api/v2/query?org=plant',
      token: 'Token secret',
    });
    expect(fluxOf(0)).toMatchInlineSnapshot(`
      "from(bucket: "gmp")
        |> range(start: time(v: "2026-01-01T00:00:00.000000Z"), stop: time(v: "2026-01-01T00:00:10.000000Z"))
        |> filter(fn: (r) => r._measurement == "veinline")
        |> filter(fn: (r) => r.tag == "R1.pH")
        |> pivot(rowKey: ["_time"], columnKey: ["_field"], valueColumn: "_value")
        |> group()
        |> map(fn: (r) => ({r with order: int(v: r.sequence)}))
        |> sort(columns: ["_time", "order"])
        |> limit(n: 50)"
    `);
  });

  it('folds samples into buckets with the bad and non-finite ones left out of the statistics', async () => {
    const row = (second: string, status: string, value: string) =>
      [`2026-01-01T00:00:${second}Z`, tag, '0', status, '1767225601000500', '', 'false', value, ''] as const;
    answers = [
      samples(
        row('00', '0', '4'),
        row('01', '0', '1'),
        row('02', '2147483648', '99'),
        row('07.5', '1073741824', '3'),
      ),
    ];
    expect(await historian.buckets({ tag, ...range, buckets: 2 })).toEqual([
      { start: range.from, count: 3, min: 1, max: 4, average: 2.5, first: 4, last: 1, worstQuality: 'bad' },
      {
        start: range.from + 5000,
        count: 1,
        min: 3,
        max: 3,
        average: 3,
        first: 3,
        last: 3,
        worstQuality: 'uncertain',
      },
    ]);
  });

  it('finds the newest sample by its time first, then reads that instant', async () => {
    answers = [
      table(
        [time, 'string', 'long'],
        ['_time', 'tag', '_value'],
        [['2026-01-01T00:00:01.000123Z', tag, '0']],
      ),
      samples(
        ['2026-01-01T00:00:01.000123Z', tag, '0', '0', '1767225601000500', '', 'false', '1', ''],
        ['2026-01-01T00:00:01.000123Z', tag, '1', '0', '1767225601000500', '', 'false', '2', ''],
      ),
    ];
    const last = await historian.last([tag, 'R1.Other' as TagId]);
    expect([...last].map(([id, sample]) => [id, sample.value])).toEqual([[tag, 2]]);
    expect(fluxOf(0)).toContain('contains(value: r.tag, set: ["R1.pH","R1.Other"])');
    expect(fluxOf(1)).toContain(
      'range(start: time(v: "2026-01-01T00:00:01.000123Z"), stop: time(v: "2026-01-01T00:00:01.000124Z"))',
    );
  });

  it('writes gaps as points at their start and finds those that overlap', async () => {
    const gap = { connector: 'plc 3', address: null, from: range.from, to: null, cause: 'connection "lost"' };
    await historian.appendGap(gap);
    expect(requests[0]?.path).toBe('/api/v2/write?org=plant&bucket=gmp&precision=us');
    expect(requests[0]?.body).toBe(
      'veinline_gap,address=all,connector=plc\\ 3 cause="connection \\"lost\\"" 1767225600000000',
    );
    answers = [
      table(
        [time, 'string', 'string', 'string', 'long'],
        ['_time', 'connector', 'address', 'cause', 'to'],
        [
          ['2025-12-31T23:00:00Z', 'mqtt', 'at:line/1', 'ended before', '1767225599000000'],
          ['2026-01-01T00:00:00Z', 'plc 3', 'all', 'lost', ''],
        ],
      ),
    ];
    expect(await historian.gaps(range)).toEqual([{ ...gap, cause: 'lost' }]);
  });

  it('writes journal entries with their id and reads them newest first', async () => {
    const entry = {
      id: 'e1',
      at: range.from,
      category: 'alarm',
      event: 'raised',
      subject: 'R1.pH.Low',
      priority: 1,
      message: 'pH 6.4',
      actor: null,
      details: { value: 6.4 },
    };
    await historian.appendJournal([entry]);
    expect(requests[0]?.body).toContain('veinline_journal,category=alarm,id=e1,subject=R1.pH.Low ');
    const row = (second: string, id: string, category: string) =>
      [
        `2026-01-01T00:00:0${second}Z`,
        id,
        category,
        'R1.pH.Low',
        'raised',
        '1',
        'pH 6.4',
        '',
        '"{""value"":6.4}"',
      ] as const;
    answers = [
      table(
        [time, 'string', 'string', 'string', 'string', 'double', 'string', 'string', 'string'],
        ['_time', 'id', 'category', 'subject', 'event', 'priority', 'message', 'actor', 'details'],
        [row('0', 'e1', 'alarm'), row('1', 'e2', 'operator'), row('2', 'e3', 'alarm')],
      ),
    ];
    const found = await historian.journal({ ...range, category: 'alarm' });
    expect(found.map((one) => one.id)).toEqual(['e3', 'e1']);
    expect(found[1]).toEqual(entry);
  });

  it('counts what retention removes and asks for the deletion of each measurement', async () => {
    answers = [table(['long'], ['_value'], [['42']])];
    expect(await historian.retain(range.from)).toEqual({ removed: 42 });
    const deletions = requests.filter((request) => request.path === '/api/v2/delete?org=plant&bucket=gmp');
    expect(deletions.map((request) => JSON.parse(request.body) as object)).toMatchObject([
      { stop: '2025-12-31T23:59:59.999999Z', predicate: '_measurement="veinline"' },
      { stop: '2025-12-31T23:59:59.999999Z', predicate: '_measurement="veinline_journal"' },
    ]);
  });

  it('rejects an append of which the server refuses a part, and counts the loss', async () => {
    answers = [{ status: 204 }, { status: 400, text: '{"code":"invalid","message":"field type conflict"}' }];
    const many = Array.from({ length: 12_000 }, (_, i) => ({
      tag,
      value: i,
      status: 0,
      sourceTime: (range.from + i) as Instant,
      serverTime: null,
      receiveTime: (range.from + i) as Instant,
      sequence: 0,
    }));
    await expect(historian.append(many)).rejects.toMatchObject({
      code: 'HISTORIAN_WRITE_FAILED',
      details: { lost: 7000, total: 12_000 },
    });
  });

  it('passes on what the server says about a query it refuses', async () => {
    answers = [{ status: 401, text: '{"code":"unauthorized","message":"unauthorized access"}' }];
    await expect(historian.raw({ tag, ...range })).rejects.toThrow('unauthorized access');
    expect((await historian.status()).lastError).toContain('unauthorized access');
  });
});

async function bodyOf(request: IncomingMessage): Promise<string> {
  let body = '';
  for await (const part of request.setEncoding('utf8')) body += String(part);
  return body;
}
