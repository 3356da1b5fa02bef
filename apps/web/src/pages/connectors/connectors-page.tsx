import type { ConnectorView } from '@veinline/contracts';
import { getRouteApi } from '@tanstack/react-router';
import type { JSX } from 'react';
import { usePageTitle } from '../../app/title.ts';
import { useNow } from '../../data/clock.ts';
import { useConnectors } from '../../data/queries.ts';
import { duration, fullInstant } from '../../domain/format.ts';
import { Failure, Loading, Panel } from '../../parts/panel.tsx';
import { TagBrowser } from './tag-browser.tsx';
import './connectors.css';

const route = getRouteApi('/connectors');

/** Level 4: how each connection to the plant does, and a browser for its addresses. */
export function ConnectorsPage(): JSX.Element {
  usePageTitle('Connectors');
  const { data, error, refetch } = useConnectors();
  const { browse } = route.useSearch();
  const navigate = route.useNavigate();
  const chosen = data?.connectors.find((connector) => connector.id === browse);
  return (
    <div className="page">
      <h1>Connectors</h1>
      {error !== null && data === undefined && <Failure error={error} onRetry={() => void refetch()} />}
      {data === undefined && error === null && <Loading rows={6} />}
      {data?.connectors.length === 0 && (
        <p className="calm">This plant has no connector yet. Add one to the plant file.</p>
      )}
      <div className="connector-cards">
        {data?.connectors.map((connector) => (
          <ConnectorCard
            key={connector.id}
            connector={connector}
            isBrowsed={connector.id === browse}
            onBrowse={() => void navigate({ search: (known) => ({ ...known, browse: connector.id }) })}
          />
        ))}
      </div>
      {chosen && <TagBrowser key={chosen.id} connector={chosen} />}
    </div>
  );
}

interface ConnectorCardProps {
  readonly connector: ConnectorView;
  readonly isBrowsed: boolean;
  readonly onBrowse: () => void;
}

function ConnectorCard({ connector: item, isBrowsed, onBrowse }: ConnectorCardProps): JSX.Element {
  const now = useNow(2);
  const latency = item.latencyMs;
  const facts: readonly (readonly [string, string, boolean])[] = [
    ['Since', `${fullInstant(item.since)} (${duration(now - item.since)})`, false],
    ['Tags', String(item.tags), false],
    ['Rate', `${item.samplesPerSecond.toFixed(1)} values/s`, false],
    ['Latency P50 / P99', latency ? `${latency.p50.toFixed(0)} / ${latency.p99.toFixed(0)} ms` : '–', false],
    ['Values in all', item.samples.toLocaleString('en-GB').replaceAll(',', '\u202f'), false],
    ['Reconnects', String(item.reconnects), false],
    ['Gaps', String(item.gaps.length), false],
    ['Lost', String(item.lost), item.lost > 0],
    ['Rejected', String(item.rejected), item.rejected > 0],
    ['Bad addresses', String(item.badAddresses.length), item.badAddresses.length > 0],
  ];
  return (
    <Panel
      title={item.id}
      aside={
        <span className="connector-state" data-state={item.state}>
          {item.state}
        </span>
      }
    >
      <p className="muted">
        {item.kind} · {item.timeSource} · <code>{item.endpoint}</code>
      </p>
      <dl className="connector-facts num">
        {facts.map(([name, text, isAbnormal]) => (
          <div key={name} data-abnormal={isAbnormal}>
            <dt>{name}</dt>
            <dd>{text}</dd>
          </div>
        ))}
      </dl>
      {item.lastError && (
        <details className="connector-details" open={item.state !== 'connected'}>
          <summary>
            Last error, {fullInstant(item.lastError.at)}: {item.lastError.code}
          </summary>
          <p>{item.lastError.message}</p>
          {item.lastError.hint && <p className="muted">{item.lastError.hint}</p>}
        </details>
      )}
      {item.badAddresses.length > 0 && (
        <details className="connector-details">
          <summary>{item.badAddresses.length} bad addresses</summary>
          {item.badAddresses.map((bad) => (
            <p key={bad.address}>
              <code>{bad.address}</code> {bad.statusName}: {bad.reason}
            </p>
          ))}
        </details>
      )}
      {item.gaps.length > 0 && (
        <details className="connector-details">
          <summary>Last {item.gaps.length} gaps</summary>
          {item.gaps.map((gap) => (
            <p key={`${gap.from} ${gap.address}`}>
              {fullInstant(gap.from)} to {gap.to === null ? 'now' : fullInstant(gap.to)}: {gap.cause}
            </p>
          ))}
        </details>
      )}
      <button type="button" className="button" aria-pressed={isBrowsed} onClick={onBrowse}>
        Browse {item.id}
      </button>
    </Panel>
  );
}
