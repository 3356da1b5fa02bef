import type { Instant } from '@veinline/base';
import type { StatusCode, TagValue } from '@veinline/plant';
import { Status } from '@veinline/plant';
import type { MqttSettings } from './config.ts';
import { MqttPayloadError } from './errors.ts';
import { follow, parsePointer } from './mapping.ts';

/** A decoded message: its document, and the time and quality that hold for every value in it. */
export interface Message {
  readonly document: unknown;
  readonly sourceTime: Instant;
  readonly status: StatusCode;
  /** Why the time or quality of the message was not believed; null if all is well. */
  readonly doubt: string | null;
}

const number = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?$/;
const wholeNumber = /^[+-]?\d+$/;
const earliest = Date.UTC(2000, 0, 1);
const oneDay = 86_400_000;

/** Reads payloads by the rules of one connector's settings. */
export class PayloadReader {
  readonly #settings: MqttSettings;
  readonly #timestamp: readonly string[];
  readonly #quality: readonly string[];

  constructor(settings: MqttSettings) {
    this.#settings = settings;
    this.#timestamp = parsePointer(settings.timestampPointer ?? '/timestamp');
    this.#quality = parsePointer(settings.qualityPointer ?? '/quality');
  }

  /** Decodes one payload; throws MqttPayloadError if it is not what the settings promise. */
  read(topic: string, payload: Buffer, now: Instant): Message {
    const document = this.#settings.format === 'text' ? payload.toString() : parse(topic, payload);
    if (typeof document !== 'object' || document === null)
      return { document, sourceTime: now, status: Status.Good, doubt: null };
    const stated = follow(document, this.#timestamp);
    const time = stated === undefined ? undefined : parseTime(stated, now);
    const quality = follow(document, this.#quality);
    const status = quality === undefined ? Status.Good : parseQuality(quality, this.#settings.quality);
    const doubt = this.#doubt(stated, time, quality, status);
    return {
      document,
      sourceTime: time ?? now,
      status: (doubt === null ? status : worse(status)) ?? Status.Uncertain,
      doubt,
    };
  }

  #doubt(
    stated: unknown,
    time: Instant | undefined,
    quality: unknown,
    status: StatusCode | null,
  ): string | null {
    if (stated === undefined && this.#settings.timestampPointer !== undefined)
      return `there is no time at ${this.#settings.timestampPointer}`;
    if (stated !== undefined && time === undefined)
      return `the time ${JSON.stringify(stated)} is not believable`;
    if (status === null) return `the quality ${JSON.stringify(quality)} is not known`;
    return null;
  }
}

/** The value of a whole payload is its `value` field if it is an object with one. */
export function valueOf(document: unknown, path: readonly string[]): TagValue | undefined {
  if (path.length > 0) return follow(document, path) as TagValue | undefined;
  if (typeof document === 'object' && document !== null && Object.hasOwn(document, 'value'))
    return (document as { readonly value: TagValue }).value;
  return document as TagValue;
}

function parse(topic: string, payload: Buffer): unknown {
  const text = payload.toString().trim();
  if (number.test(text)) {
    const value = Number(text);
    if (!Number.isFinite(value)) throw new MqttPayloadError(topic, `${text} is beyond the range of a double`);
    return wholeNumber.test(text) && !Number.isSafeInteger(value) ? BigInt(text.replace('+', '')) : value;
  }
  try {
    return JSON.parse(text) as unknown;
  } catch {
    const shown = text.length > 40 ? `${text.slice(0, 40)}…` : text;
    throw new MqttPayloadError(topic, `${JSON.stringify(shown)} is neither a number nor JSON`);
  }
}

/** Milliseconds since 1970 or ISO 8601; undefined before 2000 or more than a day ahead of us. */
function parseTime(stated: unknown, now: Instant): Instant | undefined {
  const ms =
    typeof stated === 'number'
      ? stated
      : typeof stated === 'string'
        ? new Date(stated).getTime()
        : Number.NaN;
  return ms >= earliest && ms <= now + oneDay ? (ms as Instant) : undefined;
}

function parseQuality(quality: unknown, meaning: MqttSettings['quality']): StatusCode | null {
  if (typeof quality === 'number' && Number.isInteger(quality) && quality >= 0 && quality <= 0xffffffff) {
    if (meaning === 'status-code') return quality;
    return quality >= 192 ? Status.Good : quality >= 64 ? Status.Uncertain : Status.Bad;
  }
  if (typeof quality === 'boolean') return quality ? Status.Good : Status.Bad;
  if (typeof quality !== 'string') return null;
  const word = quality.toLowerCase();
  const named = Object.entries(Status).find(([name]) => name.toLowerCase() === word);
  return named === undefined ? null : named[1];
}

/** A doubtful Good becomes Uncertain; what is already worse keeps its own reason. */
function worse(status: StatusCode | null): StatusCode {
  return status === null || status >>> 30 === 0 ? Status.Uncertain : status;
}
