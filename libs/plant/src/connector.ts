import type { Address, Gap, Sample, TagValue } from './sample.ts';
import type { Instant } from '@veinline/base';
import type { StatusCode } from './status-code.ts';

/** Where values come from; every consumer shows it. */
export type TimeSource = 'live' | 'replay' | 'simulated';

/** What a subscription yields, in the order it happened. */
export type ConnectorEvent =
  | { readonly kind: 'samples'; readonly samples: readonly Sample[] }
  /** A gap opened (`to` null) or closed; the closing event repeats `from`. */
  | { readonly kind: 'gap'; readonly gap: Gap };

/** A node of the source's own tree, as browsing shows it. */
export interface BrowseEntry {
  readonly address: Address;
  /** Address of the parent, null at the root. */
  readonly parent: Address | null;
  readonly name: string;
  readonly kind: 'object' | 'variable' | 'method';
  readonly dataType?: string;
  readonly unit?: string;
  readonly range?: readonly [low: number, high: number];
  readonly description?: string;
  readonly hasChildren?: boolean;
}

export type ConnectionState = 'stopped' | 'connecting' | 'connected' | 'reconnecting' | 'refused';

/** A connector's health, cheap to ask for. */
export interface ConnectorStatus {
  readonly state: ConnectionState;
  /** Since when the state holds. */
  readonly since: Instant;
  /** The last failure, with what to do about it; null if none since start. */
  readonly lastError: {
    readonly code: string;
    readonly message: string;
    readonly hint?: string;
    readonly at: Instant;
  } | null;
  readonly reconnects: number;
  /** Samples delivered since start. */
  readonly samples: number;
  /** Inputs that could not be understood (bad payload, unknown type), counted, never fatal. */
  readonly rejected: number;
  /** Values known to be lost: server queue overflow, sequence holes. */
  readonly lost: number;
  /** Subscribed addresses that deliver nothing, with the reason. */
  readonly badAddresses: readonly {
    readonly address: Address;
    readonly status: StatusCode;
    readonly reason: string;
  }[];
  /** Protocol facts worth showing: security policy, revised intervals, broker, replay position. */
  readonly facts: Readonly<Record<string, string | number | boolean>>;
}

export interface SubscribeOptions {
  /** Ends the subscription; the iterable then completes. */
  readonly signal?: AbortSignal;
}

export interface WriteResult {
  readonly address: Address;
  readonly status: StatusCode;
}

/**
 * An outside system that delivers values: a plant server, a broker, a recording.
 *
 * A connector never dies of its peer: an unreachable, restarted or misbehaving system changes `status()`, and
 * the connector keeps trying. It throws only for what no retry can mend (a malformed endpoint).
 */
export interface Connector {
  readonly id: string;
  /** Protocol name: `opcua`, `mqtt`, `sparkplug`, `cassette`. */
  readonly kind: string;
  readonly timeSource: TimeSource;
  /** True if the peer keeps what was not yet acknowledged, so that unstored samples are safe with it. */
  readonly acknowledges?: boolean;
  /** Begins to connect; resolves when the first attempt ended, well or not: see `status()`. */
  start(): Promise<void>;
  /** Ends subscriptions and connections; resolves when nothing of the connector runs any more. */
  stop(): Promise<void>;
  /** Lists the source's tree below an address (its root if absent), depth first or one level. */
  browse(options?: {
    readonly below?: Address;
    readonly depth?: number;
    readonly signal?: AbortSignal;
  }): AsyncIterable<BrowseEntry>;
  /** Reads present values once; an address that fails comes back with a bad status, in order. */
  read(addresses: readonly Address[]): Promise<readonly Sample[]>;
  /**
   * Delivers values and gaps from now on. While the source is away every last value is delivered again with
   * Bad_NoCommunication. **Asking for the next event acknowledges the one before**: a protocol with
   * acknowledgement (MQTT QoS 1) sends it only then, so ask after the values are stored.
   */
  subscribe(addresses: readonly Address[], options?: SubscribeOptions): AsyncIterable<ConnectorEvent>;
  /** Writes values; refused with Bad_NotWritable unless the connector's settings allow writing. */
  write(
    values: readonly { readonly address: Address; readonly value: TagValue }[],
  ): Promise<readonly WriteResult[]>;
  status(): ConnectorStatus;
}
