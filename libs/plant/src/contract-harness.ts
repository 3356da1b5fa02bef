import type { Clock, Instant } from '@veinline/base';
import type { Connector } from './connector.ts';
import type { Address } from './sample.ts';
import type { StatusCode } from './status-code.ts';

/** What a protocol can do: `true`, or the reason why it cannot; the suite then checks the documented alternative. */
export type Capability = true | { readonly reason: string };

/** What differs between protocols by nature. */
export interface ConnectorCapabilities {
  /**
   * `live`: values published while the connector runs are delivered. `recorded`: the suite publishes first,
   * then starts the connector, which delivers the recording from its beginning.
   */
  readonly delivery: 'live' | 'recorded';
  /** The protocol carries status codes. Otherwise: every value arrives Good. */
  readonly status: Capability;
  /** The protocol carries source times. Otherwise: the source time is the receive time. */
  readonly sourceTime: Capability;
  /** There is a link that can break. Otherwise: the connector stays connected and reports no gap. */
  readonly link: Capability;
  /**
   * What the consumer has not asked past is sent again to a later connector. Otherwise: a consumer that
   * pauses still receives everything, in order.
   */
  readonly redelivery: Capability;
}

/** A value as the suite lets the peer send it. */
export interface Publication {
  readonly address: Address;
  readonly value: number;
  /** Whole milliseconds; protocols without source times ignore it. */
  readonly sourceTime: Instant;
  /** Protocols without status codes ignore it. */
  readonly status: StatusCode;
}

/** One peer (server, broker, recording) and the way to connectors that talk to it; made afresh for each test. */
export interface ConnectorHarness {
  readonly clock: Clock;
  readonly capabilities: ConnectorCapabilities;
  readonly addresses: {
    /** At least two addresses that exist, deliver numbers, and start without history in a recording. */
    readonly good: readonly [Address, Address, ...Address[]];
    /** Well formed, but the peer has nothing there. */
    readonly unknown: Address;
  };
  /** A new connector to the peer, not yet started, with the settings of the harness overridden by these. */
  connector(settings?: Readonly<Record<string, unknown>>): Connector;
  /** A connector aimed where nothing answers, and the text (host and port, path) its error has to name. */
  unreachable(): { readonly connector: Connector; readonly names: string };
  /** Lets the peer send a value; resolves when it is on its way (live) or recorded. */
  publish(publication: Publication): Promise<void>;
  /** Kills the peer or cuts the way to it. Never called if `capabilities.link` is a reason. */
  breakLink(): Promise<void>;
  /** Brings the peer back on the same endpoint with the same addresses. */
  restoreLink(): Promise<void>;
  dispose(): Promise<void>;
}
