import { readFile } from 'node:fs/promises';

/** How every log of this DuckDB version begins. */
const opening = Buffer.from('640062650002ffff', 'hex');

/**
 * Bytes at the end of a DuckDB log that will not be replayed. DuckDB drops an unfinished last record without a
 * word, which is right after a kill; but a flipped bit in a record's length looks the same and hides all that
 * follows. Records are a length and a checksum of 8 bytes each, then the content.
 */
export async function unreplayedBytes(log: string): Promise<number> {
  const bytes = await readFile(log).catch(() => Buffer.alloc(0));
  if (bytes.length === 0) return 0;
  if (!bytes.subarray(0, opening.length).equals(opening)) return bytes.length;
  let offset = opening.length;
  while (offset + 16 <= bytes.length) {
    const next = offset + 16 + Number(bytes.readBigUInt64LE(offset));
    if (next > bytes.length) break;
    offset = next;
  }
  return bytes.length - offset;
}
