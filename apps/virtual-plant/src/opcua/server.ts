import {
  DataType,
  MessageSecurityMode,
  OPCUACertificateManager,
  OPCUAServer,
  SecurityPolicy,
  StatusCodes,
} from 'node-opcua';
import type { PlantMoment } from '../moment.ts';
import type { PlantValue } from '../simulated-plant.ts';
import type { ServedVariable } from './address-space.ts';
import { VeinlineError, messageOf } from '@veinline/base';
import { buildAddressSpace, processSpeed } from './address-space.ts';
import { join } from 'node:path';
import { portTaken } from '../ports.ts';

/** Application and namespace URI of the server. */
export const applicationUri = 'urn:veinline:virtual-plant';

/** A running OPC UA server with the plant in its address space. */
export class PlantOpcuaServer {
  readonly #server: OPCUAServer;
  readonly #served: ReadonlyMap<string, ServedVariable>;

  private constructor(server: OPCUAServer, served: ReadonlyMap<string, ServedVariable>) {
    this.#server = server;
    this.#served = served;
  }

  /**
   * Listens on 127.0.0.1 with SignAndEncrypt alone; makes its own certificate at the first start.
   * @throws VeinlineError PORT_IN_USE or OPCUA_START
   */
  static async start(port: number, dataFolder: string, now: PlantMoment): Promise<PlantOpcuaServer> {
    const certificates = (folder: string) =>
      new OPCUACertificateManager({
        rootFolder: join(dataFolder, folder),
        automaticallyAcceptUnknownCertificate: true,
      });
    const server = new OPCUAServer({
      port,
      host: '127.0.0.1',
      hostname: '127.0.0.1',
      alternateHostname: ['127.0.0.1', 'localhost'],
      serverInfo: {
        applicationUri,
        productUri: applicationUri,
        applicationName: { text: 'Veinline virtual plant' },
      },
      serverCertificateManager: certificates('pki'),
      userCertificateManager: certificates('user-pki'),
      securityModes: [MessageSecurityMode.SignAndEncrypt],
      securityPolicies: [SecurityPolicy.Basic256Sha256, SecurityPolicy.Aes256_Sha256_RsaPss],
      serverCapabilities: { minSupportedSampleRate: 0, maxSessions: 50 } as never,
    });
    try {
      await server.initialize();
      const space = server.engine.addressSpace;
      if (space === null) throw new Error('the server has no address space');
      const served = buildAddressSpace(space.getOwnNamespace());
      const plant = new PlantOpcuaServer(server, served);
      plant.update(now);
      await server.start();
      return plant;
    } catch (cause) {
      await server.shutdown(0).catch(() => undefined);
      if (/EADDRINUSE/.test(messageOf(cause)))
        throw portTaken('OPC UA', port, 'VIRTUAL_PLANT_OPCUA_PORT', cause);
      throw new VeinlineError('OPCUA_START', `The OPC UA server did not start: ${messageOf(cause)}.`, {
        hint: `Check that ${dataFolder} can be written; delete its folder pki to make a new certificate.`,
        cause,
      });
    }
  }

  /** Gives every variable its value, quality and source timestamp. */
  update({ values, unreachable, processSpeed: speed, at }: PlantMoment): void {
    this.#set(processSpeed, speed, true, at);
    for (const name of this.#served.keys()) {
      if (name === processSpeed) continue;
      const isReachable = !unreachable.has(name.slice(0, name.indexOf('.')));
      this.#set(name, values.get(name), isReachable, at);
    }
  }

  /** Closes sessions and the port. */
  async stop(): Promise<void> {
    await this.#server.shutdown(0);
  }

  #set(name: string, value: PlantValue | undefined, isReachable: boolean, at: Date): void {
    const served = this.#served.get(name);
    if (!served) return;
    const { variable, dataType } = served;
    if (!isReachable)
      variable.setValueFromSource({ dataType: DataType.Null }, StatusCodes.BadNoCommunication, at);
    else if (value === undefined)
      variable.setValueFromSource({ dataType: DataType.Null }, StatusCodes.BadWaitingForInitialData, at);
    else variable.setValueFromSource({ dataType, value }, StatusCodes.Good, at);
  }
}
