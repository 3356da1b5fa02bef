import { RateProfile } from './rate-profile.ts';
import { VeinlineError } from '@veinline/base';
import type { Xoshiro128 } from '../random/xoshiro128.ts';
import { notNegative, positive, refuse } from './fields.ts';
import { problemsOf, sentence } from './problems.ts';
import { standardExponential } from './ziggurat.ts';
import { z } from 'zod';

const interval = z
  .strictObject({
    start: notNegative('when this rate begins, counted from the start of the period'),
    rate: notNegative('arrivals per unit of time'),
    endRate: notNegative(
      'the rate reached in a straight line by the next start; rate itself if left out',
    ).optional(),
  })
  .describe('a start and a rate: { start: 8, rate: 12 }');

/** The schema of an arrival profile in a scenario file. */
export const arrivalsSchema = z
  .strictObject({
    rates: z
      .array(interval)
      .min(1)
      .describe('a list of rates in order of time: [{ start: 0, rate: 0 }, { start: 8, rate: 12 }]'),
    period: positive('the time after which the rates repeat; without it the last one stays').optional(),
  })
  .superRefine(({ rates, period }, context) => {
    const last = rates.at(-1)!;
    const inOrder = rates.every(({ start }, i) => (i === 0 ? start === 0 : start > rates[i - 1]!.start));
    const starts = rates.map(({ start }) => start).join(', ');
    if (!inOrder)
      refuse(
        context,
        'rates',
        `start at ${starts}`,
        'Begin with start 0 and let every start be above the last.',
      );
    if (period !== undefined && period <= last.start)
      refuse(
        context,
        'period',
        `is ${period}, not above the last start (${last.start})`,
        'Write a longer period.',
      );
    if (period === undefined && last.endRate !== undefined)
      refuse(context, 'rates', 'end with an endRate that is never reached', 'Delete it, or give a period.');
  })
  .meta({
    title: 'Arrivals',
    description:
      'A rate of arrival that changes over time, in steps or ramps: a non-homogeneous Poisson process.',
  });

/** An arrival profile as plain data. Rates are per unit of model time; a rate of 0 means that nothing arrives. */
export type ArrivalsSpec = z.output<typeof arrivalsSchema>;

/**
 * A non-homogeneous Poisson process: given a time, the time of the next arrival, or Infinity if none will come.
 *
 * Exact, by inversion of the expected count (Cinlar, "Introduction to Stochastic Processes", 1975, section 4.7).
 * Throws DISTRIBUTION_INVALID.
 */
export function arrivals(spec: ArrivalsSpec, stream: Xoshiro128): (now: number) => number {
  const profile = arrivalProfile(spec);
  return (now) => profile.timeAfter(now, standardExponential(stream));
}

/** The rates of a spec as a function of time. Throws DISTRIBUTION_INVALID. */
export function arrivalProfile(spec: ArrivalsSpec): RateProfile {
  const result = arrivalsSchema.safeParse(spec);
  if (result.success) return new RateProfile(spec);
  const problems = problemsOf(result.error, arrivalsSchema, spec, 'The fields are rates and period.');
  const found = problems.map((problem) => sentence(problem, 'The profile')).join(' ');
  throw new VeinlineError('DISTRIBUTION_INVALID', `Invalid arrivals: ${found}`, {
    hint: problems.map(({ fix }) => fix).join(' '),
    details: { spec, problems },
  });
}
