// `watchingcat serve`: starts the server, says on stdout that it is ready, and ends it on SIGTERM or SIGINT.
import { loadConfig } from '../config/loadConfig.ts';
import { PortInUseError } from '../ingest/receivers/listen.ts';
import { createLog } from '../logging/createLog.ts';
import type { RunningServer } from '../server.ts';
import { StoreError } from '../store/Store.ts';

export interface ServeOptions {
  readonly configFile?: string | undefined;
  readonly shell?: boolean | undefined;
}

/** A server that cannot stop in this time ends anyway: what it had acknowledged is durable. */
const SHUTDOWN_MS = 20_000;

/** @returns the exit code, after the server has ended */
export async function serve({ configFile, shell }: ServeOptions): Promise<number> {
  const config = await loadConfig({ file: configFile, env: process.env, cwd: process.cwd() });
  if (shell !== undefined) config.shell.enabled = shell;
  // After the configuration, so that what is wrong with it is said at once.
  const { startServer } = await import('../server.ts');
  const log = createLog(config.log.level);
  const stopped = stopSignal();
  let server: RunningServer;
  try {
    server = await startServer(config, log);
  } catch (error) {
    if (!(error instanceof PortInUseError || error instanceof StoreError)) throw error;
    process.stderr.write(`watchingcat: ${error.message}\n`);
    return 1;
  }
  log.info({ url: server.url, otlpGrpc: server.otlpGrpc, otlpHttp: server.otlpHttp }, 'ready');
  process.stdout.write(
    `WatchingCat is ready: ${server.url}\nOTLP gRPC: ${server.otlpGrpc}\nOTLP HTTP: ${server.otlpHttp}\n`,
  );
  const reason = await Promise.race([stopped, server.failed]);
  if (reason instanceof Error) log.error({ err: reason }, 'The server lost a part of itself and ends');
  else log.info({ signal: reason }, 'stopping');
  const bound = setTimeout(() => {
    log.error('The server did not stop in time and is ended');
    process.exit(1);
  }, SHUTDOWN_MS);
  await server.close();
  clearTimeout(bound);
  log.info('stopped');
  return reason instanceof Error ? 1 : 0;
}

/**
 * The first signal asks to stop; the second, from someone who does not want to wait, ends the process at once. Whoever started us over
 * IPC (`npm start`) and is gone cannot ask any more: that counts as asking.
 */
function stopSignal(): Promise<NodeJS.Signals | 'disconnect'> {
  return new Promise((resolve) => {
    let asked = false;
    const stop = (signal: NodeJS.Signals) => {
      if (asked) process.exit(signal === 'SIGINT' ? 130 : 143);
      asked = true;
      resolve(signal);
    };
    process.on('SIGTERM', stop).on('SIGINT', stop);
    process.on('disconnect', () => resolve('disconnect'));
  });
}
