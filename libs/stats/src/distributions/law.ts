import type { Xoshiro128 } from '../random/xoshiro128.ts';
import type { z } from 'zod';

/** What a kind of distribution computes from its parameters; `distribution()` adds the spec and guards the edges. */
export interface Law {
  /** The least and the greatest value, infinite where there is none. */
  readonly support: readonly [least: number, greatest: number];
  readonly mean: number;
  readonly variance: number;
  /** True if the values are separate points (whole numbers, listed outcomes) rather than a range. */
  readonly isDiscrete: boolean;
  /** The probability of a value of at most x; called inside the support only. */
  cdf(x: number): number;
  /** The least x with cdf(x) >= p; called for 0 < p < 1 only. */
  quantile(p: number): number;
  /** A source of values that draws from the stream, which it may share with other samplers. */
  sampler(stream: Xoshiro128): () => number;
}

/** A kind of distribution: the forms in which a scenario may write it, and its law. */
export interface Kind<Spec> {
  readonly type: string;
  readonly variants: readonly z.ZodType<Spec>[];
  law(spec: Spec): Law;
}

/** Ties the variants' types to the parameter of `law`. */
export function kind<const V extends readonly z.ZodType[]>(
  type: string,
  variants: V,
  law: (spec: z.output<V[number]>) => Law,
): Kind<z.output<V[number]>> {
  return { type, variants: variants as unknown as Kind<z.output<V[number]>>['variants'], law };
}
