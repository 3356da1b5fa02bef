import type { AlarmState, AlarmStatus } from '@veinline/alarms';
import type { Instant } from '@veinline/base';
import type { Historian, JournalEntry } from '@veinline/historian';
import type { AlarmDefinition, TagValue } from '@veinline/plant';

const memoryMs = 30 * 24 * 3_600_000;
const mostEntries = 100_000;

/** What was true of each alarm when the server last ran, read back from the last 30 days of its journal. */
export async function statusesFromJournal(
  historian: Historian,
  definitions: ReadonlyMap<string, AlarmDefinition>,
  now: Instant,
): Promise<AlarmStatus[]> {
  const range = { from: (now - memoryMs) as Instant, to: (now + memoryMs) as Instant };
  const newestFirst = await historian.journal({ ...range, category: 'alarm', limit: mostEntries });
  const bySubject = new Map<string, JournalEntry[]>();
  for (const entry of newestFirst) {
    const entries = bySubject.get(entry.subject);
    if (entries === undefined) bySubject.set(entry.subject, [entry]);
    else entries.push(entry);
  }
  const statuses: AlarmStatus[] = [];
  for (const [subject, entries] of bySubject) {
    const definition = definitions.get(subject);
    if (definition !== undefined) statuses.push(statusOf(definition, entries));
  }
  return statuses;
}

function statusOf(definition: AlarmDefinition, newestFirst: readonly JournalEntry[]): AlarmStatus {
  const last = newestFirst[0];
  const lastOf = (event: string): JournalEntry | undefined =>
    newestFirst.find((entry) => entry.event === event);
  const raised = lastOf('raised');
  const since = raised?.at ?? -Infinity;
  const after = (entry: JournalEntry | undefined): JournalEntry | null =>
    entry !== undefined && entry.at >= since ? entry : null;
  const acknowledged = after(lastOf('acknowledged'));
  const comment = acknowledged?.details['comment'];
  return {
    definition,
    state: (last?.details['to'] ?? 'normal') as AlarmState,
    raisedAt: raised?.at ?? null,
    returnedAt: after(lastOf('returned'))?.at ?? null,
    acknowledgedAt: acknowledged?.at ?? null,
    acknowledgedBy: acknowledged?.actor ?? null,
    comment: typeof comment === 'string' ? comment : null,
    value: (raised?.details['value'] ?? null) as TagValue,
  };
}
