import { createReadStream } from 'node:fs';
import { messageOf } from '@veinline/base';
import { CassetteFileError } from './errors.ts';
import type { CassetteHeader, RecordedEvent } from './mapping.ts';
import { parseEvent, parseHeader } from './mapping.ts';

/** What one pass over a recording finds out. */
export interface CassetteSummary {
  readonly header: CassetteHeader;
  readonly addresses: ReadonlyMap<string, string>;
  readonly events: number;
  /** Milliseconds from the start of the recording to its last event. */
  readonly lengthMs: number;
  /** True if the last line was cut short, as by a killed process; it is left out. */
  readonly isTorn: boolean;
}

/** Called when the last line turns out to be cut short. */
type OnTorn = () => void;

/** Reads a recording line by line; throws CassetteFileError that names the line. */
export async function* readCassette(
  file: string,
  onTorn: OnTorn = () => undefined,
): AsyncGenerator<RecordedEvent> {
  let number = 1;
  for await (const { line, isCut } of lines(file)) {
    if (number > 1) {
      let event: RecordedEvent | null = null;
      try {
        event = parseEvent(line);
      } catch (thrown) {
        if (!isCut) throw broken(file, number, thrown);
        onTorn();
      }
      if (event !== null) yield event;
    }
    number += 1;
  }
}

/** Reads the header; throws CassetteFileError if there is none. */
export async function readHeader(file: string): Promise<CassetteHeader> {
  for await (const { line } of lines(file)) {
    try {
      return parseHeader(line);
    } catch (thrown) {
      throw broken(file, 1, thrown);
    }
  }
  throw new CassetteFileError(file, 'it is empty', 'Record again: a recording begins with a header line.');
}

/** Checks the whole file and says what is in it. */
export async function summarise(file: string): Promise<CassetteSummary> {
  const header = await readHeader(file);
  const addresses = new Map<string, string>();
  let events = 0;
  let lengthMs = 0;
  let isTorn = false;
  const onTorn = (): void => {
    isTorn = true;
  };
  for await (const { at, event } of readCassette(file, onTorn)) {
    events += 1;
    lengthMs = Math.max(lengthMs, at);
    if (event.kind === 'samples')
      for (const { address, value } of event.samples)
        if (!addresses.has(address) || value !== null)
          addresses.set(address, Array.isArray(value) ? 'array' : typeof value);
  }
  return { header, addresses, events, lengthMs, isTorn };
}

/** Lines of a file; one that the file ends in without a line feed was cut short. */
async function* lines(file: string): AsyncGenerator<{ readonly line: string; readonly isCut: boolean }> {
  let rest = '';
  try {
    for await (const chunk of createReadStream(file, 'utf8') as AsyncIterable<string>) {
      const pieces = (rest + chunk).split('\n');
      rest = pieces.pop() ?? '';
      for (const line of pieces) yield { line, isCut: false };
    }
  } catch (cause) {
    const hint = 'Check the path; a relative one starts in the data folder.';
    throw new CassetteFileError(file, messageOf(cause), hint, cause);
  }
  if (rest !== '') yield { line: rest, isCut: true };
}

function broken(file: string, line: number, cause: unknown): CassetteFileError {
  const hint = `Restore the file from a copy, or cut it before line ${line}.`;
  return new CassetteFileError(file, `line ${line}: ${messageOf(cause)}`, hint, cause);
}
