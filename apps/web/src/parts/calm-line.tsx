import type { JSX } from 'react';
import { useNow } from '../data/clock.ts';
import { useAlarms, useJournal } from '../data/queries.ts';
import { shortInstant } from '../domain/format.ts';

/** `No active alarms since 09:12 UTC`: since the last journal entry of today, or since the server started. */
export function CalmLine(): JSX.Element {
  const now = useNow(10);
  const day = 86_400_000;
  const hour = 3_600_000;
  const end = Math.ceil(now / hour) * hour;
  const newest = useJournal({ from: end - day, to: end }, '').data?.entries[0]?.at;
  const started = useAlarms().data?.since;
  const since = Math.max(newest ?? 0, started ?? 0);
  return <p className="calm num">No active alarms{since > 0 && ` since ${shortInstant(since, now)} UTC`}</p>;
}
