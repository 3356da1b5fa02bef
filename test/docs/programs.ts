import { execFile } from 'node:child_process';
import { fileURLToPath, pathToFileURL } from 'node:url';

export const root = fileURLToPath(new URL('../../', import.meta.url));
const fromSource = ['--conditions=veinline-source', '--import', 'tsx'];

/** What a program printed, standard error after standard output, and its exit code. */
export interface Printed {
  readonly output: string;
  readonly exitCode: number;
}

/** Runs a program of this repository from source. */
export function runFromSource(args: readonly string[]): Promise<Printed> {
  return new Promise((resolve) => {
    execFile(process.execPath, [...fromSource, ...args], { cwd: root }, (error, stdout, stderr) => {
      resolve({ output: stdout + stderr, exitCode: error === null ? 0 : 1 });
    });
  });
}

/** Begins what each program prints. */
const separator = '\u001e';

/** Begins the error of a program that threw. */
export const failed = 'The program failed:';

const runEach = `for (const url of process.argv.slice(1)) {
  console.log(${JSON.stringify(separator)} + url);
  await import(url).catch((error) => console.log('${failed}', error));
}`;

/**
 * Runs programs from source, one after the other in one process, since starting Node with a compiler is what takes
 * long. Gives what each printed, its error included; undefined for those that were not reached.
 */
export async function runPrograms(files: readonly string[]): Promise<(string | undefined)[]> {
  const urls = files.map((file) => pathToFileURL(file).href);
  const { output } = await runFromSource(['--input-type=module', '--eval', runEach, ...urls]);
  const printed = new Map(
    output
      .split(separator)
      .slice(1)
      .map((part) => {
        const end = part.indexOf('\n');
        return [part.slice(0, end), part.slice(end + 1)] as const;
      }),
  );
  return urls.map((url) => printed.get(url));
}
