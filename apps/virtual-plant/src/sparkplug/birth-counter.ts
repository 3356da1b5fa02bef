import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';

/**
 * The bdSeq of one edge node: 0 at its first MQTT CONNECT, one more at every further CONNECT, 0 after 255. It is
 * kept in a file, so that a late will of an earlier process never matches the present birth.
 */
export class BirthCounter {
  readonly #file: string;
  #next: number;

  constructor(file: string) {
    this.#file = file;
    this.#next = read(file);
  }

  /** The number for the next CONNECT. */
  get next(): number {
    return this.#next;
  }

  /** Says that a CONNECT with the number went out. */
  spend(): void {
    this.#next = (this.#next + 1) % 256;
    mkdirSync(dirname(this.#file), { recursive: true });
    writeFileSync(`${this.#file}.new`, `${this.#next}\n`);
    renameSync(`${this.#file}.new`, this.#file);
  }
}

/** The number in the file; 0 if there is no file yet or it holds no number from 0 to 255. */
function read(file: string): number {
  try {
    const value = Number(readFileSync(file, 'utf8'));
    return Number.isInteger(value) && value >= 0 && value < 256 ? value : 0;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return 0;
    throw error;
  }
}
