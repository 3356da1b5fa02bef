import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../../', import.meta.url));

/** A program a test started: its output so far, and ways to end it. */
export class Program {
  output = '';
  readonly #child: ChildProcess;

  constructor(command: string, args: readonly string[], environment: Readonly<Record<string, string>> = {}) {
    const env = { ...process.env, ...environment };
    this.#child = spawn(command, args, { cwd: root, env, stdio: ['ignore', 'pipe', 'pipe'] });
    this.#child.stdout?.on('data', (text: Buffer) => (this.output += text.toString()));
    this.#child.stderr?.on('data', (text: Buffer) => (this.output += text.toString()));
  }

  /** A Node program of this repository, from what is built. */
  static node(
    script: string,
    environment: Readonly<Record<string, string>> = {},
    args: readonly string[] = [],
  ): Program {
    return new Program(process.execPath, [script, ...args], environment);
  }

  /** A TypeScript program of this repository, from source. */
  static source(
    script: string,
    environment: Readonly<Record<string, string>> = {},
    args: readonly string[] = [],
  ): Program {
    return new Program(
      process.execPath,
      ['--conditions=veinline-source', '--import', 'tsx', script, ...args],
      environment,
    );
  }

  get pid(): number {
    return this.#child.pid ?? 0;
  }

  /** Waits until the output matches; gives the match. */
  async until(pattern: RegExp, timeoutMs = 60_000): Promise<RegExpExecArray> {
    const deadline = Date.now() + timeoutMs;
    for (;;) {
      const match = pattern.exec(this.output);
      if (match !== null) return match;
      if (this.#child.exitCode !== null)
        throw new Error(`The program ended before ${pattern}:\n${this.output}`);
      if (Date.now() > deadline) throw new Error(`No ${pattern} in ${timeoutMs} ms:\n${this.output}`);
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  }

  /** Sends a signal and waits for the end; gives the exit code. */
  async end(signal: NodeJS.Signals = 'SIGTERM'): Promise<number | null> {
    if (this.#child.exitCode !== null || this.#child.signalCode !== null) return this.#child.exitCode;
    const ended = once(this.#child, 'exit');
    this.#child.kill(signal);
    await ended;
    return this.#child.exitCode;
  }

  /** Waits for the program to end by itself. */
  async ended(): Promise<number | null> {
    if (this.#child.exitCode === null && this.#child.signalCode === null) await once(this.#child, 'exit');
    return this.#child.exitCode;
  }
}
