import { VeinlineError } from '@veinline/base';

/** Settings that no retry can mend; `code` is CASSETTE_SETTINGS. */
export class CassetteSettingsError extends VeinlineError {
  constructor(connector: string, problems: readonly string[]) {
    super('CASSETTE_SETTINGS', `The cassette connector ${connector} cannot start: ${problems.join('; ')}.`, {
      hint: 'Correct these settings in the plant file; the README of connectors/cassette lists all of them.',
      details: { connector, problems },
    });
  }
}

/** A recording that is missing or broken; `code` is CASSETTE_FILE. Reading is tried again. */
export class CassetteFileError extends VeinlineError {
  constructor(file: string, reason: string, hint: string, cause?: unknown) {
    super('CASSETTE_FILE', `Cannot replay ${file}: ${reason}.`, { hint, details: { file }, cause });
  }
}
