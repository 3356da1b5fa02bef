import type { UPayload } from 'sparkplug-payload/lib/sparkplugbpayload.js';
import sparkplug from 'sparkplug-payload';

const codec = sparkplug.get('spBv1.0');

/** A payload as protobuf bytes. */
export function encode(payload: UPayload): Buffer {
  return Buffer.from(present().encodePayload(payload));
}

/** The metrics of a command by name or alias; an unreadable command is an empty one. */
export function decode(bytes: Uint8Array): UPayload {
  try {
    return present().decodePayload(bytes);
  } catch {
    return { metrics: [] };
  }
}

function present(): NonNullable<typeof codec> {
  if (!codec) throw new Error('sparkplug-payload has no codec for spBv1.0.');
  return codec;
}
