import '../long.spec-support.ts';
import {
  AttributeIds,
  MessageSecurityMode,
  OPCUACertificateManager,
  OPCUAClient,
  SecurityPolicy,
  StatusCodes,
} from 'node-opcua';
import type { ClientSession, DataValue } from 'node-opcua';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { eventually, freeSettings } from '../settings.spec-support.ts';
import type { VirtualPlant } from '../virtual-plant.ts';
import { applicationUri } from './server.ts';
import { claimPort } from '../ports.ts';
import { join } from 'node:path';
import { readFileSync } from 'node:fs';
import { readPlantFile } from '@veinline/plant';
import { startVirtualPlant } from '../virtual-plant.ts';

const settings = freeSettings();
const file = readPlantFile(readFileSync(new URL('../../plant.yaml', import.meta.url), 'utf8'), {
  environment: {},
  fileName: 'plant.yaml',
});
const suiteTags = file.ok ? file.model.tags.filter((tag) => tag.connector === 'suite') : [];

let plant: VirtualPlant;
let client: OPCUAClient;
let session: ClientSession;
let namespaceIndex = 0;

async function newClient(
  securityMode: MessageSecurityMode,
  securityPolicy: SecurityPolicy,
): Promise<OPCUAClient> {
  const clientCertificateManager = new OPCUACertificateManager({
    rootFolder: join(settings.data, 'client'),
    automaticallyAcceptUnknownCertificate: true,
  });
  return OPCUAClient.create({
    securityMode,
    securityPolicy,
    clientCertificateManager,
    endpointMustExist: false,
    connectionStrategy: { maxRetry: 0 },
  });
}

const nodeId = (address: string): string =>
  address.replace(`nsu=${applicationUri};`, `ns=${namespaceIndex};`);
const read = (name: string): Promise<DataValue> =>
  session.read({ nodeId: `ns=${namespaceIndex};s=${name}`, attributeId: AttributeIds.Value });

beforeAll(async () => {
  plant = await startVirtualPlant(settings);
  client = await newClient(MessageSecurityMode.SignAndEncrypt, SecurityPolicy.Basic256Sha256);
  await client.connect(plant.opcuaUrl);
  session = await client.createSession();
  namespaceIndex = (await session.readNamespaceArray()).indexOf(applicationUri);
});

afterAll(async () => {
  await session?.close();
  await client?.disconnect();
  await plant?.stop();
});

describe('the OPC UA server', () => {
  it('has a good value at every address of the plant file, of the type the tag has', async () => {
    expect(suiteTags.length).toBeGreaterThan(100);
    const values = await session.read(
      suiteTags.map((tag) => ({ nodeId: nodeId(tag.address), attributeId: AttributeIds.Value })),
    );
    for (const [i, tag] of suiteTags.entries()) {
      const value = values[i];
      expect([tag.address, value?.statusCode.name, typeof value?.value.value]).toEqual([
        tag.address,
        'Good',
        tag.dataType,
      ]);
      expect(Math.abs(Date.now() - (value?.sourceTimestamp?.getTime() ?? 0))).toBeLessThan(60_000);
    }
  });

  it('gives engineering units and a range to every number with a unit, and a description to all', async () => {
    for (const tag of suiteTags) {
      const id = nodeId(tag.address);
      const description = await session.read({ nodeId: id, attributeId: AttributeIds.Description });
      expect([tag.id, String(description.value.value.text).length > 3]).toEqual([tag.id, true]);
      if (tag.unit === '') continue;
      const property = async (name: string): Promise<unknown> => {
        const element = { isInverse: false, includeSubtypes: true, targetName: { namespaceIndex: 0, name } };
        const path = { startingNode: id, relativePath: { elements: [element] } };
        const target = (await session.translateBrowsePath(path as never)).targets?.[0]?.targetId;
        if (!target) throw new Error(`${tag.id} has no ${name}.`);
        return (await session.read({ nodeId: target, attributeId: AttributeIds.Value })).value
          .value as unknown;
      };
      const unit = (await property('EngineeringUnits')) as { displayName: { text: string } };
      const range = (await property('EURange')) as { low: number; high: number };
      expect([tag.id, tag.unit.startsWith(unit.displayName.text)]).toEqual([tag.id, true]);
      expect(range.low).toBeLessThan(range.high);
    }
  });

  it('changes measured values about once a second', async () => {
    const first = await read('BR-01.Temperature');
    let later = first;
    for (let i = 0; i < 60 && later.value.value === first.value.value; i++) {
      await new Promise((resolve) => setTimeout(resolve, 100));
      later = await read('BR-01.Temperature');
    }
    expect(later.value.value).not.toBe(first.value.value);
    expect((later.sourceTimestamp?.getTime() ?? 0) - (first.sourceTimestamp?.getTime() ?? 0)).toBeGreaterThan(
      500,
    );
  });

  it('reports BadNoCommunication for a unit that cannot be reached, and for no other', async () => {
    const command = { unit: 'BR-02', kind: 'communication' };
    const response = await fetch(`${plant.controlUrl}/faults`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(command),
    });
    const { id } = (await response.json()) as { id: string };
    let status = '';
    let ask = read('BR-02.DO').then((value) => (status = value.statusCode.name));
    await eventually(() => {
      ask = ask.then(() => read('BR-02.DO')).then((value) => (status = value.statusCode.name));
      return status === StatusCodes.BadNoCommunication.name ? status : undefined;
    });
    await ask;
    expect((await read('BR-01.DO')).statusCode.name).toBe('Good');
    expect((await fetch(`${plant.controlUrl}/faults/${id}`, { method: 'DELETE' })).status).toBe(204);
  });

  it('refuses a client without security', async () => {
    const open = await newClient(MessageSecurityMode.None, SecurityPolicy.None);
    const attempt = async (): Promise<void> => {
      await open.connect(plant.opcuaUrl);
      await (await open.createSession()).close();
    };
    await expect(attempt()).rejects.toThrow();
    await open.disconnect();
  });

  it('says which port is taken and how to choose another', async () => {
    const port = Number(new URL(plant.opcuaUrl).port);
    await expect(claimPort('OPC UA', port, 'VIRTUAL_PLANT_OPCUA_PORT')).rejects.toMatchObject({
      code: 'PORT_IN_USE',
      message: `Port ${port} for OPC UA is taken by another program on 127.0.0.1.`,
      hint: expect.stringContaining('VIRTUAL_PLANT_OPCUA_PORT') as string,
    });
    await expect(startVirtualPlant(freeSettings({ opcuaPort: port }))).rejects.toMatchObject({
      code: 'PORT_IN_USE',
    });
  });
});
