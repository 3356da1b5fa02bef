import { atLeast, peer, type Figure } from '../report.ts';
import { referenceRate, simpyRate, tierRate, type Rate } from './rates.ts';
import { workloadNames, type WorkloadName } from './workloads.ts';

const generatorToSimpy: Readonly<Record<WorkloadName, number>> = {
  mm1: 30,
  mm10: 25,
  ping: 12,
  pingc: 12,
  phold: 12,
};

/** The three tiers beside SimPy and C, workload by workload. */
export function benchTiers(): Promise<Figure[]> {
  return Promise.resolve(workloadNames.flatMap(workloadFigures));
}

/**
 * Rounds of all programs one after the other. The speed of a shared processor wanders by half within a minute, so what
 * is compared must lie close together: a ratio is taken within a round, and the median of the rounds is reported.
 */
const rounds = 3;

type Rates = Readonly<Record<'generator' | 'callback' | 'flow' | 'c' | 'simpy', Rate>>;

function workloadFigures(workload: WorkloadName): Figure[] {
  const measured = Array.from({ length: rounds }, () => round(workload));
  const name = (of: string): string => `des.${workload}.${of}`;
  const isQueue = workload === 'mm1' || workload === 'mm10';
  return [
    ...(['generator', 'callback', 'flow', 'c', 'simpy'] as const).map((who) =>
      rateFigure(name(who), measured, who),
    ),
    ratio(name('generator_to_simpy'), measured, 'generator', 'simpy', generatorToSimpy[workload]),
    ...(isQueue ? [ratio(name('callback_to_generator'), measured, 'callback', 'generator', 1.5)] : []),
    ratio(name('flow_to_c'), measured, 'flow', 'c', 0.6),
  ];
}

function round(workload: WorkloadName): Rates {
  const rates = {
    simpy: simpyRate(workload),
    generator: tierRate('generator', workload),
    callback: tierRate('callback', workload),
    flow: tierRate('flow', workload),
    c: referenceRate(workload),
  };
  checkSame(workload, rates.generator, rates.callback);
  checkSame(workload, rates.generator, rates.flow);
  return rates;
}

function rateFigure(name: string, measured: readonly Rates[], who: keyof Rates): Figure {
  const unit = 'million events/CPU s';
  const values = measured.flatMap(({ [who]: rate }) =>
    'missing' in rate ? [] : [rate.eventsPerMicrosecond],
  );
  if (values.length === 0) return absent(name, unit, null, missingIn(measured, who));
  return peer(name, median(values), unit);
}

function ratio(
  name: string,
  measured: readonly Rates[],
  above: keyof Rates,
  below: keyof Rates,
  goal: number,
): Figure {
  const values = measured.flatMap((rates) => {
    const [a, b] = [rates[above], rates[below]];
    return 'missing' in a || 'missing' in b ? [] : [a.eventsPerMicrosecond / b.eventsPerMicrosecond];
  });
  if (values.length === 0)
    return absent(name, 'x', `>= ${goal} x`, missingIn(measured, below) || missingIn(measured, above));
  const spread = `rounds ${values.map((value) => value.toPrecision(3)).join(', ')}`;
  return { ...atLeast(name, median(values), 'x', goal), reason: spread };
}

function missingIn(measured: readonly Rates[], who: keyof Rates): string {
  return measured.map((rates) => rates[who]).map((rate) => ('missing' in rate ? rate.missing : ''))[0] ?? '';
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? NaN;
}

function absent(name: string, unit: string, goal: string | null, reason: string): Figure {
  return { name, value: null, unit, goal, ok: null, reason };
}

/** The tiers draw from the same streams by purpose, so a difference in one bit is a fault. */
function checkSame(workload: WorkloadName, a: Rate, b: Rate): void {
  if ('missing' in a || 'missing' in b) return;
  if (a.answer.value === b.answer.value && a.answer.checksum === b.answer.checksum) return;
  throw new Error(
    `The tiers disagree on ${workload}: ${JSON.stringify(a.answer)} and ${JSON.stringify(b.answer)}.`,
  );
}
