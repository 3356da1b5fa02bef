/**
 * The embedded historian: samples, gaps and the journal in one DuckDB file beside the server. Columns of
 * times, values and status codes pack into a few bytes a sample; every append is a durable commit.
 *
 * @example
 * const historian = createDuckdbHistorian({ file: 'data/historian.duckdb', clock });
 * await historian.start();
 * await historian.append(samples);
 */
export type { DuckdbHistorianOptions } from './config.ts';
export { createDuckdbHistorian } from './historian.ts';
