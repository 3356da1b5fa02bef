import { existsSync, mkdirSync, readFileSync, readdirSync, renameSync, writeFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { experimentSchema, type ExperimentResults, type ExperimentView } from '@veinline/contracts';
import type { Logger } from '../platform/logger.ts';

/** Content of an experiment's files, by name. */
export type ExperimentFiles = Readonly<Record<string, string | Uint8Array>>;

const legalName = /^[A-Za-z0-9][A-Za-z0-9._-]*$/;

/** Experiments on disk: a folder each, with its record, its results and the files people download. */
export class ExperimentStore {
  readonly #folder: string;

  constructor(folder: string) {
    this.#folder = folder;
  }

  /** All records, oldest first; a damaged one is logged and left out. */
  load(log: Logger): ExperimentView[] {
    if (!existsSync(this.#folder)) return [];
    const records: ExperimentView[] = [];
    for (const id of readdirSync(this.#folder)) {
      const path = join(this.#folder, id, 'experiment.json');
      if (!existsSync(path)) continue;
      try {
        records.push(experimentSchema.parse(JSON.parse(readFileSync(path, 'utf8'))));
      } catch (error) {
        log.warn({ path, err: error }, 'experiment.unreadable');
      }
    }
    return records.sort((a, b) => a.createdAt - b.createdAt);
  }

  /** Writes the record; readers see the old one or the new one, never half of one. */
  saveRecord(record: ExperimentView): void {
    this.#write(record.id, 'experiment.json', JSON.stringify(record));
  }

  /** Writes results and files; the record that names them is written after them. */
  saveResults(id: string, results: ExperimentResults, files: ExperimentFiles): void {
    this.#write(id, 'results.json', JSON.stringify(results));
    for (const [name, content] of Object.entries(files)) this.#write(id, name, content);
  }

  /** The results of a finished experiment, or null if it has none. */
  async results(id: string): Promise<ExperimentResults | null> {
    const path = join(this.#folder, id, 'results.json');
    return existsSync(path) ? (JSON.parse(await readFile(path, 'utf8')) as ExperimentResults) : null;
  }

  /** A file for download, or null if there is none of that name. */
  async file(id: string, name: string): Promise<Buffer | null> {
    const path = join(this.#folder, id, name);
    return legalName.test(name) && existsSync(path) ? readFile(path) : null;
  }

  #write(id: string, name: string, content: string | Uint8Array): void {
    const folder = join(this.#folder, id);
    mkdirSync(folder, { recursive: true });
    const path = join(folder, name);
    writeFileSync(`${path}.part`, content);
    renameSync(`${path}.part`, path);
  }
}
