/** The generators once more, in BigInt and straight from their definitions, as an independent oracle. */
const mask32 = 0xffff_ffffn;
const mask64 = 0xffff_ffff_ffff_ffffn;

export function philoxReference(counter: readonly number[], key: readonly number[]): number[] {
  let c = counter.map(BigInt);
  let k = key.map(BigInt);
  for (let round = 0; round < 10; round++) {
    const first = 0xd2511f53n * c[0]!;
    const second = 0xcd9e8d57n * c[2]!;
    c = [(second >> 32n) ^ c[1]! ^ k[0]!, second & mask32, (first >> 32n) ^ c[3]! ^ k[1]!, first & mask32];
    k = [(k[0]! + 0x9e3779b9n) & mask32, (k[1]! + 0xbb67ae85n) & mask32];
  }
  return c.map(Number);
}

export function fnvReference(name: string): bigint {
  let hash = 0xcbf29ce484222325n;
  for (const byte of Buffer.from(name, 'utf8')) hash = ((hash ^ BigInt(byte)) * 0x100000001b3n) & mask64;
  return hash;
}

export function xoshiroReference(state: readonly number[]): () => number {
  let [s0, s1, s2, s3] = state.map(BigInt) as [bigint, bigint, bigint, bigint];
  const rotate = (x: bigint, k: bigint): bigint => ((x << k) | (x >> (32n - k))) & mask32;
  return () => {
    const result = (rotate((s1 * 5n) & mask32, 7n) * 9n) & mask32;
    const t = (s1 << 9n) & mask32;
    s2 ^= s0;
    s3 ^= s1;
    s1 ^= s2;
    s0 ^= s3;
    s2 ^= t;
    s3 = rotate(s3, 11n);
    return Number(result);
  };
}
