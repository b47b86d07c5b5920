// A WatchingCat server as a process of its own, for tests: free ports, a store that is removed afterwards.
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';

const SERVER = path.resolve(__dirname, '../../server/bin/watchingcat.mjs');

export interface ServerProcess {
  readonly url: string;
  readonly otlpHttp: string;
  close(): Promise<void>;
}

/** @param env beside what keeps it apart from other servers */
export async function startServerProcess(env: NodeJS.ProcessEnv = {}): Promise<ServerProcess> {
  const dataDir = await mkdtemp(path.join(tmpdir(), 'watchingcat-contract-'));
  const server = spawn(process.execPath, [SERVER, 'serve'], {
    env: {
      ...process.env,
      WATCHINGCAT_PORT: '0',
      WATCHINGCAT_OTLP_GRPC_PORT: '0',
      WATCHINGCAT_OTLP_HTTP_PORT: '0',
      WATCHINGCAT_DATA_DIR: dataDir,
      WATCHINGCAT_SHELL_ENABLED: 'false',
      WATCHINGCAT_LOG_LEVEL: 'warn',
      ...env,
    },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const close = async () => {
    server.kill('SIGTERM');
    if (server.exitCode === null) await once(server, 'exit');
    await rm(dataDir, { recursive: true, force: true });
  };
  try {
    return { ...(await addresses(server)), close };
  } catch (cause) {
    await close();
    throw cause;
  }
}

/** From the lines that the server prints when it is ready. */
async function addresses(server: ChildProcess): Promise<{ url: string; otlpHttp: string }> {
  const found = { url: '', otlpHttp: '' };
  for await (const line of createInterface({ input: server.stdout! })) {
    found.url ||= /^WatchingCat is ready: (\S+)/.exec(line)?.[1] ?? '';
    found.otlpHttp ||= /^OTLP HTTP: (\S+)/.exec(line)?.[1] ?? '';
    if (found.url !== '' && found.otlpHttp !== '') return found;
  }
  throw new Error('the server ended before it was ready');
}
