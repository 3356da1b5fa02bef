import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { atMost, type Figure } from '../report.ts';

/** What a process costs that waits for its time, started and with two locals. */
export function benchMemory(): Promise<Figure[]> {
  const script = fileURLToPath(new URL('./parked-processes.ts', import.meta.url));
  const args = ['--expose-gc', '--import', 'tsx', script];
  const [bytes, resident] = execFileSync(process.execPath, args, { encoding: 'utf8' })
    .trim()
    .split(' ')
    .map(Number);
  return Promise.resolve([
    atMost('des.parked_process', bytes ?? NaN, 'B', 250),
    atMost('des.million_parked_processes', (resident ?? NaN) / 2 ** 30, 'GiB', 1),
  ]);
}
