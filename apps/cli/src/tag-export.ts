import type { BrowseEntry } from '@veinline/plant';

export const exportFormats = ['table', 'yaml', 'csv', 'json'] as const;
export type ExportFormat = (typeof exportFormats)[number];

/** The variables among browsed entries as text; `yaml` is a `tags:` block to paste into a plant file. */
export function exportEntries(entries: readonly BrowseEntry[], format: ExportFormat): string {
  const variables = entries.filter((entry) => entry.kind === 'variable');
  switch (format) {
    case 'table':
      return table(entries);
    case 'yaml':
      return yaml(variables);
    case 'csv':
      return csv(variables);
    case 'json':
      return `${JSON.stringify(entries, null, 2)}\n`;
  }
}

function table(entries: readonly BrowseEntry[]): string {
  const rows = [['KIND', 'NAME', 'TYPE', 'UNIT', 'ADDRESS'], ...entries.map(row)];
  const widths = [0, 1, 2, 3].map((i) => Math.max(...rows.map((cells) => (cells[i] ?? '').length)));
  return rows.map((cells) => `${cells.map((cell, i) => cell.padEnd(widths[i] ?? 0)).join('  ')}\n`).join('');
}

function row(entry: BrowseEntry): string[] {
  return [entry.kind, entry.name, entry.dataType ?? '', entry.unit ?? '', entry.address].map(oneLine);
}

function yaml(variables: readonly BrowseEntry[]): string {
  const taken = new Set<string>();
  const lines = variables.flatMap((entry) => {
    const type = tagType(entry.dataType);
    return [
      `  - property: ${JSON.stringify(propertyName(entry.name, taken))}`,
      `    address: ${JSON.stringify(entry.address)}`,
      ...(type === 'number' ? [] : [`    type: ${type}`]),
      ...(entry.description ? [`    description: ${JSON.stringify(entry.description)}`] : []),
      ...(entry.unit ? [`    unit: ${JSON.stringify(entry.unit)}`] : []),
      ...(entry.range && entry.range[0] < entry.range[1] ? [`    range: [${entry.range.join(', ')}]`] : []),
    ];
  });
  return lines.length === 0 ? 'tags: []\n' : `tags:\n${lines.join('\n')}\n`;
}

/** A legal, unique property name; what a name may not contain becomes an underscore. */
function propertyName(name: string, taken: Set<string>): string {
  const cleaned = name.replace(/[^A-Za-z0-9_-]+/g, '_').replace(/^[_-]+/, '');
  const legal = (cleaned || 'tag').slice(0, 56);
  let unique = legal;
  for (let i = 2; taken.has(unique); i++) unique = `${legal}_${i}`;
  taken.add(unique);
  return unique;
}

function tagType(dataType: string | undefined): 'number' | 'string' | 'boolean' {
  if (dataType === undefined) return 'number';
  if (/bool/i.test(dataType)) return 'boolean';
  return /string|text|guid|date|byte ?string|xml|uuid|json|bytes/i.test(dataType) ? 'string' : 'number';
}

function csv(variables: readonly BrowseEntry[]): string {
  const rows = variables.map((entry) => [
    entry.name,
    entry.address,
    entry.dataType ?? '',
    entry.unit ?? '',
    ...(entry.range ? entry.range.map(String) : ['', '']),
    entry.description ?? '',
  ]);
  const header = ['property', 'address', 'type', 'unit', 'low', 'high', 'description'];
  return [header, ...rows].map((cells) => `${cells.map(quoted).join(',')}\r\n`).join('');
}

/** RFC 4180 quoting. A cell that a spreadsheet would run as a formula is defused with an apostrophe. */
function quoted(cell: string): string {
  const isFormula = /^[=+@\t\r]|^-(?![\d.])/.test(cell);
  const text = isFormula ? `'${cell}` : cell;
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

function oneLine(text: string): string {
  return text.replace(/\p{Cc}+/gu, ' ');
}
