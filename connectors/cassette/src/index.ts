/**
 * Records any connector to a file and replays it through the same port, so that nothing downstream can tell a
 * replay from a plant, except by its time source.
 *
 * @example
 * const taped = recordConnector(connector, '/data/run-7.cassette', { clock });
 * const settings = { file: 'run-7.cassette', speed: 10, loop: true };
 * const replay = createCassetteConnector({ id: 'demo', kind: 'cassette', timeSource: 'replay', settings }, deps);
 */
export { createCassetteConnector } from './connector.ts';
export type { CassetteDependencies } from './connector.ts';
export { cassetteSettings } from './config.ts';
export type { CassetteSettings } from './config.ts';
export { CassetteFileError, CassetteSettingsError } from './errors.ts';
export { recordConnector } from './recorder.ts';
export type { RecorderDependencies } from './recorder.ts';
export { CassetteWriter } from './writer.ts';
