// npm run bench -- ingest [--json] [--minutes 10] [--only opcua,mqtt,historian,start,web]
import { benchHistorian } from './ingest/historian.ts';
import { benchMqtt } from './ingest/mqtt.ts';
import { benchOpcua } from './ingest/opcua.ts';
import { benchScreen } from './ingest/screen.ts';
import { benchStart } from './ingest/start.ts';
import { report, type Figure } from './report.ts';

const option = (name: string, fallback: string): string => {
  const index = process.argv.indexOf(`--${name}`);
  return index < 0 ? fallback : (process.argv[index + 1] ?? fallback);
};
const minutes = Number(option('minutes', '10'));
const parts: Readonly<Record<string, () => Promise<Figure[]>>> = {
  historian: benchHistorian,
  mqtt: benchMqtt,
  start: benchStart,
  web: benchScreen,
  opcua: () => benchOpcua(minutes),
};
const figures: Figure[] = [];
for (const name of option('only', Object.keys(parts).join(',')).split(',')) {
  const part = parts[name];
  if (part === undefined) {
    console.error(`There is no part "${name}". Parts: ${Object.keys(parts).join(', ')}.`);
    process.exit(2);
  }
  console.error(`ingest: ${name} …`);
  figures.push(...(await part()));
}
report('ingest', figures);
