import type { JSX } from 'react';
import {
  effectHeight,
  muSigmaOption,
  sobolOption,
  tornadoOption,
  type NamedEffect,
} from '../../../charts/statistics/effect-options.ts';
import { Figure, type FigureTable } from '../../../charts/statistics/figure.tsx';
import type { LegendEntry } from '../../../charts/statistics/figure-png.ts';
import { decimalsFor, estimateText, figureText, unitText } from '../../../domain/estimate.ts';
import { titleOf } from '../../../domain/value-words.ts';
import { namesOfPaths } from './levers.ts';
import type { ResultProps } from './result-props.ts';

const tornadoLegend: readonly LegendEntry[] = [
  { swatch: 'full', text: 'mean effect, with its direction' },
  { swatch: 'pale', text: 'mean size of effect: beyond the dark bar the effect changes direction' },
];
const sobolLegend: readonly LegendEntry[] = [
  { swatch: 'full', text: 'the factor alone (first order)' },
  { swatch: 'outline', text: 'with all its interactions (total)' },
  { swatch: 'whisker', text: 'interval' },
];

/** Which factors move which output: a tornado and μ*–σ after Morris, shares of the variance after Sobol. */
export function SensitivityTab(props: ResultProps): JSX.Element {
  const { experiment, results, model, shown, frame } = props;
  if (experiment.request.kind !== 'sensitivity') return <></>;
  const { method, factors } = experiment.request;
  const wordsFor = namesOfPaths(experiment, model);
  return (
    <>
      {shown.map((output) => {
        const own = results.effects.filter((effect) => effect.output === output);
        const size = (effect: NamedEffect): number => effect.muStar ?? effect.total?.mean ?? 0;
        const effects = own
          .map((effect): NamedEffect => ({ ...effect, label: wordsFor(effect.factor).full }))
          .sort((a, b) => size(b) - size(a));
        const title = titleOf(output, method === 'morris' ? (own[0]?.unit ?? '') : '');
        const height = effectHeight(factors.length);
        if (method === 'sobol') {
          return (
            <Figure
              key={output}
              title={`${title}: share of the variance`}
              summary={sobolSummary(effects, results.confidence)}
              option={sobolOption(effects, results.confidence)}
              height={height}
              table={sobolTable(effects, results.confidence)}
              frame={frame}
              legend={sobolLegend}
            />
          );
        }
        return (
          <div key={output} className="figures" data-columns={2}>
            <Figure
              title={`${title}: effect of each factor`}
              summary={morrisSummary(effects)}
              option={tornadoOption(effects)}
              height={Math.max(height, 230)}
              table={morrisTable(effects)}
              frame={frame}
              legend={tornadoLegend}
            />
            <Figure
              title={`${title}: size and evenness of effects`}
              summary={sigmaSummary(effects)}
              option={muSigmaOption(effects)}
              height={Math.max(height, 230) + 22}
              table={morrisTable(effects)}
              frame={frame}
            />
          </div>
        );
      })}
    </>
  );
}

function morrisSummary(effects: readonly NamedEffect[]): string {
  const [first, second] = effects;
  if (first === undefined || first.muStar === null) return 'No effect could be worked out.';
  const unit = unitText(first.unit);
  const figure = (effect: NamedEffect): string =>
    `${effect.label} (${figureText(effect.muStar, decimalsFor(null, effect.muStar))}${unit && ` ${unit}`}${(effect.mu ?? 0) < 0 ? ', downwards' : ', upwards'})`;
  const rest = second === undefined || second.muStar === null ? '' : `, then ${figure(second)}`;
  return `Moving a factor from its low to its high end counts most for ${figure(first)}${rest}.`;
}

function sigmaSummary(effects: readonly NamedEffect[]): string {
  const uneven = effects.filter(
    ({ muStar, sigma }) => muStar !== null && sigma !== null && sigma > muStar / 2 && muStar > 0,
  );
  if (uneven.length === 0) return 'All factors act evenly: their effects hardly depend on the other factors.';
  const names = uneven.slice(0, 3).map(({ label }) => label);
  return `High up are factors whose effect depends on the others or is not straight: ${names.join(', ')}.`;
}

function morrisTable(effects: readonly NamedEffect[]): FigureTable {
  return {
    columns: ['Factor', 'Mean effect μ', 'Mean size μ*', 'Spread σ', 'Unit'],
    rows: effects.map(({ label, mu, muStar, sigma, unit }) => {
      const decimals = decimalsFor(null, muStar);
      return [label, ...[mu, muStar, sigma].map((value) => figureText(value, decimals)), unitText(unit)];
    }),
  };
}

function sobolSummary(effects: readonly NamedEffect[], confidence: number): string {
  const [first] = effects;
  if (first === undefined || first.total === null) return 'No index could be worked out.';
  const alone = effects.reduce((sum, { first: index }) => sum + (index?.mean ?? 0), 0);
  return `${first.label} explains most: ${estimateText(first.total, '', confidence)} of the variance with its interactions. Alone, all factors together explain ${figureText(Math.max(0, Math.min(1, alone)) * 100, 0)} %.`;
}

function sobolTable(effects: readonly NamedEffect[], confidence: number): FigureTable {
  return {
    columns: ['Factor', 'Alone (first order)', 'With interactions (total)'],
    rows: effects.map(({ label, first, total }) => [
      label,
      ...[first, total].map((index) => (index ? estimateText(index, '', confidence) : '–')),
    ]),
  };
}
