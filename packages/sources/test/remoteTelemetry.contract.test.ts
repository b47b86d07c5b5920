// RemoteTelemetry against the real server: its own process, its own store, spans sent by OTLP.
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { spansToOtlpJson } from '@watchingcat/model';
import { RemoteTelemetry, serverHealth } from '../src/index.ts';
import { fetchTransport } from './fetchTransport.ts';
import { logsToOtlpJson } from './otlpLogs.ts';
import { describeTelemetryContract, type ContractContent } from './telemetryContract.ts';

const SERVER = path.resolve(__dirname, '../../server/bin/watchingcat.mjs');

describeTelemetryContract('RemoteTelemetry', async (content) => {
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
    },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const close = async () => {
    server.kill('SIGTERM');
    if (server.exitCode === null) await once(server, 'exit');
    await rm(dataDir, { recursive: true, force: true });
  };
  try {
    return { telemetry: await fill(server, content), close };
  } catch (cause) {
    await close();
    throw cause;
  }
});

async function fill(server: ChildProcess, { spans, logs }: ContractContent): Promise<RemoteTelemetry> {
  const { url, otlpHttp } = await addresses(server);
  await send(new URL('/v1/traces', otlpHttp), spansToOtlpJson(spans));
  await send(new URL('/v1/logs', otlpHttp), logsToOtlpJson(logs));
  const transport = fetchTransport(url);
  expect((await serverHealth(transport)).status).toBe('ok');
  return new RemoteTelemetry(transport);
}

async function send(url: URL, request: object): Promise<void> {
  const headers = { 'content-type': 'application/json' };
  const { status } = await fetch(url, { method: 'POST', headers, body: JSON.stringify(request) });
  expect(status).toBe(200);
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
