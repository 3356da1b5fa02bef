import type { JSX } from 'react';
import { useEffect, useState } from 'react';
import { useStreamState } from '../data/live-hooks.ts';
import { reconnectNow, wantTags } from '../data/live-stream.ts';
import { clockTime } from '../domain/format.ts';

/** Says that values are not current, since when, and when the next try comes; nothing while connected. */
export function ConnectionStrip(): JSX.Element | null {
  const state = useStreamState();
  const [now, setNow] = useState(() => Date.now());
  const isLost = state.status === 'lost';
  useEffect(() => wantTags([]), []);
  useEffect(() => {
    document.documentElement.dataset['connection'] = state.status;
    if (!isLost) return undefined;
    const timer = setInterval(() => setNow(Date.now()), 500);
    return () => clearInterval(timer);
  }, [isLost, state.status]);
  if (state.status !== 'lost') return null;
  const wait = Math.max(0, Math.ceil((state.nextTryAt - now) / 1000));
  return (
    <section className="connection-strip" aria-label="Connection">
      <span role="alert">
        Connection lost at {clockTime(state.lostAt)} UTC. <b>Values are not current.</b>
      </span>
      <span className="num">{wait > 0 ? `Next try in ${wait} s.` : 'Trying now.'}</span>
      <button type="button" className="button" onClick={reconnectNow}>
        Try now
      </button>
    </section>
  );
}
