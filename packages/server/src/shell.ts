// The pages, where the shell is there and built. It is an optional neighbour: the server alone has no dependency on it.
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { FastifyInstance } from 'fastify';
import { ConfigError } from './config/loadConfig.ts';

interface ShellModule {
  registerShell(app: FastifyInstance, options: { readonly root: string }): Promise<void>;
}

const ROOT = join(dirname(fileURLToPath(import.meta.url)), '../../..');
const BUILT_PAGE = join(ROOT, 'packages/shell/dist/index.html');

/** @param enabled `undefined`: if the shell is built @throws ConfigError when it is wanted and not built */
export async function loadShell(
  enabled: boolean | undefined,
): Promise<((app: FastifyInstance) => Promise<void>) | undefined> {
  const isBuilt = existsSync(BUILT_PAGE);
  if (enabled === false || (enabled === undefined && !isBuilt)) return undefined;
  if (!isBuilt) throw new ConfigError('The shell is not built. Run `npm run build`, or start with --no-shell.');
  const name = '@watchingcat/shell/server';
  const { registerShell } = (await import(name)) as ShellModule;
  return (app) => registerShell(app, { root: ROOT });
}
