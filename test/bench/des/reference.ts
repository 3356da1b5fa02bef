import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

let program: string | null | undefined;

/** Path of the compiled C reference; null without a compiler. */
export function referenceProgram(): string | null {
  program ??= compiled();
  return program;
}

function compiled(): string | null {
  if (!existsSync('/usr/bin/gcc')) return null;
  const target = join(mkdtempSync(join(tmpdir(), 'veinline-bench-')), 'reference');
  const source = fileURLToPath(new URL('./reference.c', import.meta.url));
  execFileSync('/usr/bin/gcc', ['-O2', '-o', target, source, '-lm']);
  return target;
}
