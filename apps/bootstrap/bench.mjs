// npm run bench -- NAME [--json] [options]: runs test/bench/NAME.ts on what is built.
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { prepare, root } from './prepare.mjs';

const [name, ...options] = process.argv.slice(2);
const script = join(root, 'test/bench', `${name}.ts`);
if (name === undefined || !existsSync(script)) {
  const names = readdirSync(join(root, 'test/bench')).filter((file) => /^[a-z]+\.ts$/.test(file));
  console.error(
    `Usage: npm run bench -- NAME [--json]\nNames: ${names.map((file) => file.slice(0, -3)).join(', ')}`,
  );
  process.exit(name === undefined || name === '--help' ? 0 : 2);
}
prepare();
const { status } = spawnSync(process.execPath, ['--import', 'tsx', script, ...options], {
  cwd: root,
  stdio: 'inherit',
});
process.exit(status ?? 1);
