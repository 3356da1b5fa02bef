// npm run bench -- des [--json] [--only tiers,memory,replications]
import { benchMemory } from './des/memory.ts';
import { benchReplications } from './des/replications.ts';
import { benchTiers } from './des/tiers.ts';
import { report, type Figure } from './report.ts';

const parts: Readonly<Record<string, () => Promise<Figure[]>>> = {
  tiers: benchTiers,
  memory: benchMemory,
  replications: benchReplications,
};
const only = process.argv.indexOf('--only');
const names = only < 0 ? Object.keys(parts) : (process.argv[only + 1] ?? '').split(',');
const figures: Figure[] = [];
for (const name of names) {
  const part = parts[name];
  if (part === undefined) {
    console.error(`There is no part "${name}". Parts: ${Object.keys(parts).join(', ')}.`);
    process.exit(2);
  }
  console.error(`des: ${name} …`);
  figures.push(...(await part()));
}
report('des', figures);
