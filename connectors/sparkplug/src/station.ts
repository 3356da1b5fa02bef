import type { Clock, Instant } from '@veinline/base';
import type { Gap } from '@veinline/plant';
import type { SparkplugSettings } from './config.ts';
import type { Definition, NodeMessage } from './edge-node.ts';
import { EdgeNode } from './edge-node.ts';
import type { ConnectorHealth } from '@veinline/plant';
import type { Addressing } from './mapping.ts';
import { SparkplugPayloadError } from './errors.ts';
import type { Metric } from './payload.ts';
import { statusOf } from './payload.ts';
import { Series } from './series.ts';
import { toTagValue } from './values.ts';

const earliest = Date.UTC(2000, 0, 1);
const oneDay = 86_400_000;

/** What the stations of one connector share. */
export interface StationContext {
  readonly connector: string;
  readonly settings: SparkplugSettings;
  readonly clock: Clock;
  readonly health: ConnectorHealth;
  readonly addressing: Addressing;
  /** Asks a node to be born again, now. */
  sendRebirth(group: string, edge: string): void;
  /** How long to spread the next rebirth request, in milliseconds. */
  jitterMs(): number;
}

/** One edge node with the series of its metrics, its gaps and the rebirth requests it was sent. */
export class Station {
  readonly group: string;
  readonly edge: string;
  readonly node: EdgeNode;
  readonly series = new Map<string, Series>();
  /** True once a message of it came. */
  isKnown = false;
  rebirths = 0;
  /** Values that came before a birth and were not understood. */
  unborn = 0;
  readonly #context: StationContext;
  readonly #gaps = new Map<Series, Gap>();
  #lastRebirth = -Infinity;
  #rebirth: ReturnType<typeof setTimeout> | null = null;
  #isNeeded = false;

  constructor(group: string, edge: string, context: StationContext) {
    this.group = group;
    this.edge = edge;
    this.#context = context;
    this.node = new EdgeNode(
      {
        value: (definition, metric, message) => this.#value(definition, metric, message),
        stale: (device, cause) => this.#stale(device, cause),
        rebirth: () => this.requestRebirth(),
        lost: (count) => {
          context.health.lost += count;
        },
        unborn: (count) => {
          this.unborn += count;
        },
        rejected: (reason) => this.reject(reason),
        hole: (cause) => this.#openGaps([...this.series.values()], cause),
        born: () => {
          this.#isNeeded = false;
          this.#closeGaps('');
        },
      },
      context.settings.reorderTimeoutMs,
    );
  }

  /** The series of a metric, made if nobody asked for it before. */
  seriesOf(device: string, metric: string): Series {
    const key = `${device}/${metric}`;
    let series = this.series.get(key);
    if (series === undefined) {
      const { group, edge } = this;
      series = new Series(this.#context.addressing.format({ group, edge, device, metric }), device, metric);
      this.series.set(key, series);
    }
    return series;
  }

  accept(message: NodeMessage): void {
    this.isKnown = true;
    this.node.accept(message);
    if (message.type === 'DBIRTH' && this.node.isBorn(message.device)) this.#closeGaps(message.device);
  }

  /** Counts a message that could not be understood. */
  reject(reason: string): void {
    const { health } = this.#context;
    health.rejected += 1;
    health.fail(new SparkplugPayloadError(`${this.group}/${this.edge}`, reason));
  }

  /** Asks for a rebirth once the back-off since the last one is over, if it is still needed then. */
  requestRebirth(): void {
    this.#isNeeded = true;
    if (this.#rebirth !== null) return;
    const { settings, clock, jitterMs } = this.#context;
    const wait = Math.max(jitterMs(), this.#lastRebirth + settings.rebirthBackoffMs - clock.now());
    const send = (): void => {
      this.#rebirth = null;
      if (!this.#isNeeded) return;
      this.#lastRebirth = clock.now();
      this.rebirths += 1;
      this.#context.sendRebirth(this.group, this.edge);
    };
    if (wait <= 0) send();
    else this.#rebirth = setTimeout(send, wait);
  }

  /** The broker is away: nothing this node said holds any more. */
  disconnect(now: Instant): void {
    this.end();
    for (const series of this.series.values()) series.disconnect(now);
  }

  /** Stops all timers. */
  end(): void {
    this.node.disconnect();
    if (this.#rebirth !== null) clearTimeout(this.#rebirth);
    this.#rebirth = null;
    this.#isNeeded = false;
  }

  #value(definition: Definition, metric: Metric, message: NodeMessage): void {
    if (metric.datatype !== null && metric.datatype !== definition.datatype)
      return this.reject(
        `${definition.name} came as type ${metric.datatype}, born as ${definition.datatype}`,
      );
    const value = metric.isNull ? null : toTagValue(definition.datatype, metric.raw);
    if (value === undefined)
      return this.reject(`${definition.name} carries no value of type ${definition.datatype}`);
    const { health } = this.#context;
    const { timestamp: serverTime, receiveTime } = message;
    const stated = metric.timestamp ?? serverTime;
    const isBelieved = stated === null || (stated >= earliest && stated <= receiveTime + oneDay);
    if (!isBelieved) health.doubted += 1;
    const status = statusOf(metric);
    health.samples += this.seriesOf(definition.device, definition.name).observe({
      value,
      status: isBelieved || status >>> 30 !== 0 ? status : 0x40000000,
      sourceTime: (isBelieved ? (stated ?? receiveTime) : receiveTime) as Instant,
      serverTime,
      receiveTime,
      isHistorical: metric.isHistorical,
      isBirth: message.type.endsWith('BIRTH'),
    });
  }

  #stale(device: string | null, cause: string): void {
    const now = this.#context.clock.now();
    const away = [...this.series.values()].filter((series) => device === null || series.device === device);
    this.#openGaps(away, cause);
    for (const series of away) series.disconnect(now);
  }

  #openGaps(away: readonly Series[], cause: string): void {
    const from = this.#context.clock.now();
    for (const series of away) {
      if (this.#gaps.has(series) || series.subscriptions.size === 0) continue;
      const gap = { connector: this.#context.connector, address: series.address, from, to: null, cause };
      this.#gaps.set(series, gap);
      for (const subscription of series.subscriptions) subscription.gap(gap);
    }
  }

  #closeGaps(device: string): void {
    const to = this.#context.clock.now();
    for (const [series, gap] of this.#gaps) {
      if (series.device !== device) continue;
      this.#gaps.delete(series);
      for (const subscription of series.subscriptions) subscription.gap({ ...gap, to });
    }
  }
}
