import type { Address } from '@veinline/plant';
import { MqttAddressError } from './errors.ts';

/** An address taken apart: the topic, and the steps into its JSON payload (empty: the payload's own value). */
export interface TopicAddress {
  readonly address: Address;
  readonly topic: string;
  readonly path: readonly string[];
}

/** Reads `topic` or `topic#/json/pointer` (RFC 6901); throws MqttAddressError for anything else. */
export function parseAddress(address: Address): TopicAddress {
  const hash = address.indexOf('#');
  const topic = hash < 0 ? address : address.slice(0, hash);
  if (topic === '') throw new MqttAddressError(address, 'it has no topic');
  if (topic.includes('+') || (hash >= 0 && address[hash + 1] !== '/'))
    throw new MqttAddressError(address, 'it contains a wildcard, but an address names one value');
  if (topic.includes('\u0000')) throw new MqttAddressError(address, 'it contains a NUL character');
  if (Buffer.byteLength(topic) > 65_535)
    throw new MqttAddressError(address, 'it is longer than 65,535 bytes');
  return { address, topic, path: hash < 0 ? [] : parsePointer(address.slice(hash + 1)) };
}

/** Splits a JSON pointer into its unescaped steps. */
export function parsePointer(pointer: string): readonly string[] {
  if (pointer === '') return [];
  return pointer
    .slice(1)
    .split('/')
    .map((step) => step.replaceAll('~1', '/').replaceAll('~0', '~'));
}

/** Follows the steps into parsed JSON; undefined if something on the way is missing. */
export function follow(document: unknown, path: readonly string[]): unknown {
  let here = document;
  for (const step of path) {
    if (typeof here !== 'object' || here === null || !Object.hasOwn(here, step)) return undefined;
    here = (here as Record<string, unknown>)[step];
  }
  return here;
}
