import type { AlarmView } from '@veinline/contracts';
import type { JSX } from 'react';
import { useEffect, useMemo } from 'react';
import { Sparkline } from '../../charts/sparkline.tsx';
import { useNow } from '../../data/clock.ts';
import { figureHistory, recordFigures } from '../../data/history.ts';
import { currentValue, trustOf } from '../../data/live-hooks.ts';
import { wantTags } from '../../data/live-stream.ts';
import type { Unit } from '../../data/plant.ts';
import { useConnectors, useTags } from '../../data/queries.ts';
import { valueText } from '../../domain/format.ts';
import { isActive, isUnacknowledged } from '../../domain/severity.ts';

const restingStates = new Set([
  '',
  '–',
  'idle',
  'stopped',
  'off',
  'aborted',
  'complete',
  'completed',
  'cleared',
]);

function isRunning(unit: Unit): boolean {
  const tag = unit.context['phase'] ?? unit.context['state'] ?? unit.context['batch'];
  const value = tag && currentValue(tag);
  return tag !== undefined && !restingStates.has(valueText(value?.value, tag).toLowerCase());
}

interface Figure {
  readonly name: string;
  readonly value: string;
  readonly of: string;
  readonly isAbnormal?: boolean;
}

/** The row of headline figures, from what server and connectors report now. */
export function KeyFigures(props: { units: readonly Unit[]; alarms: readonly AlarmView[] }): JSX.Element {
  const { units, alarms } = props;
  const now = useNow(2);
  const tags = useTags().data?.tags;
  const connectors = useConnectors().data?.connectors;
  useEffect(() => wantTags(tags?.map((tag) => tag.id) ?? []), [tags]);
  const running = units.filter(isRunning).length;
  const active = alarms.filter((alarm) => isActive(alarm.state)).length;
  const waiting = alarms.filter((alarm) => isUnacknowledged(alarm.state)).length;
  const total = tags?.length ?? 0;
  const good = tags?.filter((tag) => trustOf(currentValue(tag), tag) === 'good').length ?? 0;
  const share = total === 0 ? 0 : (100 * good) / total;
  const rate = connectors?.reduce((sum, connector) => sum + connector.samplesPerSecond, 0) ?? 0;
  const latencies = connectors?.flatMap((connector) => connector.latencyMs?.p99 ?? []) ?? [];
  const latency = latencies.length === 0 ? null : Math.max(...latencies);
  const isReady = tags !== undefined && connectors !== undefined;
  useEffect(() => {
    if (!isReady) return;
    recordFigures(now, {
      'Units running': running,
      'Active alarms': active,
      Unacknowledged: waiting,
      'Good quality': share,
      'Values per second': rate,
      'Latency P99': latency ?? 0,
    });
  }, [now, isReady, running, active, waiting, share, rate, latency]);
  const figures = useMemo(
    (): Figure[] => [
      { name: 'Units running', value: String(running), of: `/ ${units.length}` },
      { name: 'Active alarms', value: String(active), of: '', isAbnormal: active > 0 },
      { name: 'Unacknowledged', value: String(waiting), of: '', isAbnormal: waiting > 0 },
      {
        name: 'Good quality',
        value: share >= 99.95 ? '100' : (Math.floor(share * 10) / 10).toFixed(1),
        of: `% of ${total}`,
        isAbnormal: isReady && total > 0 && share < 99.95,
      },
      { name: 'Values per second', value: rate.toFixed(rate < 10 ? 1 : 0), of: '/s' },
      { name: 'Latency P99', value: latency === null ? '–' : latency.toFixed(0), of: 'ms' },
    ],
    [running, units.length, active, waiting, share, total, rate, latency, isReady],
  );
  return (
    <dl className="key-figures">
      {figures.map(({ name, value, of, isAbnormal = false }) => (
        <div key={name} className="panel" data-abnormal={isAbnormal}>
          <dt className="eyebrow">{name}</dt>
          <dd className="num">
            <span className="figure">
              {isReady ? value : '–'} <small>{of}</small>
            </span>
            <Sparkline
              values={figureHistory(name)}
              width={56}
              height={24}
              {...(isAbnormal && abnormalTone)}
            />
          </dd>
        </div>
      ))}
    </dl>
  );
}

const abnormalTone = { tone: 'var(--p2)' };
