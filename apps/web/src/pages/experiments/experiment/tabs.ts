import type { ExperimentResults } from '@veinline/contracts';
import type { Kind } from '../../../domain/experiment-status.ts';

/** A part of the results. */
export interface Tab {
  readonly key: 'differences' | 'sweep' | 'sensitivity' | 'outputs' | 'time' | 'inputs';
  readonly label: string;
}

const first: Record<Kind, readonly Tab[]> = {
  run: [],
  compare: [{ key: 'differences', label: 'Comparison' }],
  sweep: [{ key: 'sweep', label: 'Sweep' }],
  sensitivity: [{ key: 'sensitivity', label: 'Sensitivity' }],
};

/** The parts that a kind of experiment has; series only where there are some. */
export function tabsOf(kind: Kind, results: ExperimentResults | undefined): readonly Tab[] {
  const hasSeries = results?.scenarios.some(({ fans }) => fans.length > 0) ?? false;
  const outputs: Tab[] = [{ key: 'outputs', label: 'Outputs' }];
  const time: Tab[] = hasSeries ? [{ key: 'time', label: 'Over time' }] : [];
  // The design points of a sensitivity analysis are means to an end; nobody reads them one by one.
  const shared = kind === 'sensitivity' ? [] : [...outputs, ...time];
  return [...first[kind], ...shared, { key: 'inputs', label: 'Inputs and files' }];
}

/** The tab of the address if there is one of this name, else the first. */
export function chosenTab(tabs: readonly Tab[], wanted: string | undefined): Tab['key'] {
  return tabs.find(({ key }) => key === wanted)?.key ?? tabs[0]?.key ?? 'inputs';
}
