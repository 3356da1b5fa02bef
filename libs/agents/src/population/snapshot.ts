import { VeinlineError } from '@veinline/base';
import { bytesOf, joined } from './bytes.ts';
import { type StoredColumn } from './column.ts';
import { type ColumnSpec } from './column-spec.ts';

// 'VAP1' read as a little-endian 32-bit number.
const magic = 0x31504156;
const prefixBytes = 12;

/**
 * Format: magic, length of the header and of the whole (32 bits each), header as JSON (name, columns, size, lengths
 * of the sections), then one section per column.
 */
export function writeSnapshot(
  name: string,
  specs: Readonly<Record<string, ColumnSpec>>,
  size: number,
  columns: readonly (readonly [string, StoredColumn])[],
): Uint8Array {
  const sections = columns.map(([, column]) => column.write(size));
  const lengths = sections.map((section) => section.length);
  const header = new TextEncoder().encode(JSON.stringify({ layout: layoutOf(name, specs), size, lengths }));
  const total = lengths.reduce((sum, length) => sum + length, prefixBytes + header.length);
  return joined([bytesOf(Int32Array.of(magic, header.length, total)), header, ...sections]);
}

/** The sections of a snapshot; throws VeinlineError SNAPSHOT_INVALID when it is damaged or of another layout. */
export function readSnapshot(
  bytes: Uint8Array,
  name: string,
  specs: Readonly<Record<string, ColumnSpec>>,
): { readonly size: number; readonly sections: readonly Uint8Array[] } {
  const prefix = bytes.length < prefixBytes ? undefined : new Int32Array(bytes.slice(0, prefixBytes).buffer);
  if (prefix?.[0] !== magic) throw invalid(name, 'it is no snapshot of a population');
  if (prefix[2] !== bytes.length) throw invalid(name, `it has ${bytes.length} of ${prefix[2]!} bytes`);
  const start = prefixBytes + prefix[1]!;
  const header = JSON.parse(new TextDecoder().decode(bytes.subarray(prefixBytes, start))) as {
    layout: string;
    size: number;
    lengths: number[];
  };
  const layout = layoutOf(name, specs);
  if (header.layout !== layout) throw invalid(name, `it holds ${header.layout} and not ${layout}`);
  let offset = start;
  const sections = header.lengths.map((length) => bytes.subarray(offset, (offset += length)));
  return { size: header.size, sections };
}

function layoutOf(name: string, specs: Readonly<Record<string, ColumnSpec>>): string {
  const columns = Object.entries(specs).map(([column, spec]) => {
    const marks = ('indexed' in spec && spec.indexed) || ('unique' in spec && spec.unique) ? ' indexed' : '';
    const codes = spec.kind === 'u8' ? ` ${JSON.stringify(spec.codes)}` : '';
    return `${column}: ${spec.kind}${codes}${marks}`;
  });
  return `${name} { ${columns.join(', ')} }`;
}

function invalid(name: string, why: string): VeinlineError {
  return new VeinlineError('SNAPSHOT_INVALID', `Cannot restore ${name}: ${why}.`, {
    hint: 'Restore a whole snapshot taken from a population of the same name and columns.',
  });
}
