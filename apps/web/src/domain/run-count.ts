import { countText, groupedText } from './words.ts';

/** What multiplies to the number of runs of an experiment. */
export type Size =
  | { readonly kind: 'run' }
  | { readonly kind: 'compare'; readonly scenarios: number }
  | { readonly kind: 'sweep'; readonly axes: readonly number[] }
  | {
      readonly kind: 'sensitivity';
      readonly method: 'morris' | 'sobol';
      readonly factors: number;
      readonly samples: number;
    };

/**
 * Model settings of an experiment: Morris needs k + 1 per trajectory (Morris 1991); Sobol first and total indices
 * need k + 2 per base sample (Saltelli 2010).
 */
export function settingsOf(size: Size): number {
  switch (size.kind) {
    case 'run':
      return 1;
    case 'compare':
      return size.scenarios;
    case 'sweep':
      return size.axes.reduce((product, values) => product * values, 1);
    case 'sensitivity':
      return size.samples * (size.factors + (size.method === 'morris' ? 1 : 2));
  }
}

/** `3 scenarios × 30 replications = 90 runs`; `isUpTo` where a precision may end it sooner. */
export function runCountText(size: Size, replications: number, isUpTo = false): string {
  const settings = settingsOf(size);
  const runs = countText(settings * replications, 'run');
  const each = countText(replications, 'replication');
  return `${settingsText(size, settings)} × ${each} = ${isUpTo ? 'at most ' : ''}${runs}`;
}

function settingsText(size: Size, settings: number): string {
  if (size.kind === 'sweep') {
    const product = size.axes.map(groupedText).join(' × ');
    return size.axes.length > 1
      ? `${product} = ${countText(settings, 'setting')}`
      : countText(settings, 'setting');
  }
  if (size.kind !== 'sensitivity') return countText(settings, 'scenario');
  const each = size.factors + (size.method === 'morris' ? 1 : 2);
  const noun = size.method === 'morris' ? ['trajectory', 'trajectories'] : ['base sample', 'base samples'];
  return `${countText(size.samples, noun[0] ?? '', noun[1])} × ${each} = ${countText(settings, 'setting')}`;
}
