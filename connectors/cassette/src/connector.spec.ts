import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { appendFile, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { instant } from '@veinline/base';
import type { Clock, Instant } from '@veinline/base';
import type { Connector, ConnectorEvent, Sample, TagValue } from '@veinline/plant';
import { Status } from '@veinline/plant';
import { Collector, connectorContract } from '@veinline/plant/contract';
import type { ConnectorHarness, Publication } from '@veinline/plant/contract';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { CassetteWriter, createCassetteConnector, recordConnector } from './index.ts';

const clock: Clock = { now: () => instant(performance.timeOrigin + performance.now()) };
const patience = { timeout: 10_000, interval: 10 };
const header = { name: 'run', connector: 'suite', kind: 'opcua' };

function replay(folder: string, settings: Readonly<Record<string, unknown>>): Connector {
  const definition = { id: 'tape', kind: 'cassette', timeSource: 'replay', settings } as const;
  return createCassetteConnector(definition, { clock, dataFolder: folder });
}

function sampleAt(address: string, value: TagValue, sourceTime: number, extra: Partial<Sample> = {}): Sample {
  const time = sourceTime as Instant;
  return {
    address,
    value,
    status: 0,
    sourceTime: time,
    serverTime: null,
    receiveTime: time,
    sequence: 0,
    ...extra,
  };
}

class CassetteHarness implements ConnectorHarness {
  readonly clock = clock;
  readonly capabilities = {
    delivery: 'recorded',
    status: true,
    sourceTime: true,
    link: { reason: 'a file has no link' },
    redelivery: { reason: 'a recording can be played again at will' },
  } as const;
  readonly addresses = { good: ['bio1/ph', 'bio1/do'], unknown: 'bio1/none' } as const;
  readonly #folder: string;
  readonly #writer: CassetteWriter;
  #count = 0;

  constructor(folder: string) {
    this.#folder = folder;
    this.#writer = new CassetteWriter(join(folder, 'run.cassette'), { ...header, started: clock.now() });
  }

  connector(settings: Readonly<Record<string, unknown>> = {}): Connector {
    return replay(this.#folder, { file: 'run.cassette', times: 'original', ...settings });
  }

  unreachable(): { connector: Connector; names: string } {
    return { connector: replay(this.#folder, { file: 'absent.cassette' }), names: 'absent.cassette' };
  }

  async publish({ address, value, sourceTime, status }: Publication): Promise<void> {
    this.#count += 1;
    const samples = [sampleAt(address, value, sourceTime, { status, sequence: this.#count })];
    this.#writer.append({ kind: 'samples', samples }, clock.now());
  }

  async breakLink(): Promise<void> {
    throw new Error('a cassette has no link to break');
  }

  async restoreLink(): Promise<void> {
    throw new Error('a cassette has no link to restore');
  }

  async dispose(): Promise<void> {
    this.#writer.close();
    await rm(this.#folder, { recursive: true, force: true });
  }
}

connectorContract(
  'cassette',
  async () => new CassetteHarness(await mkdtemp(join(tmpdir(), 'veinline-cassette-'))),
);

describe('a cassette', () => {
  let folder: string;
  let connectors: Connector[];

  beforeEach(async () => {
    connectors = [];
    folder = await mkdtemp(join(tmpdir(), 'veinline-cassette-'));
  });
  afterEach(async () => {
    for (const connector of connectors) await connector.stop();
    await rm(folder, { recursive: true, force: true });
  });

  const playing = async (settings: Readonly<Record<string, unknown>>): Promise<Connector> => {
    const connector = replay(folder, settings);
    connectors.push(connector);
    await connector.start();
    return connector;
  };
  const started = 1_700_000_000_000 as Instant;
  const record = (file: string, events: readonly { at: number; event: ConnectorEvent }[]): void => {
    const writer = new CassetteWriter(join(folder, file), { ...header, started });
    for (const { at, event } of events) writer.append(event, (started + at) as Instant);
    writer.close();
  };
  const single = (at: number, value: TagValue, status: number = Status.Good) => ({
    at,
    event: { kind: 'samples', samples: [sampleAt('a', value, started + at, { status })] } as const,
  });

  it('replays the same values, statuses and spacing that were recorded, at any speed', async () => {
    let run = 0;
    const step = fc.record({
      wait: fc.integer({ min: 0, max: 2000 }),
      value: fc.oneof(fc.double(), fc.bigInt(), fc.constant(null), fc.string()),
      status: fc.constantFrom(Status.Good, Status.BadSensorFailure, Status.UncertainLastUsableValue),
    });
    await fc.assert(
      fc.asyncProperty(
        fc.array(step, { minLength: 1, maxLength: 8 }),
        fc.integer({ min: 200, max: 1000 }),
        async (steps, speed) => {
          run += 1;
          let at = 0;
          const events = steps.map(({ wait, value, status }) => single((at += wait), value, status));
          record(`${run}.cassette`, events);
          const connector = await playing({ file: `${run}.cassette`, speed });
          const collector = new Collector(connector.subscribe(['a']));
          await vi.waitFor(() => expect(collector.samples).toHaveLength(steps.length), {
            timeout: 5000,
            interval: 2,
          });
          expect(collector.samples.map(({ value, status }) => ({ value, status }))).toStrictEqual(
            steps.map(({ value, status }) => ({ value, status })),
          );
          const first = collector.samples[0]?.sourceTime ?? 0;
          for (const [i, sample] of collector.samples.entries())
            expect(sample.sourceTime - first).toBeCloseTo(
              ((events[i]?.at ?? 0) - (events[0]?.at ?? 0)) / speed,
              2,
            );
          await connector.stop();
        },
      ),
      { numRuns: 20 },
    );
  });

  it('shows a shifted replay as happening now, and never before it is due', async () => {
    record('run.cassette', [single(0, 1), single(100, 2), single(200, 3)]);
    const before = clock.now();
    const collector = new Collector((await playing({ file: 'run.cassette' })).subscribe(['a']));
    await vi.waitFor(() => expect(collector.samples).toHaveLength(3), patience);
    for (const { sourceTime, receiveTime } of collector.samples) {
      expect(sourceTime).toBeGreaterThanOrEqual(before);
      expect(receiveTime).toBeGreaterThanOrEqual(sourceTime - 2);
    }
  });

  it('begins where it is told, loops, and says where it is', async () => {
    record('run.cassette', [single(0, 1), single(5000, 2), single(6000, 3)]);
    const connector = await playing({ file: 'run.cassette', speed: 1000, loop: true, startAtSeconds: 4 });
    const collector = new Collector(connector.subscribe(['a']));
    await vi.waitFor(() => expect(collector.samples.length).toBeGreaterThan(5), patience);
    expect(collector.samples.slice(0, 4).map((sample) => sample.value)).toEqual([2, 3, 2, 3]);
    const times = collector.samples.map((sample) => sample.sourceTime);
    expect(times).toEqual([...times].sort((a, b) => a - b));
    expect(new Set(times).size).toBe(times.length);
    expect(connector.status().facts).toMatchObject({
      recording: 'run',
      speed: 1000,
      recordedFrom: 'opcua suite',
      recordedStart: '2023-11-14T22:13:20.000Z',
      recordedEnd: '2023-11-14T22:13:26.000Z',
    });
  });

  it('replays gaps under its own name', async () => {
    const gap = { connector: 'suite', address: null, from: started, to: null, cause: 'cut' };
    record('run.cassette', [{ at: 0, event: { kind: 'gap', gap } }]);
    const connector = await playing({ file: 'run.cassette', times: 'original' });
    const collector = new Collector(connector.subscribe(['a']));
    await vi.waitFor(() => expect(collector.gaps).toEqual([{ ...gap, connector: 'tape' }]), patience);
  });

  it('records what passes through a connector without changing it', async () => {
    record('source.cassette', [single(0, 1n), single(10, Number.NaN), single(20, { $: [-0] })]);
    const inner = replay(folder, { file: 'source.cassette', times: 'original' });
    const taped = recordConnector(inner, join(folder, 'copy.cassette'), { clock });
    connectors.push(taped);
    await taped.start();
    const passed = new Collector(taped.subscribe(['a']));
    await vi.waitFor(() => expect(passed.samples).toHaveLength(3), patience);
    await taped.stop();
    const copy = new Collector(
      (await playing({ file: 'copy.cassette', times: 'original' })).subscribe(['a']),
    );
    await vi.waitFor(() => expect(copy.samples).toHaveLength(3), patience);
    const without = (samples: readonly Sample[]) => samples.map(({ receiveTime: _, ...rest }) => rest);
    expect(without(copy.samples)).toStrictEqual(without(passed.samples));
  });

  it('goes on delivering when the recording cannot be written, and says so', async () => {
    record('source.cassette', [single(0, 1)]);
    const inner = replay(folder, { file: 'source.cassette' });
    const taped = recordConnector(inner, join(folder, 'source.cassette'), { clock });
    connectors.push(taped);
    await taped.start();
    const passed = new Collector(taped.subscribe(['a']));
    await vi.waitFor(() => expect(passed.samples).toHaveLength(1), patience);
    expect(taped.status().lastError).toMatchObject({ code: 'CASSETTE_RECORDING' });
  });

  it('leaves a file that can be read when the recording process is killed', async () => {
    const file = join(folder, 'killed.cassette');
    const writer = fileURLToPath(new URL('./writer.ts', import.meta.url));
    const script = `
      import { CassetteWriter } from ${JSON.stringify(writer)};
      const writer = new CassetteWriter(${JSON.stringify(file)}, { name: 'k', connector: 'c', kind: 'mqtt', started: 0 });
      for (let i = 1; ; i += 1) {
        const times = { sourceTime: i, serverTime: null, receiveTime: i, sequence: 0 };
        writer.append({ kind: 'samples', samples: [{ address: 'a', value: i, status: 0, ...times }] }, i);
        process.stdout.write(i + '\\n');
        if (i % 20 === 0) await new Promise(setImmediate);
      }`;
    const args = ['--conditions=veinline-source', '--import', 'tsx', '--input-type=module', '-e', script];
    const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] });
    let acknowledged = '';
    child.stdout.on('data', (chunk: Buffer) => {
      acknowledged += chunk.toString();
      if (acknowledged.length > 2000) child.kill('SIGKILL');
    });
    try {
      await once(child, 'close');
    } finally {
      child.kill('SIGKILL');
    }
    const last = Number(acknowledged.split('\n').at(-2));
    expect(last).toBeGreaterThan(100);
    const connector = await playing({ file: 'killed.cassette', speed: 1000 });
    expect(connector.status().state).toBe('connected');
    expect(connector.status().facts['events']).toBeGreaterThanOrEqual(last);
  });

  it('leaves out a last line that was cut short, and says so', async () => {
    record('run.cassette', [single(0, 1), single(1, 2)]);
    await appendFile(join(folder, 'run.cassette'), '{"t":2,"samples":[["a",3');
    const connector = await playing({ file: 'run.cassette' });
    const collector = new Collector(connector.subscribe(['a']));
    await vi.waitFor(() => expect(collector.samples.map((sample) => sample.value)).toEqual([1, 2]), patience);
    expect(connector.status().facts['warning']).toContain('cut short');
  });

  it.each([
    ['', 'it is empty'],
    ['{"cassette":7}\n', 'line 1: it has version 7'],
    ['not a cassette\n', 'line 1'],
  ])('refuses the file %j with its fault', async (content, fault) => {
    await writeFile(join(folder, 'broken.cassette'), content);
    const connector = await playing({ file: 'broken.cassette' });
    expect(connector.status()).toMatchObject({ state: 'connecting', lastError: { code: 'CASSETTE_FILE' } });
    expect(connector.status().lastError?.message).toContain(fault);
    expect(connector.status().lastError?.hint).not.toBe('');
  });

  it('names the line of a recording that is broken in the middle', async () => {
    record('run.cassette', [single(0, 1), single(1, 2)]);
    const text = await readFile(join(folder, 'run.cassette'), 'utf8');
    await writeFile(join(folder, 'broken.cassette'), text.replace('"t":0', '"t":"soon"'));
    const connector = await playing({ file: 'broken.cassette' });
    expect(connector.status().lastError?.message).toContain('line 2: it has no time "t"');
  });

  it('refuses wrong settings, all at once', () => {
    expect(() => replay(folder, { speed: 0, times: 'never' })).toThrow(/file.*speed.*times/);
  });
});
