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

function workloadFigures(workload: WorkloadName): Figure[] {
  const rates = {
    generator: tierRate('generator', workload),
    callback: tierRate('callback', workload),
    flow: tierRate('flow', workload),
    c: referenceRate(workload),
    simpy: simpyRate(workload),
  };
  checkSame(workload, rates.generator, rates.callback);
  checkSame(workload, rates.generator, rates.flow);
  const name = (of: string): string => `des.${workload}.${of}`;
  const isQueue = workload === 'mm1' || workload === 'mm10';
  return [
    ...Object.entries(rates).map(([who, rate]) => rateFigure(name(who), rate)),
    ratio(name('generator_to_simpy'), rates.generator, rates.simpy, generatorToSimpy[workload]),
    ...(isQueue ? [ratio(name('callback_to_generator'), rates.callback, rates.generator, 1.5)] : []),
    ratio(name('flow_to_c'), rates.flow, rates.c, 0.6),
  ];
}

function rateFigure(name: string, rate: Rate): Figure {
  const unit = 'million events/CPU s';
  return 'missing' in rate
    ? absent(name, unit, null, rate.missing)
    : peer(name, rate.eventsPerMicrosecond, unit);
}

function ratio(name: string, above: Rate, below: Rate, goal: number): Figure {
  if ('missing' in above) return absent(name, 'x', `>= ${goal} x`, above.missing);
  if ('missing' in below) return absent(name, 'x', `>= ${goal} x`, below.missing);
  return atLeast(name, above.eventsPerMicrosecond / below.eventsPerMicrosecond, 'x', goal);
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
