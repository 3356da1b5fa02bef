import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ControlApi } from './control-api.ts';
import type { Controlled } from './control-api.ts';
import { SuiteAndLine } from './simulated-plant.ts';

const plant = new SuiteAndLine(1);
const controlled: Controlled = { plant, endpoints: { opcua: 'opc.tcp://x', mqtt: 'mqtt://x' }, speed: 60 };
let api: ControlApi;

async function ask(method: string, path: string, body?: unknown): Promise<{ status: number; body: unknown }> {
  const response = await fetch(`${api.url}${path}`, {
    method,
    ...(body === undefined
      ? {}
      : {
          headers: { 'content-type': 'application/json' },
          body: typeof body === 'string' ? body : JSON.stringify(body),
        }),
  });
  const text = await response.text();
  return { status: response.status, body: text === '' ? null : (JSON.parse(text) as unknown) };
}

beforeAll(async () => {
  api = await ControlApi.start(0, controlled);
});

afterAll(() => api.stop());

describe('the control API', () => {
  it('injects a fault, lists it and clears it', async () => {
    const fault = { unit: 'BR-01', kind: 'drift', signal: 'pH', ratePerHour: 0.5 };
    expect(await ask('POST', '/faults', fault)).toEqual({ status: 201, body: { id: 'F1', ...fault } });
    expect((await ask('GET', '/status')).body).toEqual({
      speed: 60,
      faults: [{ id: 'F1', ...fault }],
      endpoints: controlled.endpoints,
    });
    expect((await ask('DELETE', '/faults/F1')).status).toBe(204);
    expect(await ask('DELETE', '/faults/F1')).toMatchObject({
      status: 404,
      body: { code: 'FAULT_UNKNOWN', title: 'There is no fault F1.', hint: 'Active faults: none.' },
    });
  });

  it('holds a stuck signal, lets a drifting one run away by its rate and cuts the gas of a bioreactor', async () => {
    await ask('POST', '/faults', { unit: 'BR-01', kind: 'stuck', signal: 'Temperature' });
    await ask('POST', '/faults', { unit: 'LN2-01', kind: 'drift', signal: 'Temperature', ratePerHour: 30 });
    await ask('POST', '/faults', { unit: 'BR-02', kind: 'gas-loss' });
    plant.advance(1);
    const before = plant.read().values;
    plant.advance(3600);
    const after = plant.read().values;
    expect(after.get('BR-01.Temperature')).toBe(before.get('BR-01.Temperature'));
    expect(
      Number(after.get('LN2-01.Temperature')) - Number(before.get('LN2-01.Temperature')),
    ).toBeGreaterThan(20);
    expect([Number(after.get('BR-02.AirFlow')) < 2, Number(after.get('BR-02.DO')) < 15]).toEqual([
      true,
      true,
    ]);
    expect(Number(after.get('BR-03.DO'))).toBeGreaterThan(30);
    for (const { id } of plant.faults()) plant.clear(id);
  });

  it('sets the speed', async () => {
    expect(await ask('POST', '/speed', { factor: 1000 })).toEqual({ status: 200, body: { speed: 1000 } });
    expect(controlled.speed).toBe(1000);
  });

  it.each<[what: string, path: string, body: unknown, status: number, text: RegExp]>([
    ['an unknown unit', '/faults', { unit: 'BR-09', kind: 'gas-loss' }, 400, /BR-09.*BR-01/],
    ['an unknown signal', '/faults', { unit: 'BR-01', kind: 'stuck', signal: 'Ph' }, 400, /"Ph|Ph.*pH/],
    ['an unknown kind', '/faults', { unit: 'BR-01', kind: 'fire' }, 400, /kind.*gas-loss/],
    ['gas loss of a freezer', '/faults', { unit: 'FRZ-01', kind: 'gas-loss' }, 400, /FRZ-01.*bioreactor/],
    ['a speed out of range', '/speed', { factor: 0 }, 400, /factor.*1.*factor/],
    ['no JSON', '/speed', '{', 400, /no JSON/],
    ['an unknown path', '/fault', {}, 404, /POST \/fault.*POST \/faults/],
  ])('answers %s with what is wrong and what to do', async (_what, path, body, status, text) => {
    const answer = await ask('POST', path, body);
    expect(answer.status).toBe(status);
    const { title, hint } = answer.body as { title: string; hint: string };
    expect(`${title} ${hint}`).toMatch(text);
    expect(hint.length).toBeGreaterThan(10);
  });

  it('takes no command that is not declared as JSON', async () => {
    const response = await fetch(`${api.url}/speed`, { method: 'POST', body: '{"factor":1}' });
    expect([response.status, controlled.speed]).toEqual([400, 1000]);
  });

  it('says which port is taken', async () => {
    const port = Number(new URL(api.url).port);
    await expect(ControlApi.start(port, controlled)).rejects.toMatchObject({
      code: 'PORT_IN_USE',
      hint: expect.stringContaining('VIRTUAL_PLANT_CONTROL_PORT') as string,
    });
  });
});
