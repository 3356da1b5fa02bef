import type { Journal } from '@veinline/contracts';
import type { Historian, JournalQuery } from '@veinline/historian';
import type { TagValue } from '@veinline/plant';
import { toJsonValue } from '../ingest/json-value.ts';

/** Answers /api/alarms/journal from the historian. */
export class JournalReader {
  readonly #historian: Historian;

  constructor(historian: Historian) {
    this.#historian = historian;
  }

  async read(query: JournalQuery): Promise<Journal> {
    const entries = await this.#historian.journal(query);
    return {
      entries: entries.map((entry) => ({
        ...entry,
        details: Object.fromEntries(
          Object.entries(entry.details).map(([name, value]) => [name, toJsonValue(value as TagValue)]),
        ),
      })),
    };
  }
}
