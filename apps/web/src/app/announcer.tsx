import type { JSX } from 'react';
import { useEffect, useRef, useState } from 'react';
import { useAlarms } from '../data/queries.ts';
import { isUnacknowledged } from '../domain/severity.ts';

/** Tells a screen reader once of each new alarm of priority 1 or 2. */
export function Announcer(): JSX.Element {
  const { data } = useAlarms();
  const [text, setText] = useState('');
  const known = useRef<Set<string> | null>(null);
  useEffect(() => {
    if (data === undefined) return;
    const urgent = data.alarms.filter((alarm) => alarm.priority < 3 && isUnacknowledged(alarm.state));
    const keyed = urgent.map((alarm) => ({ alarm, key: `${alarm.id}@${alarm.raisedAt}` }));
    const fresh = known.current === null ? [] : keyed.filter(({ key }) => !known.current?.has(key));
    known.current = new Set(keyed.map(({ key }) => key));
    if (fresh.length > 0) {
      setText(fresh.map(({ alarm: a }) => `Priority ${a.priority} alarm: ${a.tag}, ${a.message}`).join('. '));
    }
  }, [data]);
  return (
    <div className="sr-only" aria-live="assertive">
      {text}
    </div>
  );
}
