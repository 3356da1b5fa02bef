/**
 * The Veinline server: reads a plant through its connectors, keeps its history, raises its alarms and serves
 * the API and the web app.
 *
 * @example
 * const server = await startServer(readSettings(process.env), process.env, createLogger('info'));
 * console.log(server.signInLink());
 */
export { createLogger } from './platform/logger.ts';
export {
  environmentName,
  readSettings,
  settingNames,
  settingsSchema,
  type Settings,
} from './platform/settings.ts';
export { startServer, type RunningServer } from './server.ts';
