import { dirname } from 'node:path';
import { VeinlineError, messageOf } from '@veinline/base';

/** Another process, or another historian of this one, holds the database. */
export function dataFolderInUse(file: string, pid: number | null, cause?: unknown): VeinlineError {
  const holder = pid === null ? 'another process' : `process ${pid}`;
  return new VeinlineError('DATA_FOLDER_IN_USE', `The data folder ${dirname(file)} is in use by ${holder}.`, {
    hint:
      pid === null
        ? 'Stop the other Veinline server, or start this one with another data folder.'
        : `Stop process ${pid} (kill ${pid}), or start this server with another data folder.`,
    details: { file, pid },
    cause,
  });
}

/** Turns what DuckDB threw while opening the file into an error that says what to do. */
export function openingFailure(file: string, thrown: unknown): VeinlineError {
  const text = messageOf(thrown);
  if (/could not set lock|conflicting lock/i.test(text)) {
    const pid = /PID (\d+)/.exec(text)?.[1];
    return dataFolderInUse(file, pid === undefined ? null : Number(pid), thrown);
  }
  if (isDiskFull(thrown)) return diskFull(file, thrown);
  return new VeinlineError('HISTORIAN_UNREADABLE', `Cannot open the historian database ${file}: ${text}`, {
    hint: 'Check that the file is readable; if it is damaged, restore it from the last backup.',
    details: { file },
    cause: thrown,
  });
}

/** Turns what DuckDB threw while writing or reading into an error that says what to do. */
export function runningFailure(file: string, action: string, thrown: unknown): VeinlineError {
  if (thrown instanceof VeinlineError) return thrown;
  if (isDiskFull(thrown)) return diskFull(file, thrown);
  return new VeinlineError(
    'HISTORIAN_FAILED',
    `The historian ${file} could not ${action}: ${messageOf(thrown)}`,
    {
      hint: 'Nothing of this call was stored; try again, and look at the disk if it keeps failing.',
      details: { file },
      cause: thrown,
    },
  );
}

/** The call was made before start() or after stop(). */
export function notRunning(file: string): VeinlineError {
  return new VeinlineError('HISTORIAN_NOT_RUNNING', `The historian ${file} is not running.`, {
    hint: 'Call start() first.',
  });
}

/** A query or a sample carries a value the historian cannot take. */
export function invalid(what: string, hint: string): VeinlineError {
  return new VeinlineError('HISTORIAN_INPUT_INVALID', what, { hint });
}

function diskFull(file: string, cause: unknown): VeinlineError {
  return new VeinlineError(
    'DISK_FULL',
    `No space left for the historian ${file}; nothing of this call was stored.`,
    {
      hint: `Free space on the disk of ${dirname(file)} or shorten the retention; writing resumes by itself.`,
      details: { file },
      cause,
    },
  );
}

function isDiskFull(thrown: unknown): boolean {
  return /no space left|ENOSPC|disk (is )?full|not enough space/i.test(messageOf(thrown));
}
