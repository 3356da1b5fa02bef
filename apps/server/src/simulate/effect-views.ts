import type { Difference, Effect, Interval } from '@veinline/contracts';
import type { Comparison, MorrisScreening, SobolDecomposition, SobolFactor } from '@veinline/experiment';
import { finite, intervalView } from './result-views.ts';

/** All differences of a comparison, scenario by scenario. */
export function differenceViews({ alternatives }: Comparison): Difference[] {
  return alternatives.flatMap(({ result, differences }) =>
    Object.entries(differences).map(([output, { unit, interval, isSignificant }]) => ({
      ...intervalView(interval),
      scenario: result.experiment.name,
      output,
      unit,
      isSignificant,
    })),
  );
}

/** The screening of one output, factor by factor. */
export function effectOfMorris({ output, unit, factors }: MorrisScreening): Effect[] {
  return factors.map(({ path, mu, muStar, sigma }) => ({
    factor: path,
    output,
    unit,
    mu: finite(mu),
    muStar: finite(muStar),
    sigma: finite(sigma),
    first: null,
    total: null,
  }));
}

/** The variance shares of one output, factor by factor. */
export function effectOfSobol({ output, unit, factors }: SobolDecomposition, experiments: number): Effect[] {
  return factors.map(({ path, firstOrder, total }) => ({
    factor: path,
    output,
    unit,
    mu: null,
    muStar: null,
    sigma: null,
    first: indexView(firstOrder, experiments),
    total: indexView(total, experiments),
  }));
}

function indexView({ index, low, high }: SobolFactor['total'], experiments: number): Interval {
  return {
    mean: finite(index),
    low: finite(low),
    high: finite(high),
    halfWidth: finite((high - low) / 2),
    replications: experiments,
  };
}
