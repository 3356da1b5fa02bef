import '../long.spec-support.ts';
import { Witness, bdSeqOf } from './host.spec-support.ts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { eventually, freeSettings } from '../settings.spec-support.ts';
import type { Mosquitto } from './mosquitto.spec-support.ts';
import { startMosquitto } from './mosquitto.spec-support.ts';
import { startVirtualPlant } from '../virtual-plant.ts';
import type { VirtualPlant } from '../virtual-plant.ts';

let broker: Mosquitto;
let witness: Witness;
let plant: VirtualPlant;
let settings = freeSettings();

async function fault(unit: string): Promise<string> {
  const response = await fetch(`${plant.controlUrl}/faults`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ unit, kind: 'communication' }),
  });
  return ((await response.json()) as { id: string }).id;
}

beforeAll(async () => {
  broker = await startMosquitto();
  settings = freeSettings({ mqttUrl: broker.url });
  witness = await Witness.at(broker.url);
  plant = await startVirtualPlant(settings);
});

afterAll(async () => {
  await plant?.stop();
  await witness?.end();
  await broker?.stop();
});

describe('the edge nodes at mosquitto', () => {
  it('are born before any data, node first, then every device, seq counting from 0', async () => {
    await eventually(() => witness.of('CLEAN', 'DDATA').at(0));
    await eventually(() => witness.of('COLD', 'DDATA').at(0));
    const cold = witness.of('COLD');
    expect(cold.slice(0, 6).map(({ type, device, seq }) => [type, device, seq])).toEqual([
      ['NBIRTH', null, 0],
      ['DBIRTH', 'FRZ-01', 1],
      ['DBIRTH', 'FRZ-02', 2],
      ['DBIRTH', 'LN2-01', 3],
      ['DBIRTH', 'INC-01', 4],
      ['DBIRTH', 'INC-02', 5],
    ]);
    expect(bdSeqOf(cold[0])).toBe(0);
    expect(
      witness
        .of('CLEAN')
        .slice(0, 3)
        .map(({ device }) => device),
    ).toEqual([null, 'CR-A1', 'CR-A2']);
  });

  it('name each metric once with an alias of its own and its unit, and send the alias alone afterwards', () => {
    const births = witness.of('COLD', 'DBIRTH').slice(0, 5);
    const metrics = births.flatMap((birth) => birth.metrics);
    const aliases = metrics.map(({ alias }) => Number(alias));
    expect(new Set(aliases).size).toBe(metrics.length);
    const temperature = births[0]?.metrics.find(({ name }) => name === 'Temperature');
    expect(temperature?.properties?.['engUnit']).toEqual({ type: 'String', value: '°C' });
    expect(Number(temperature?.value)).toBeLessThan(-70);
    for (const { metrics: changed } of witness.of('COLD', 'DDATA'))
      for (const metric of changed) {
        expect(metric.name ?? '').toBe('');
        expect(aliases).toContain(Number(metric.alias));
      }
  });

  it('send only what changed: a door that stays shut is in no data message', () => {
    const door = Number(
      witness.of('COLD', 'DBIRTH')[3]?.metrics.find(({ name }) => name === 'DoorOpen')?.alias,
    );
    const sent = witness
      .of('COLD', 'DDATA')
      .flatMap(({ metrics }) => metrics.map(({ alias }) => Number(alias)));
    expect(door).toBeGreaterThan(0);
    expect(sent.filter((alias) => alias === door).length).toBeLessThan(
      witness.of('COLD', 'DDATA').length / 5,
    );
  });

  it('answer a rebirth command with all births, seq 0 and the same bdSeq', async () => {
    const before = witness.of('CLEAN').length;
    await witness.askForRebirth('CLEAN');
    const rebirth = await eventually(() =>
      witness
        .of('CLEAN')
        .slice(before)
        .find(({ type }) => type === 'NBIRTH'),
    );
    expect([rebirth.seq, bdSeqOf(rebirth)]).toEqual([0, 0]);
    await eventually(() => (witness.of('CLEAN', 'DBIRTH').length >= 4 ? true : undefined));
  });

  it('let a device die that cannot be reached, and bear it again', async () => {
    const id = await fault('FRZ-02');
    const death = await eventually(() => witness.of('COLD', 'DDEATH').at(0));
    expect(death.device).toBe('FRZ-02');
    const births = witness.of('COLD', 'DBIRTH').length;
    await fetch(`${plant.controlUrl}/faults/${id}`, { method: 'DELETE' });
    expect((await eventually(() => witness.of('COLD', 'DBIRTH')[births])).device).toBe('FRZ-02');
  });

  it('count seq over all messages without a hole', () => {
    const messages = witness.of('COLD').filter(({ type }) => type !== 'NCMD');
    for (let i = 1; i < messages.length; i++)
      expect(messages[i]?.seq).toBe(((messages[i - 1]?.seq ?? 0) + 1) % 256);
    expect(messages.length).toBeGreaterThan(10);
  });

  it('publish their death with the bdSeq of their birth when they leave, and count on at the next start', async () => {
    await plant.stop();
    await eventually(() => witness.of('COLD', 'NDEATH').at(0));
    expect(witness.of('COLD', 'NDEATH').map(bdSeqOf)).toEqual([0]);
    const births = witness.of('COLD', 'NBIRTH').length;
    plant = await startVirtualPlant(settings);
    expect(bdSeqOf(await eventually(() => witness.of('COLD', 'NBIRTH')[births]))).toBe(1);
  });

  it('come back by themselves, with a new bdSeq, when the broker was gone', async () => {
    const { port } = new URL(broker.url);
    await witness.end();
    await broker.stop();
    broker = await startMosquitto(Number(port));
    witness = await Witness.at(broker.url);
    await witness.askForRebirth('COLD');
    const birth = await eventually(() => witness.of('COLD', 'NBIRTH').at(-1));
    expect(bdSeqOf(birth)).toBeGreaterThan(1);
  });
});

it('the embedded broker serves births and data as well', async () => {
  const own = await startVirtualPlant(freeSettings());
  const seen = await Witness.at(own.mqttUrl);
  try {
    await seen.askForRebirth('CLEAN');
    await eventually(() => seen.of('CLEAN', 'NBIRTH').at(0));
    await eventually(() => seen.of('COLD', 'DDATA').at(0));
    expect(bdSeqOf(seen.of('CLEAN', 'NBIRTH')[0])).toBe(0);
  } finally {
    await seen.end();
    await own.stop();
  }
});

it('says that the broker cannot be reached and what to do', async () => {
  await expect(startVirtualPlant(freeSettings({ mqttUrl: 'mqtt://127.0.0.1:1' }))).rejects.toMatchObject({
    code: 'BROKER_UNREACHABLE',
    message: expect.stringContaining('mqtt://127.0.0.1:1') as string,
    hint: expect.stringContaining('VIRTUAL_PLANT_MQTT_URL') as string,
  });
});
