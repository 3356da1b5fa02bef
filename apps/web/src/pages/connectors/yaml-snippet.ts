import type { BrowseView } from '@veinline/contracts';

/** Lines for the `tags` of a plant file that map a browsed address; text is quoted as JSON, which is YAML. */
export function yamlSnippet(entry: BrowseView['entries'][number]): string {
  const property = entry.name
    .replace(/([a-z0-9])([A-Z])/g, '$1-$2')
    .replace(/[^A-Za-z0-9]+/g, '-')
    .toLowerCase();
  const lines = [`- property: ${property}`, `  address: ${JSON.stringify(entry.address)}`];
  if (entry.description) lines.push(`  description: ${JSON.stringify(entry.description)}`);
  if (entry.unit) lines.push(`  unit: ${JSON.stringify(entry.unit)}`);
  if (entry.range) lines.push(`  range: [${entry.range.join(', ')}]`);
  return lines.join('\n') + '\n';
}
