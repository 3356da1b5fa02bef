// Installs and builds what changed since the last time: nothing to do takes a fraction of a second.
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';

/** The root of the repository. */
export const root = join(dirname(fileURLToPath(import.meta.url)), '..', '..');
const stamps = join(root, 'node_modules', '.veinline');
const sources = ['apps', 'libs', 'connectors', 'simulations'];
const left = new Set(['node_modules', 'dist', 'test', '.veinline']);

/** Installs packages if the lock file changed, then builds if a source changed. */
export function prepare() {
  const [major, minor] = process.versions.node.split('.').map(Number);
  if (major < 20 || (major === 20 && minor < 19)) {
    console.error(`Veinline needs Node 20.19 or later; this is ${process.versions.node}.`);
    process.exit(1);
  }
  step('install', hashFiles(['package-lock.json', 'package.json']), () =>
    run('npm', ['ci', '--no-audit', '--no-fund']),
  );
  step('build', hashSources(), build);
}

/** Compiles all packages and bundles the web app. */
export function build() {
  run(process.execPath, [join(root, 'node_modules/typescript/bin/tsc'), '-b']);
  run(
    process.execPath,
    [join(root, 'node_modules/vite/bin/vite.js'), 'build', '--logLevel', 'warn'],
    join(root, 'apps/web'),
  );
  compress(join(root, 'apps/web/dist'));
}

/** Puts a .gz beside each text file, so that the server need not compress. */
function compress(folder) {
  for (const name of readdirSync(folder, { recursive: true })) {
    const path = join(folder, name);
    if (/\.(js|css|svg|json)$/.test(name))
      writeFileSync(`${path}.gz`, gzipSync(readFileSync(path), { level: 9 }));
  }
}

function step(name, hash, action) {
  const stamp = join(stamps, name);
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === hash) return;
  console.error(`Veinline: ${name} …`);
  const begun = Date.now();
  action();
  mkdirSync(stamps, { recursive: true });
  writeFileSync(stamp, hash);
  console.error(`Veinline: ${name} done in ${((Date.now() - begun) / 1000).toFixed(1)} s`);
}

function run(command, args, cwd = root) {
  try {
    execFileSync(command, args, { cwd, stdio: ['ignore', 2, 2] });
  } catch (error) {
    console.error(`Veinline: "${command} ${args.join(' ')}" failed; its output is above.`);
    process.exit(typeof error.status === 'number' ? error.status : 1);
  }
}

function hashFiles(files) {
  const hash = createHash('sha256');
  for (const file of files) hash.update(readFileSync(join(root, file)));
  return hash.digest('hex');
}

/** Names, sizes and times of all source files: quick, and wrong only towards building once too often. */
function hashSources() {
  const hash = createHash('sha256').update(
    hashFiles(['package-lock.json', 'tsconfig.base.json', 'tsconfig.json']),
  );
  const visit = (folder) => {
    for (const entry of readdirSync(folder, { withFileTypes: true }).sort((a, b) =>
      a.name < b.name ? -1 : 1,
    )) {
      if (left.has(entry.name)) continue;
      const path = join(folder, entry.name);
      if (entry.isDirectory()) visit(path);
      else if (/\.(ts|tsx|css|html|json|svg|cjs|mjs)$/.test(entry.name)) {
        const { size, mtimeMs } = statSync(path);
        hash.update(`${path}:${size}:${mtimeMs};`);
      }
    }
  };
  for (const folder of sources) visit(join(root, folder));
  for (const folder of sources)
    for (const name of readdirSync(join(root, folder))) hash.update(String(isBuilt(folder, name)));
  return hash.digest('hex');
}

function isBuilt(folder, name) {
  const path = join(root, folder, name);
  return !existsSync(join(path, 'package.json')) || existsSync(join(path, 'dist'));
}
