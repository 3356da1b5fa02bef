import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';
import { sha256 } from '@noble/hashes/sha2.js';

/** SHA-256 (FIPS 180-4) of a text in UTF-8, as 64 hexadecimal digits. */
export function sha256OfText(text: string): string {
  return bytesToHex(sha256(utf8ToBytes(text)));
}

/**
 * SHA-256 over numbers, each as its eight IEEE 754 bytes, least significant first, on any machine. Every NaN counts
 * as the one canonical NaN (0x7ff8000000000000), since engines may keep or lose its payload; -0 and 0 differ.
 */
export class NumberHash {
  readonly #hash = sha256.create();

  /** Takes the numbers in their order. */
  add(values: ArrayLike<number>): void {
    const view = new DataView(new ArrayBuffer(values.length * 8));
    for (let i = 0; i < values.length; i++) {
      const value = values[i]!;
      if (Number.isNaN(value)) view.setBigUint64(i * 8, 0x7ff8000000000000n, true);
      else view.setFloat64(i * 8, value, true);
    }
    this.#hash.update(new Uint8Array(view.buffer));
  }

  /** The hash as 64 hexadecimal digits; nothing can be added after it. */
  digest(): string {
    return bytesToHex(this.#hash.digest());
  }
}
