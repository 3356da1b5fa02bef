export { philox4x32 } from './philox.ts';
export type { Words4 } from './philox.ts';
export { StreamFamily } from './stream-family.ts';
export type { StreamFamilyOptions } from './stream-family.ts';
export { Xoshiro128 } from './xoshiro128.ts';
