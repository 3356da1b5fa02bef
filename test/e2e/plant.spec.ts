import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { AlarmList, ConnectorList, Journal, SamplesView, TagList } from '@veinline/contracts';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { axeViolations } from '../support/axe.ts';
import { launchBrowser } from '../support/browser.ts';
import { eventually } from '../support/eventually.ts';
import { freePort } from '../support/free-port.ts';
import { startMosquitto } from '../support/mosquitto.ts';
import { Program } from '../support/program.ts';
import { startServer, type ServerUnderTest } from '../support/server.ts';

const independentEdgeNode = `
  - id: independent
    kind: sparkplug
    timeSource: simulated
    url: \${MOSQUITTO}
    groups: [Independent]
    hostId: veinline-independent
classes:`;
const independentEquipment = `equipment:
  - id: OTHER
    level: site
    name: Another vendor
    connector: independent
    tags:
      - { property: Level, address: EDGE-1/LN2-77/Level, unit: "%", range: [0, 1000], description: Liquid nitrogen level, interval: 1 }
`;

let broker: Awaited<ReturnType<typeof startMosquitto>>;
let plant: Program;
let edge: Program;
let server: ServerUnderTest;
let browser: Browser;
let page: Page;
let plantEnvironment: Record<string, string>;
let controlUrl: string;
let config: string;
let serverEnvironment: Record<string, string>;
const pageErrors: string[] = [];

beforeAll(async () => {
  broker = await startMosquitto();
  const opcuaPort = String(await freePort());
  const folder = mkdtempSync(join(tmpdir(), 'veinline-e2e-'));
  plantEnvironment = {
    VIRTUAL_PLANT_OPCUA_PORT: opcuaPort,
    VIRTUAL_PLANT_MQTT_URL: broker.url,
    VIRTUAL_PLANT_CONTROL_PORT: String(await freePort()),
    VIRTUAL_PLANT_DATA: join(folder, 'virtual-plant'),
  };
  plant = Program.node('apps/virtual-plant/dist/main.js', plantEnvironment);
  edge = Program.node('test/e2e/independent-edge-node.mjs', {}, [broker.url]);
  config = join(folder, 'plant.yaml');
  const text = readFileSync('apps/virtual-plant/plant.yaml', 'utf8');
  writeFileSync(
    config,
    text.replace('\nclasses:', () => independentEdgeNode).replace('equipment:\n', () => independentEquipment),
  );
  await plant.until(/virtual-plant\.ready/);
  controlUrl = `http://127.0.0.1:${plantEnvironment['VIRTUAL_PLANT_CONTROL_PORT']}`;
  serverEnvironment = {
    VIRTUAL_PLANT_OPCUA_PORT: opcuaPort,
    VIRTUAL_PLANT_MQTT_PORT: String(broker.port),
    MOSQUITTO: broker.url,
  };
  server = await startServer(config, serverEnvironment);
  browser = await launchBrowser();
  page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
  page.on('pageerror', (error) => pageErrors.push(error.message));
}, 120_000);

afterAll(async () => {
  await browser?.close();
  await server?.stop();
  await Promise.all([edge?.end(), plant?.end()]);
  await broker?.stop();
}, 60_000);

const valueOf = async (tag: string): Promise<TagList['tags'][number] | undefined> =>
  (await server.get<TagList>('/api/tags')).tags.find((t) => t.id === tag);
const samplesOf = (tag: string, from: number): Promise<SamplesView> =>
  server.get(`/api/samples?tag=${tag}&from=${from}&to=${Date.now() + 60_000}`);
const suite = async (): Promise<ConnectorList['connectors'][number] | undefined> =>
  (await server.get<ConnectorList>('/api/connectors')).connectors.find((c) => c.id === 'suite');

it('every tag of the virtual plant has a good value', async () => {
  const { tags } = await eventually(
    () => server.get<TagList>('/api/tags'),
    (list) => list.tags.every((tag) => tag.last?.quality === 'good'),
    60_000,
  );
  expect(tags.length).toBeGreaterThan(100);
}, 90_000);

it('signs in by the printed link and shows a value that changes', async () => {
  await page.goto(server.signInLink);
  await page.getByRole('heading', { name: 'BR-01', exact: true }).waitFor();
  const texts = new Set<string>();
  await eventually(
    async () => texts.add((await page.locator('main').innerText()).replace(/\s+/g, ' ')),
    (seen) => seen.size >= 3,
  );
  expect(await page.title()).toMatch(/Simulated/);
  expect(await page.getByRole('banner').innerText()).toMatch(/×\s*60/);
}, 60_000);

it('has no axe violation on any page, by day and by night, and no page scrolls sideways', async () => {
  for (const scheme of ['light', 'dark'] as const) {
    for (const path of ['/', '/units', '/units/BR-01', '/trends?pens=BR-01.DO', '/alarms', '/connectors']) {
      await page.goto(server.url + path);
      await page.locator('h1').first().waitFor({ state: 'attached' });
      const violations = await axeViolations(page, scheme);
      expect([scheme, path, violations]).toEqual([scheme, path, []]);
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(1440);
    }
  }
}, 120_000);

