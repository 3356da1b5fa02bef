/** One cell of a table for export. */
export type Cell = string | number | boolean | null;

/** Quotes a cell by RFC 4180 and defuses text that a spreadsheet would run as a formula. */
function cellText(cell: Cell): string {
  if (cell === null) return '';
  if (typeof cell !== 'string') return String(cell);
  const safe = /^[=+\-@\t\r]/.test(cell) ? `'${cell}` : cell;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/** CSV text: `# key: value` lines that say what the data is, then a header row and the rows. */
export function csvText(
  about: Readonly<Record<string, string>>,
  columns: readonly string[],
  rows: readonly (readonly Cell[])[],
): string {
  const notes = Object.entries(about).map(([key, value]) => `# ${key}: ${value.replace(/[\r\n]+/g, ' ')}`);
  const lines = [columns, ...rows].map((row) => row.map(cellText).join(','));
  return [...notes, ...lines].join('\r\n') + '\r\n';
}

/** Offers a file to the person to save. */
export function download(fileName: string, content: Blob): void {
  const url = URL.createObjectURL(content);
  const link = document.createElement('a');
  link.href = url;
  link.download = fileName;
  link.click();
  URL.revokeObjectURL(url);
}

/** Offers CSV text to the person as a file to save. */
export function downloadCsv(fileName: string, text: string): void {
  download(fileName, new Blob([text], { type: 'text/csv;charset=utf-8' }));
}
