/** Codes of a state column: a const object of whole numbers from 0 to 255. */
export type Codes = Readonly<Record<string, number>>;

/** What a column holds and how. */
export type ColumnSpec =
  | { readonly kind: 'f64' }
  | { readonly kind: 'i32'; readonly indexed: boolean }
  | { readonly kind: 'u8'; readonly codes: Codes; readonly indexed: boolean }
  | { readonly kind: 'text'; readonly unique: boolean };

/** A column of numbers: 8 bytes per agent. */
export function f64(): { readonly kind: 'f64' } {
  return { kind: 'f64' };
}

/** A column of whole numbers of 32 bits, such as ids of other agents: 4 bytes per agent, 12 when indexed. */
export function i32(): { readonly kind: 'i32'; readonly indexed: false };
export function i32(options: { readonly indexed: true }): { readonly kind: 'i32'; readonly indexed: true };
export function i32(options?: { readonly indexed: true }): {
  readonly kind: 'i32';
  readonly indexed: boolean;
} {
  return { kind: 'i32', indexed: options?.indexed ?? false };
}

/** A column of states out of a const object: 1 byte per agent, 9 when indexed. */
export function u8<C extends Codes>(
  codes: C,
): { readonly kind: 'u8'; readonly codes: C; readonly indexed: false };
export function u8<C extends Codes>(
  codes: C,
  options: { readonly indexed: true },
): { readonly kind: 'u8'; readonly codes: C; readonly indexed: true };
export function u8<C extends Codes>(
  codes: C,
  options?: { readonly indexed: true },
): { readonly kind: 'u8'; readonly codes: C; readonly indexed: boolean } {
  return { kind: 'u8', codes, indexed: options?.indexed ?? false };
}

/** A column of texts: a reference of 8 bytes per agent and the text itself; unique texts can be looked up. */
export function text(): { readonly kind: 'text'; readonly unique: false };
export function text(options: { readonly unique: true }): { readonly kind: 'text'; readonly unique: true };
export function text(options?: { readonly unique: true }): {
  readonly kind: 'text';
  readonly unique: boolean;
} {
  return { kind: 'text', unique: options?.unique ?? false };
}
