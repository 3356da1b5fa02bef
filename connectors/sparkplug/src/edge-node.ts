import type { Instant } from '@veinline/base';
import type { Metric, SparkplugMessage } from './payload.ts';
import { toTagValue } from './values.ts';

/** A metric as its birth defined it. */
export interface Definition {
  readonly device: string;
  readonly name: string;
  readonly datatype: number;
  readonly properties: Readonly<Record<string, unknown>>;
}

export type MessageType = 'NBIRTH' | 'NDATA' | 'NDEATH' | 'DBIRTH' | 'DDATA' | 'DDEATH';

/** A message of one edge node; `device` is empty for the node's own. */
export interface NodeMessage extends SparkplugMessage {
  readonly type: MessageType;
  readonly device: string;
  readonly receiveTime: Instant;
}

/** What an edge node's life means to the connector. */
export interface NodeEvents {
  /** A metric of a born node or device has a value. */
  value(definition: Definition, metric: Metric, message: NodeMessage): void;
  /** The metrics of a device, or of the whole node (null), can no longer be trusted. */
  stale(device: string | null, cause: string): void;
  /** The node has to be born again before its data can be understood. */
  rebirth(reason: string): void;
  /** Values that are known to be missing, and why. */
  lost(count: number, reason: string): void;
  /** Values that came before the birth that defines them; the birth will tell the present ones. */
  unborn(count: number): void;
  rejected(reason: string): void;
  /** Messages are missing; `born` says that the node has told everything again. */
  hole(cause: string): void;
  born(): void;
}

/** The state of one edge node, by the rules for host applications (Sparkplug 3.0, chapters 5 and 6). */
export class EdgeNode {
  isOnline = false;
  /** True after a hole in the sequence until the next birth: aliases may have changed and are not followed. */
  isDoubtful = false;
  readonly #events: NodeEvents;
  readonly #reorderTimeoutMs: number;
  readonly #metrics = new Map<string, Definition>();
  /** Null marks an alias that two metrics claimed. */
  readonly #aliases = new Map<number, Definition | null>();
  readonly #devices = new Map<string, boolean>();
  readonly #held = new Map<number, NodeMessage>();
  #next = 0;
  #bdSeq: number | null = null;
  #reorder: ReturnType<typeof setTimeout> | null = null;
  #roll: ReturnType<typeof setTimeout> | null = null;

  constructor(events: NodeEvents, reorderTimeoutMs: number) {
    this.#events = events;
    this.#reorderTimeoutMs = reorderTimeoutMs;
  }

  /** Everything the births of this node and its devices defined. */
  get metrics(): Iterable<Definition> {
    return this.#metrics.values();
  }

  definition(device: string, name: string): Definition | undefined {
    return this.#metrics.get(`${device}/${name}`);
  }

