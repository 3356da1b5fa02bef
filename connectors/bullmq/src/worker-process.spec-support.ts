import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

const script = fileURLToPath(new URL('./serve-queue.ts', import.meta.url));

/** A worker in a process of its own, which can be killed as a machine dies. */
export class WorkerProcess {
  blocks = 0;
  readonly #process: ChildProcess;

  private constructor(process: ChildProcess) {
    this.#process = process;
  }

  /** Starts a worker and waits until it serves the queue. */
  static async start(url: string): Promise<WorkerProcess> {
    const child = spawn(process.execPath, ['--conditions=veinline-source', '--import', 'tsx', script, url], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const worker = new WorkerProcess(child);
    await new Promise<void>((resolve, reject) => {
      child.once('exit', (code) => reject(new Error(`The worker ended with code ${code}.`)));
      child.stdout?.on('data', (text: Buffer) => {
        for (const line of text.toString().split('\n')) {
          if (line === 'serving') resolve();
          if (line === 'block') worker.blocks += 1;
        }
      });
    });
    return worker;
  }

  /** Ends it at once, without a chance to give anything back. */
  async kill(): Promise<void> {
    if (this.#process.exitCode !== null || this.#process.signalCode !== null) return;
    const exit = once(this.#process, 'exit');
    this.#process.kill('SIGKILL');
    await exit;
  }
}
