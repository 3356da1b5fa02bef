import type { Instant } from '@veinline/base';
import { instant, toIso } from '@veinline/base';
import type { ConnectorEvent, Gap, Sample, TagValue } from '@veinline/plant';

/**
 * The line format, version 1: a header, then one event a line. Values are JSON; what JSON cannot say is an
 * object with the one key `$`: `{"$":"bigint","v":"7"}`, `{"$":"NaN"}`, `{"$":"Infinity"}`, `{"$":"-Infinity"}`,
 * `{"$":"-0"}`; an object that has a key `$` itself is `{"$":"object","v":…}`.
 */
export interface CassetteHeader {
  readonly cassette: 1;
  /** Name of the recording, for people. */
  readonly name: string;
  readonly connector: string;
  readonly kind: string;
  readonly started: Instant;
}

/** An event and when it was recorded, in milliseconds since the start of the recording. */
export interface RecordedEvent {
  readonly at: number;
  readonly event: ConnectorEvent;
}

type Json = number | boolean | string | null | readonly Json[] | { readonly [key: string]: Json };
type SampleLine = readonly [
  address: string,
  value: Json,
  status: number,
  sourceTime: number,
  serverTime: number | null,
  receiveTime: number,
  sequence: number,
  historical?: 1,
];

export function headerLine({ cassette, name, connector, kind, started }: CassetteHeader): string {
  return JSON.stringify({ cassette, name, connector, kind, started: toIso(started) });
}

/** Reads a header line; throws an Error that says what is wrong with it. */
export function parseHeader(line: string): CassetteHeader {
  const fields = JSON.parse(line) as Partial<Record<string, unknown>> | null;
  if (typeof fields !== 'object' || fields === null || !('cassette' in fields))
    throw new Error('the first line is not the header of a cassette');
  const { cassette, name, connector, kind, started } = fields;
  if (cassette !== 1) throw new Error(`it has version ${String(cassette)}, this program reads version 1`);
  const isComplete = [name, connector, kind, started].every((field) => typeof field === 'string');
  if (!isComplete) throw new Error('the header lacks name, connector, kind or started');
  return {
    cassette,
    name: String(name),
    connector: String(connector),
    kind: String(kind),
    started: instant(String(started)),
  };
}

export function eventLine({ at, event }: RecordedEvent): string {
  return event.kind === 'gap'
    ? JSON.stringify({ t: at, gap: event.gap })
    : JSON.stringify({ t: at, samples: event.samples.map(sampleLine) });
}

/** Reads an event line; throws an Error that says what is wrong with it. */
export function parseEvent(line: string): RecordedEvent {
  const fields = JSON.parse(line) as {
    readonly t?: unknown;
    readonly gap?: Gap;
    readonly samples?: readonly SampleLine[];
  } | null;
  const at = fields?.t;
  if (typeof at !== 'number') throw new Error('it has no time "t"');
  if (fields?.gap !== undefined) return { at, event: { kind: 'gap', gap: fields.gap } };
  if (!Array.isArray(fields?.samples)) throw new Error('it has neither samples nor a gap');
  return {
    at,
    event: { kind: 'samples', samples: (fields.samples as readonly SampleLine[]).map(parseSample) },
  };
}

function sampleLine(sample: Sample): SampleLine {
  const { address, value, status, sourceTime, serverTime, receiveTime, sequence } = sample;
  const line = [address, encodeValue(value), status, sourceTime, serverTime, receiveTime, sequence] as const;
  return sample.historical === true ? [...line, 1] : line;
}

function parseSample(line: SampleLine): Sample {
  const [address, value, status, sourceTime, serverTime, receiveTime, sequence, historical] = line;
  const isComplete = [status, sourceTime, receiveTime, sequence].every((field) => typeof field === 'number');
  if (typeof address !== 'string' || !isComplete) throw new Error('a sample is not complete');
  return {
    address,
    value: decodeValue(value),
    status,
    sourceTime: sourceTime as Instant,
    serverTime: serverTime as Instant | null,
    receiveTime: receiveTime as Instant,
    sequence,
    ...(historical === 1 ? { historical: true } : {}),
  };
}

/** Any value as JSON, so that `decodeValue` gives back exactly the same. */
export function encodeValue(value: TagValue): Json {
  if (typeof value === 'bigint') return { $: 'bigint', v: value.toString() };
  if (typeof value === 'number') {
    if (Object.is(value, -0)) return { $: '-0' };
    return Number.isFinite(value) ? value : { $: String(value) };
  }
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map((each: TagValue) => encodeValue(each));
  const fields = Object.fromEntries(
    Object.entries(value).map(([key, each]) => [key, encodeValue(each as TagValue)]),
  );
  return Object.hasOwn(fields, '$') ? { $: 'object', v: fields } : fields;
}

/** The value behind its JSON; throws an Error for a tag that version 1 does not know. */
export function decodeValue(json: Json): TagValue {
  if (typeof json !== 'object' || json === null) return json;
  if (Array.isArray(json)) return json.map((each: Json) => decodeValue(each));
  const fields = json as { readonly [key: string]: Json };
  if (!Object.hasOwn(fields, '$')) return decodeFields(fields);
  const { $: tag, v } = fields;
  if (tag === 'bigint') return BigInt(String(v));
  if (tag === 'object') return decodeFields(v as { readonly [key: string]: Json });
  if (tag === 'NaN' || tag === 'Infinity' || tag === '-Infinity' || tag === '-0') return Number(tag);
  throw new Error(`a value has the unknown tag ${JSON.stringify(tag)}`);
}

function decodeFields(fields: { readonly [key: string]: Json }): { readonly [field: string]: TagValue } {
  return Object.fromEntries(Object.entries(fields).map(([key, each]) => [key, decodeValue(each)]));
}
