import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { freePort } from '../../support/free-port.ts';
import { atMost, type Figure } from '../report.ts';

/** `npm start` with everything built, to the first answer of /api/health: the middle of three. */
export async function benchStart(): Promise<Figure[]> {
  const data = mkdtempSync(join(tmpdir(), 'veinline-bench-'));
  const seconds: number[] = [];
  for (let run = 0; run < 3; run++) seconds.push(await firstAnswer(data));
  seconds.sort((a, b) => a - b);
  return [
    atMost('start.first_answer', seconds[1] ?? Infinity, 's', 3),
    atMost('web.operate_javascript_gzip', operateScripts() / 1000, 'kB', 250),
  ];
}

async function firstAnswer(data: string): Promise<number> {
  const port = await freePort();
  const begun = Date.now();
  // In a process group of its own, so that the interrupt reaches all of it, as Ctrl-C in a terminal does.
  const env = { ...process.env, VEINLINE_PORT: String(port), VEINLINE_DATA: data };
  const start = spawn('npm', ['start'], { env, detached: true, stdio: 'ignore' });
  try {
    for (;;) {
      const isThere = await fetch(`http://127.0.0.1:${port}/api/health`).then(
        (answer) => answer.ok,
        () => false,
      );
      if (isThere) return (Date.now() - begun) / 1000;
      if (Date.now() - begun > 60_000) throw new Error('No answer within a minute.');
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  } finally {
    const ended = once(start, 'exit');
    process.kill(-(start.pid ?? 0), 'SIGINT');
    await ended;
  }
}

interface Chunk {
  readonly file: string;
  readonly imports?: readonly string[];
}

/** Compressed scripts that the heaviest Operate page loads: the entry, the page and all they import. */
function operateScripts(): number {
  const dist = 'apps/web/dist';
  const manifest = JSON.parse(readFileSync(join(dist, '.vite/manifest.json'), 'utf8')) as Record<
    string,
    Chunk
  >;
  const pages = Object.keys(manifest).filter((name) =>
    /^src\/pages\/(overview|units|alarms|trends)\//.test(name),
  );
  const sizes = pages.map((page) => {
    const loaded = new Set<string>();
    const load = (name: string): void => {
      if (loaded.has(name)) return;
      loaded.add(name);
      for (const next of manifest[name]?.imports ?? []) load(next);
    };
    load('index.html');
    load(page);
    const files = [...loaded]
      .map((name) => manifest[name]?.file ?? '')
      .filter((file) => file.endsWith('.js'));
    return files.reduce((sum, file) => sum + gzipSync(readFileSync(join(dist, file))).length, 0);
  });
  return Math.max(...sizes);
}
