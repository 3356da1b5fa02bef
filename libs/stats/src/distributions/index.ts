export { arrivalProfile, arrivals, arrivalsSchema } from './arrivals.ts';
export type { ArrivalsSpec } from './arrivals.ts';
export { distribution, distributionSchema } from './distribution.ts';
export type { Distribution, DistributionSpec, TypedDistributionSpec } from './distribution.ts';
export type { Law } from './law.ts';
export type { MixtureSpec } from './mixture.ts';
export type { RateProfile } from './rate-profile.ts';
export type { SpecProblem } from './problems.ts';
