const utf8 = new TextEncoder();

/**
 * FNV-1a with 64 bits over the UTF-8 bytes of a name, as [low, high] words.
 *
 * Philox mixes the result, so all that matters here is that two names of a model never collide: among 10,000 names
 * a 64-bit hash does with probability 3e-12.
 */
export function nameHash(name: string): readonly [low: number, high: number] {
  let low = 0x84222325;
  let high = 0xcbf29ce4;
  for (const byte of utf8.encode(name)) {
    const mixed = (low ^ byte) >>> 0;
    // The prime is 2^40 + 435; both products below stay under 2^53.
    const product = mixed * 435;
    low = product >>> 0;
    high = (high * 435 + Math.floor(product / 2 ** 32) + ((mixed << 8) >>> 0)) >>> 0;
  }
  return [low, high];
}
