/**
 * Randomness and statistics for simulation: named random streams, distributions as plain data, the analysis of
 * output, designs of experiments, and ranking and selection.
 *
 * @example
 * const streams = new StreamFamily({ seed: 42, replication: 7 });
 * const service = distribution({ type: 'lognormal', median: 4, p90: 9 });
 * const serviceTime = service.sampler(streams.stream('service'));
 * const minutes = serviceTime();
 */
export * from './distributions/index.ts';
export * from './random/index.ts';
export * from './analysis/index.ts';
export * from './design/index.ts';
export * from './selection/index.ts';
