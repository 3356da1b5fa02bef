import { type BetaSpec, type PertSpec, beta, pert } from './beta.ts';
import { type BinomialSpec, binomial } from './binomial.ts';
import { type ConstantSpec, constant } from './constant.ts';
import { type DiscreteSpec, type EmpiricalSpec, discrete, empirical } from './discrete.ts';
import { type ErlangSpec, type GammaSpec, erlang, gamma } from './gamma.ts';
import { type ExponentialSpec, exponential } from './exponential.ts';
import { type GeometricSpec, geometric } from './geometric.ts';
import type { Kind, Law } from './law.ts';
import { type LognormalSpec, lognormal } from './lognormal.ts';
import { type MixtureSpec, mixtureOf } from './mixture.ts';
import { type NegativeBinomialSpec, negativeBinomial } from './negative-binomial.ts';
import { type NormalSpec, normal } from './normal.ts';
import { type PoissonSpec, poisson } from './poisson.ts';
import { type SpecProblem, problemsOf, sentence, shown } from './problems.ts';
import { type TriangularSpec, triangular } from './triangular.ts';
import { type TruncatedNormalSpec, truncatedNormal } from './truncated-normal.ts';
import { type UniformSpec, uniform } from './uniform.ts';
import { type WeibullSpec, weibull } from './weibull.ts';
import { VeinlineError, nearestName } from '@veinline/base';
import { z } from 'zod';

/** A distribution as an object with a `type`. */
export type TypedDistributionSpec =
  | ConstantSpec
  | UniformSpec
  | TriangularSpec
  | PertSpec
  | ExponentialSpec
  | GammaSpec
  | ErlangSpec
  | WeibullSpec
  | NormalSpec
  | TruncatedNormalSpec
  | LognormalSpec
  | BetaSpec
  | PoissonSpec
  | BinomialSpec
  | NegativeBinomialSpec
  | GeometricSpec
  | EmpiricalSpec
  | DiscreteSpec
  | MixtureSpec<DistributionSpec>;

/** A distribution as plain data, as scenarios write it; a bare number is that number every time. */
export type DistributionSpec = number | TypedDistributionSpec;

/** A probability distribution: theory (moments, cdf, quantile) and practice (samplers). */
export interface Distribution extends Law {
  readonly spec: TypedDistributionSpec;
  /** P(X <= x), for any x. */
  cdf(x: number): number;
  /** The least x with cdf(x) >= p, for 0 <= p <= 1; NaN for other p. */
  quantile(p: number): number;
}

const mixture = mixtureOf<DistributionSpec>(
  () => distributionSchema,
  (spec) => lawOf(typed(spec)),
);

// One map for all kinds: a spec is only ever handed to the kind its type names.
const kinds = new Map<string, Kind<TypedDistributionSpec>>();
for (const kind of [
  ...[constant, uniform, triangular, pert, exponential, gamma, erlang, weibull, normal, truncatedNormal],
  ...[lognormal, beta, poisson, binomial, negativeBinomial, geometric, empirical, discrete, mixture],
])
  kinds.set(kind.type, kind as unknown as Kind<TypedDistributionSpec>);

/**
 * The schema of a distribution in a scenario or parameter file.
 *
 * Its issues are in words: each has a message with the value and the remedy, and `params` with `problem` and `fix`.
 */
export const distributionSchema: z.ZodType<DistributionSpec> = z
  .preprocess(
    (value, context) => {
      const problems = check(value);
      for (const { path, problem, fix } of problems)
        context.addIssue({
          code: 'custom',
          path: [...path],
          message: `${sentence({ path, problem, fix }, 'the distribution')} ${fix}`,
          params: { problem, fix },
        });
      return problems.length > 0 ? z.NEVER : value;
    },
    z.union([
      z.number().meta({ title: 'A fixed value', description: 'Always the same value.' }),
      ...[...kinds.values()].flatMap((kind) => kind.variants),
    ]),
  )
  .meta({
    id: 'Distribution',
    title: 'Distribution',
    description: 'a number, or a distribution such as { type: lognormal, median: 4, p90: 9 }',
  });

/**
 * The distribution a spec describes. Throws DISTRIBUTION_INVALID, naming every field that is wrong, its value and
 * the remedy.
 */
export function distribution(spec: DistributionSpec): Distribution {
  const problems = check(spec);
  if (problems.length === 0) return { ...lawOf(typed(spec)), spec: typed(spec) };
  const subject = 'The distribution';
  const name = typeof spec === 'object' && typeof spec?.type === 'string' ? ` (${shown(spec.type)})` : '';
  throw new VeinlineError(
    'DISTRIBUTION_INVALID',
    `Invalid distribution${name}: ${problems.map((problem) => sentence(problem, subject)).join(' ')}`,
    { hint: problems.map(({ fix }) => fix).join(' '), details: { spec, problems } },
  );
}

function typed(spec: DistributionSpec): TypedDistributionSpec {
  return typeof spec === 'number' ? { type: 'constant', value: spec } : spec;
}

/** The law with the edges of its support handled once for all kinds. */
function lawOf(spec: TypedDistributionSpec): Law {
  const law = kinds.get(spec.type)!.law(spec);
  const [least, greatest] = law.support;
  return {
    ...law,
    cdf: (x) => (x < least ? 0 : x >= greatest ? 1 : x === x ? law.cdf(x) : NaN),
    quantile: (p) => {
      if (p > 0 && p < 1) return law.quantile(p);
      return p === 0 ? least : p === 1 ? greatest : NaN;
    },
  };
}

function check(value: unknown): readonly SpecProblem[] {
  if (typeof value === 'number' && Number.isFinite(value)) return [];
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    const fix = 'Write a number, or a distribution such as { type: exponential, mean: 3 }.';
    return [{ path: [], problem: value === undefined ? 'is missing' : `is ${shown(value)}`, fix }];
  }
  const type = 'type' in value ? value.type : undefined;
  const kind = typeof type === 'string' ? kinds.get(type) : undefined;
  if (kind === undefined) return [unknownType(type)];
  const variant = closest(kind.variants, value);
  const result = variant.safeParse(value);
  return result.success ? [] : problemsOf(result.error, variant, value, formsOf(kind));
}

function unknownType(type: unknown): SpecProblem {
  const all = `The types are ${[...kinds.keys()].join(', ')}.`;
  if (type === undefined) return { path: [], problem: 'has no "type"', fix: `Add it. ${all}` };
  const near = typeof type === 'string' ? nearestName(type, kinds.keys()) : null;
  const fix = near === null ? all : `Did you mean "${near}"? ${all}`;
  return { path: ['type'], problem: `is ${shown(type)}`, fix };
}

/** The form that shares most fields with the value, so that problems are about what its author had in mind. */
function closest<S extends z.ZodType>(variants: readonly S[], value: object): S {
  const shared = (variant: S): number => fieldsOf(variant).filter((key) => Object.hasOwn(value, key)).length;
  return variants.reduce((best, variant) => (shared(variant) > shared(best) ? variant : best));
}

function formsOf(kind: Kind<TypedDistributionSpec>): string {
  const forms = kind.variants.map((variant) => fieldsOf(variant).join(' and '));
  return `The fields of type ${kind.type} are ${forms.join(', or ')}.`;
}

function fieldsOf(variant: z.ZodType): readonly string[] {
  return variant instanceof z.ZodObject ? Object.keys(variant.shape).filter((key) => key !== 'type') : [];
}
