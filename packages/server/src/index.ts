// What others may use of the server: to start it from code, as the tests of other workspaces do.
export { ConfigError, loadConfig } from './config/loadConfig.ts';
export type { Config } from './config/schema.ts';
export { startServer, type RunningServer } from './server.ts';
