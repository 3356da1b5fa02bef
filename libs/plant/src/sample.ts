import type { Instant } from '@veinline/base';
import type { StatusCode } from './status-code.ts';

/** Where a value lives in its source: an OPC UA node by namespace URI, an MQTT topic, a Sparkplug metric. */
export type Address = string;

/** A tag's stable name in the plant model, `EQUIPMENT.Property`. */
export type TagId = string & { readonly __brand: 'TagId' };

/** A measured value. 64-bit integers stay bigint; structures and arrays are nested values. */
export type TagValue =
  number | boolean | string | bigint | null | readonly TagValue[] | { readonly [field: string]: TagValue };

/** One value with its full provenance. */
export interface Reading {
  readonly value: TagValue;
  /** Full 32-bit OPC UA status code. */
  readonly status: StatusCode;
  /** When the source says the value was true. */
  readonly sourceTime: Instant;
  /** When the server passed it on; null where the protocol has no such time. */
  readonly serverTime: Instant | null;
  /** When this process received it. */
  readonly receiveTime: Instant;
  /** Tells apart several values with one source time; 0 for the first. */
  readonly sequence: number;
  /** True for values buffered at the source and sent late: stored, but never the live value nor an alarm. */
  readonly historical?: boolean;
}

/** A reading as a connector delivers it, by its address in the source. */
export interface Sample extends Reading {
  readonly address: Address;
}

/** A reading as everything behind the tag mapping knows it. */
export interface TagSample extends Reading {
  readonly tag: TagId;
}

/** A time during which values may be missing; `to` is null while it lasts. */
export interface Gap {
  readonly connector: string;
  /** The tag or address that is missing, null for everything the connector delivers. */
  readonly address: Address | null;
  readonly from: Instant;
  readonly to: Instant | null;
  /** What happened, for people: "connection lost: ECONNREFUSED 127.0.0.1:4840". */
  readonly cause: string;
}