it('stores what an independent edge node sends', async () => {
  const view = await eventually(
    () => samplesOf('OTHER.Level', Date.now() - 600_000),
    (v) => (v.samples?.length ?? 0) >= 4,
  );
  const levels = view.samples?.map((s) => Number(s.value)) ?? [];
  for (let i = 1; i < levels.length; i++)
    expect((levels[i] ?? 0) - (levels[i - 1] ?? 0)).toBeCloseTo(0.25, 6);
});

it('lists what a server and a broker offer from the command line, ready to paste', async () => {
  const connect = async (...args: string[]): Promise<string> => {
    const cli = Program.node('apps/cli/bin/veinline.mjs', { VEINLINE_DATA: server.data }, [
      'connect',
      ...args,
    ]);
    expect(await cli.ended()).toBe(0);
    return cli.output;
  };
  const opcua = `opc.tcp://127.0.0.1:${plantEnvironment['VIRTUAL_PLANT_OPCUA_PORT']}`;
  const below = ['--below', 'nsu=urn:veinline:virtual-plant;s=BR-01', '--format', 'yaml'];
  expect(await connect(opcua, '--browse', ...below)).toContain(
    'address: "nsu=urn:veinline:virtual-plant;s=BR-01.DO"',
  );
  expect(await connect(broker.url, '--sparkplug', 'Independent', '--browse')).toContain(
    'EDGE-1/LN2-77/Level',
  );
}, 60_000);

it('raises an alarm on a fault, lets a person acknowledge it and journals both', async () => {
  const fault = await fetch(`${controlUrl}/faults`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ unit: 'BR-03', kind: 'gas-loss' }),
  });
  expect(fault.ok).toBe(true);
  const raised = await eventually(
    () => server.get<AlarmList>('/api/alarms'),
    (list) => list.alarms.some((a) => a.id.startsWith('BR-03.DO') && a.state === 'unacknowledged-active'),
    60_000,
  );
  const alarm = raised.alarms.find((a) => a.id.startsWith('BR-03.DO'));
  await page.goto(`${server.url}/alarms`);
  await page
    .getByRole('row', { name: new RegExp(alarm?.tag ?? 'BR-03.DO') })
    .first()
    .getByRole('checkbox')
    .check();
  await page
    .getByRole('button', { name: /^Acknowledge/ })
    .first()
    .click();
  const confirm = page.getByRole('dialog').getByRole('button', { name: /^Acknowledge/ });
  if (await confirm.isVisible().catch(() => false)) await confirm.click();
  await eventually(
    () => server.get<AlarmList>('/api/alarms'),
    (list) =>
      list.alarms.some(
        (a) => a.id === alarm?.id && a.state === 'acknowledged-active' && a.acknowledgedBy === 'Operator',
      ),
  );
  const journal = await server.get<Journal>(
    `/api/alarms/journal?subject=${encodeURIComponent(alarm?.id ?? '')}`,
  );
  expect(journal.entries.map((e) => e.event)).toEqual(expect.arrayContaining(['raised', 'acknowledged']));
}, 90_000);

it('records the gap when the OPC UA server is killed, marks the last values bad, and recovers by itself', async () => {
  const before = Date.now();
  await plant.end('SIGKILL');
  await eventually(
    () => valueOf('BR-01.DO'),
    (tag) => tag?.last?.statusName === 'BadNoCommunication',
  );
  await page.goto(`${server.url}/connectors`);
  await page
    .getByText(/reconnecting/i)
    .first()
    .waitFor();
  const killedAt = Date.now();
  plant = Program.node('apps/virtual-plant/dist/main.js', plantEnvironment);
  await plant.until(/virtual-plant\.ready/);
  await eventually(
    () => valueOf('BR-01.DO'),
    (tag) => tag?.last?.quality === 'good' && tag.last.sourceTime > killedAt,
  );
  const connector = await eventually(suite, (c) => c?.gaps[0]?.to !== null && c?.gaps[0] !== undefined);
  const gap = connector?.gaps[0];
  // A gap begins with the last that was heard of the server: up to two publishing intervals before it was killed.
  expect(gap?.from).toBeGreaterThanOrEqual(before - 2_000);
  expect(gap?.to ?? 0).toBeGreaterThanOrEqual(killedAt - 1_000);
  const view = await samplesOf('BR-01.DO', before - 5_000);
  expect(view.gaps.some((g) => g.from === gap?.from)).toBe(true);
  expect(view.samples?.some((s) => s.quality === 'bad')).toBe(true);
  await page
    .getByText(/^connected/i)
    .first()
    .waitFor();
}, 90_000);

it('loses nothing that was stored when the server is killed', async () => {
  const from = Date.now() - 600_000;
  const before = (await samplesOf('OTHER.Level', from)).samples?.map((s) => s.at) ?? [];
  await server.program.end('SIGKILL');
  server = await startServer(config, serverEnvironment, server.data);
  const after = new Set((await samplesOf('OTHER.Level', from)).samples?.map((s) => s.at));
  expect(before.length).toBeGreaterThan(0);
  expect(before.filter((at) => !after.has(at))).toEqual([]);
}, 90_000);

it('raised no error in the browser', () => {
  expect(pageErrors).toEqual([]);
});
