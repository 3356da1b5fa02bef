/**
 * The `veinline` command: checks plant files, tests and browses connections, records cassettes. `run` is the whole
 * program without its process, for tests and for embedding.
 *
 * @example
 * const exitCode = await run(['plant', 'check', 'plant.yaml'], terminal, '0.1.0');
 */
export { run } from './program.ts';
export { ExitCode } from './terminal.ts';
export type { Terminal } from './terminal.ts';
