/**
 * A historian in InfluxDB 2, for plants that run one already: samples, gaps and the journal as measurements
 * of one bucket, written as line protocol and read by Flux.
 *
 * @example
 * const historian = createInfluxdbHistorian({ url: 'http://localhost:8086', token, org: 'plant', bucket: 'gmp' });
 * await historian.start();
 * await historian.append(samples);
 */
export type { InfluxdbHistorianOptions } from './config.ts';
export { createInfluxdbHistorian } from './historian.ts';
