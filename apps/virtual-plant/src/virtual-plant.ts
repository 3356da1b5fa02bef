import { VeinlineError, messageOf } from '@veinline/base';
import { claimPort } from './ports.ts';
import { edgeNodes, sparkplugGroup } from './catalogue.ts';
import { BirthCounter } from './sparkplug/birth-counter.ts';
import { ControlApi } from './control-api.ts';
import type { Controlled } from './control-api.ts';
import type { PlantMoment } from './moment.ts';
import { PlantOpcuaServer } from './opcua/server.ts';
import { SparkplugEdgeNode } from './sparkplug/edge-node.ts';
import { SuiteAndLine } from './simulated-plant.ts';
import type { VirtualPlantSettings } from './config.ts';
import { join } from 'node:path';
import { startBroker } from './sparkplug/broker.ts';

/** A running virtual plant. */
export interface VirtualPlant {
  readonly opcuaUrl: string;
  readonly mqttUrl: string;
  readonly controlUrl: string;
  /** Publishes the death certificates and closes every port. */
  stop(): Promise<void>;
}

const updateMs = 1000;
/** A process that slept longer, as a laptop does, goes on from where it was. */
const longestStepSeconds = 5;

/**
 * Starts the model and all its servers on 127.0.0.1; what had started is stopped again if one of them fails.
 * @throws VeinlineError PORT_IN_USE, OPCUA_START or BROKER_UNREACHABLE
 */
export async function startVirtualPlant(settings: VirtualPlantSettings): Promise<VirtualPlant> {
  const started: (() => Promise<void>)[] = [];
  const stop = async (): Promise<void> => {
    for (let end = started.pop(); end !== undefined; end = started.pop()) await end();
  };
  try {
    const opcuaPort = await claimPort('OPC UA', settings.opcuaPort, 'VIRTUAL_PLANT_OPCUA_PORT');
    const plant = new SuiteAndLine(settings.seed);
    const mqttUrl = settings.mqttUrl ?? (await ownBroker(settings.mqttPort, started));
    const endpoints = { opcua: `opc.tcp://127.0.0.1:${opcuaPort}`, mqtt: mqttUrl };
    const controlled: Controlled = { plant, endpoints, speed: settings.speed };
    const moment = (): PlantMoment => ({ ...plant.read(), processSpeed: controlled.speed, at: new Date() });
    const control = await ControlApi.start(settings.controlPort, controlled);
    started.push(() => control.stop());
    const opcua = await PlantOpcuaServer.start(opcuaPort, settings.data, moment());
    started.push(() => opcua.stop());
    const nodes: SparkplugEdgeNode[] = [];
    for (const [id, types] of Object.entries(edgeNodes)) {
      const counter = new BirthCounter(join(settings.data, 'sparkplug', `${id}.bdseq`));
      const options = { url: mqttUrl, group: sparkplugGroup, id, types, counter };
      const node = await SparkplugEdgeNode.start(options, moment()).catch((cause: unknown) => {
        throw brokerUnreachable(mqttUrl, cause);
      });
      nodes.push(node);
      started.push(() => node.stop());
    }
    started.push(
      keepGoing(controlled, () => {
        const now = moment();
        opcua.update(now);
        for (const node of nodes) node.update(now);
      }),
    );
    return { opcuaUrl: endpoints.opcua, mqttUrl, controlUrl: control.url, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** Advances the model once a second by wall time times speed; returns how to end it. */
function keepGoing(controlled: Controlled, publish: () => void): () => Promise<void> {
  let last = performance.now();
  const timer = setInterval(() => {
    const now = performance.now();
    const elapsedSeconds = Math.min(longestStepSeconds, (now - last) / 1000);
    last = now;
    controlled.plant.advance(elapsedSeconds * controlled.speed);
    publish();
  }, updateMs);
  return () => {
    clearInterval(timer);
    return Promise.resolve();
  };
}

async function ownBroker(port: number, started: (() => Promise<void>)[]): Promise<string> {
  const broker = await startBroker(port);
  started.push(() => broker.stop());
  return broker.url;
}

function brokerUnreachable(url: string, cause: unknown): VeinlineError {
  return new VeinlineError(
    'BROKER_UNREACHABLE',
    `Cannot reach the MQTT broker ${url}: ${messageOf(cause)}.`,
    {
      hint: 'Check that it runs and VIRTUAL_PLANT_MQTT_URL is right, or leave that out to use the own broker.',
      cause,
    },
  );
}
