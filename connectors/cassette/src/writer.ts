import { closeSync, mkdirSync, openSync, writeSync } from 'node:fs';
import { dirname } from 'node:path';
import type { Instant } from '@veinline/base';
import type { ConnectorEvent } from '@veinline/plant';
import type { CassetteHeader } from './mapping.ts';
import { eventLine, headerLine } from './mapping.ts';

/**
 * Writes a recording, one line an event. Each line is with the operating system before `append` returns, so a
 * process that is killed leaves a file that can be read to its last whole line.
 */
export class CassetteWriter {
  readonly #started: Instant;
  #file: number | null;

  /** Makes the file; throws if it exists already, since a recording is never overwritten. */
  constructor(file: string, header: Omit<CassetteHeader, 'cassette'>) {
    mkdirSync(dirname(file), { recursive: true });
    this.#started = Math.floor(header.started) as Instant;
    this.#file = openSync(file, 'wx');
    this.#line(headerLine({ cassette: 1, ...header, started: this.#started }));
  }

  /** Adds an event that happened now; nothing after `close`. */
  append(event: ConnectorEvent, now: Instant): void {
    this.#line(eventLine({ at: now - this.#started, event }));
  }

  close(): void {
    if (this.#file !== null) closeSync(this.#file);
    this.#file = null;
  }

  #line(text: string): void {
    if (this.#file === null) return;
    const bytes = Buffer.from(`${text}\n`);
    for (let sent = 0; sent < bytes.length;) sent += writeSync(this.#file, bytes, sent);
  }
}
