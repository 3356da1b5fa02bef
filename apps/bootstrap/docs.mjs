// Writes the reference pages that are generated from code; with --check only compares them.
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { prepare, root } from './prepare.mjs';

const isCheck = process.argv.includes('--check');
prepare();
const { environmentName, settingNames, settingsSchema } = await import(
  pathToFileURL(join(root, 'apps/server/dist/index.js')).href
);
const page = join(root, 'docs/reference/settings.md');
const text = settingsPage();
if (!isCheck) {
  mkdirSync(join(root, 'docs/reference'), { recursive: true });
  writeFileSync(page, text);
  console.log('Wrote docs/reference/settings.md');
} else if (!existsSync(page) || readFileSync(page, 'utf8') !== text) {
  console.error('docs/reference/settings.md is not what the settings schema says. Run: npm run docs');
  process.exit(1);
}

function settingsPage() {
  const rows = settingNames.map((name) => {
    const field = settingsSchema.shape[name];
    const fallback = settingsSchema.safeParse({}).data?.[name];
    return `| \`${environmentName(name)}\` | \`${name}\` | ${fallback === undefined ? '–' : `\`${fallback}\``} | ${field.description ?? field.unwrap?.().description ?? ''} |`;
  });
  return `# Settings

Generated from the settings schema by \`npm run docs\`; do not edit.

Each setting is read from the environment or from a YAML file named by \`VEINLINE_SETTINGS\` (\`name: value\` lines);
the environment wins. All wrong settings are reported at once.

| environment | in the file | default | meaning |
| --- | --- | --- | --- |
${rows.join('\n')}
`;
}
