// The pages, where the shell is there and built. It is an optional neighbour: the server alone has no dependency on it.
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { FastifyInstance } from 'fastify';
import { ConfigError } from './config/loadConfig.ts';
import type { Config } from './config/schema.ts';
import { VERSION } from './version.ts';

interface ShellModule {
  readonly registerShell: (
    app: FastifyInstance,
    options: { pluginDir: string; shellDir: string; provisioningDir: string; dataDir: string; version: string },
  ) => Promise<void>;
}

const ROOT = join(dirname(fileURLToPath(import.meta.url)), '../../..');
const SHELL_DIR = join(ROOT, 'packages/shell/dist');
const PLUGIN_DIR = join(ROOT, 'plugins/watchingcat-app/dist');

/** `enabled` not given: if the shell is built. @throws ConfigError when it is wanted and not built */
export async function loadShell(
  { enabled, dir: shellDir = SHELL_DIR }: Config['shell'],
  dataDir: string,
): Promise<((app: FastifyInstance) => Promise<void>) | undefined> {
  const isBuilt = existsSync(join(shellDir, 'manifest.json')) && existsSync(join(PLUGIN_DIR, 'module.js'));
  if (enabled === false || (enabled === undefined && !isBuilt)) return undefined;
  if (!isBuilt) throw new ConfigError('The shell is not built. Run `npm run build`, or start with --no-shell.');
  const name = '@watchingcat/shell/server';
  const { registerShell } = (await import(name)) as ShellModule;
  const provisioningDir = join(ROOT, 'provisioning');
  return (app) => registerShell(app, { pluginDir: PLUGIN_DIR, shellDir, provisioningDir, dataDir, version: VERSION });
}