  /** True if births make the values of this device (empty: the node) valid. */
  isBorn(device: string): boolean {
    return this.isOnline && (device === '' || this.#devices.get(device) === true);
  }

  accept(message: NodeMessage): void {
    if (message.type === 'NBIRTH') this.#birth(message);
    else if (message.type === 'NDEATH') this.#death(message);
    else if (!this.isOnline) {
      this.#events.unborn(message.metrics.length);
      this.#events.rebirth(`${message.type} before NBIRTH`);
    } else if (this.isDoubtful) {
      this.#apply(message);
      this.#events.rebirth('messages are missing');
    } else if (message.seq === null) this.#events.rejected(`${message.type} without a sequence number`);
    else if (message.seq === this.#next) this.#inOrder(message);
    else this.#hold(message, message.seq);
  }

  /** The way to the node is cut, or the node is dead: nothing it said holds any more. */
  disconnect(): void {
    this.isOnline = false;
    this.isDoubtful = false;
    this.#clearTimers();
    if (this.#held.size > 0) this.#giveUpHeld();
  }

  #birth(message: NodeMessage): void {
    const bdSeq = message.metrics.find((metric) => metric.name === 'bdSeq');
    const value = bdSeq === undefined ? undefined : toTagValue(bdSeq.datatype ?? 8, bdSeq.raw);
    if (message.seq === null) return this.#events.rejected('NBIRTH without a sequence number');
    this.#clearTimers();
    if (this.#held.size > 0) this.#giveUpHeld();
    this.#bdSeq = value === undefined ? null : Number(value);
    this.#next = (message.seq + 1) % 256;
    this.#metrics.clear();
    this.#aliases.clear();
    for (const device of this.#devices.keys()) this.#devices.set(device, false);
    this.isOnline = true;
    this.isDoubtful = false;
    this.#define(message);
    this.#events.born();
    this.#publish(message);
    if (this.#devices.size > 0) this.#roll = setTimeout(() => this.#callRoll(), this.#reorderTimeoutMs);
  }

  /** Devices that were not born again soon after their node are gone. */
  #callRoll(): void {
    for (const [device, isBorn] of this.#devices) if (!isBorn) this.#events.stale(device, 'not born again');
  }

  #death(message: NodeMessage): void {
    const bdSeq = message.metrics.find((metric) => metric.name === 'bdSeq');
    const value = bdSeq === undefined ? undefined : toTagValue(bdSeq.datatype ?? 8, bdSeq.raw);
    if (!this.isOnline || value === undefined || Number(value) !== this.#bdSeq) return;
    this.disconnect();
    this.#events.stale(null, 'the edge node died (NDEATH)');
  }

  #inOrder(message: NodeMessage): void {
    this.#advance(message);
    for (let next = this.#held.get(this.#next); next !== undefined; next = this.#held.get(this.#next)) {
      this.#held.delete(this.#next);
      this.#advance(next);
    }
    if (this.#held.size === 0 && this.#reorder !== null) {
      clearTimeout(this.#reorder);
      this.#reorder = null;
    }
  }

  #advance(message: NodeMessage): void {
    this.#next = (this.#next + 1) % 256;
    this.#apply(message);
  }

  #hold(message: NodeMessage, seq: number): void {
    if (this.#held.has(seq)) return this.#events.rejected(`a second message with sequence number ${seq}`);
    this.#held.set(seq, message);
    this.#reorder ??= setTimeout(() => this.#giveUp(), this.#reorderTimeoutMs);
  }

  #giveUp(): void {
    this.#reorder = null;
    const first = this.#held.keys().next().value ?? this.#next;
    const cause = `messages ${this.#next} to ${(first + 255) % 256} are missing`;
    this.#events.lost((first - this.#next + 256) % 256, cause);
    this.isDoubtful = true;
    this.#events.hole(cause);
    this.#giveUpHeld();
    this.#events.rebirth(cause);
  }

  /** What was held is applied as far as names make it certain. */
  #giveUpHeld(): void {
    const held = [...this.#held.values()];
    this.#held.clear();
    const wasDoubtful = this.isDoubtful;
    this.isDoubtful = true;
    for (const message of held) this.#apply(message);
    this.isDoubtful = wasDoubtful;
  }

  #apply(message: NodeMessage): void {
    const { type, device } = message;
    if (type === 'DBIRTH') {
      for (const [key, definition] of this.#metrics)
        if (definition.device === device) this.#metrics.delete(key);
      for (const [alias, definition] of this.#aliases)
        if (definition?.device === device) this.#aliases.delete(alias);
      this.#devices.set(device, true);
      this.#define(message);
      this.#publish(message);
    } else if (type === 'DDEATH') {
      this.#devices.set(device, false);
      this.#events.stale(device, 'the device died (DDEATH)');
    } else if (type === 'DDATA' && this.#devices.get(device) !== true) {
      this.#events.unborn(message.metrics.length);
      this.#events.rebirth(`DDATA of ${device} before DBIRTH`);
    } else this.#publish(message);
  }

  #define(message: NodeMessage): void {
    for (const { name, alias, datatype, properties } of message.metrics) {
      if (name === null || datatype === null) {
        this.#events.rejected(`${message.type} has a metric without name or data type`);
        continue;
      }
      const definition = { device: message.device, name, datatype, properties };
      this.#metrics.set(`${message.device}/${name}`, definition);
      if (alias === null) continue;
      if (this.#aliases.has(alias)) {
        this.#events.rejected(`alias ${alias} of ${name} is already taken; neither metric is read by it`);
        this.#aliases.set(alias, null);
      } else this.#aliases.set(alias, definition);
    }
  }

  #publish(message: NodeMessage): void {
    for (const metric of message.metrics) {
      const definition = this.#find(message, metric);
      if (definition !== undefined) this.#events.value(definition, metric, message);
    }
  }

  #find(message: NodeMessage, metric: Metric): Definition | undefined {
    if (metric.name !== null) {
      const named = this.#metrics.get(`${message.device}/${metric.name}`);
      if (named === undefined && message.type.endsWith('DATA')) {
        this.#events.lost(1, `metric ${metric.name} was not in the birth`);
        this.#events.rebirth(`unknown metric ${metric.name}`);
      }
      return named;
    }
    if (metric.alias === null) return undefined;
    if (this.isDoubtful) {
      this.#events.lost(1, `alias ${metric.alias} is not followed until the node is born again`);
      return undefined;
    }
    const aliased = this.#aliases.get(metric.alias);
    if (aliased === undefined) this.#events.rebirth(`unknown alias ${metric.alias}`);
    if (aliased === undefined || aliased === null || aliased.device !== message.device) {
      this.#events.lost(1, `alias ${metric.alias} names no metric of this message's source`);
      return undefined;
    }
    return aliased;
  }

  #clearTimers(): void {
    if (this.#reorder !== null) clearTimeout(this.#reorder);
    if (this.#roll !== null) clearTimeout(this.#roll);
    this.#reorder = null;
    this.#roll = null;
  }
}
