/** Schemas of the HTTP API and the live stream: one source for server validation, OpenAPI, web and cli types. */
export * from './api.ts';
export * from './experiments.ts';
export * from './live.ts';
