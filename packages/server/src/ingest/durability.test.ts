import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { openEmbeddedStore } from '../store/embeddedStore.ts';
import { silent, temporaryDirectory } from '../store/testing/temporaryStore.ts';
import { sdkSpan, serialize } from './testing/sdkTelemetry.ts';

// For machines that do much else at the same time; nothing here is about time.
jest.setTimeout(60_000);

interface Running {
  readonly process: ChildProcess;
  readonly port: number;
  readonly enginePid: number;
}

async function startServer(dataDir: string): Promise<Running> {
  const child = spawn(
    process.execPath,
    [fileURLToPath(new URL('./testing/ingestServer.ts', import.meta.url)), dataDir],
    {
      stdio: ['ignore', 'pipe', 'inherit'],
    },
  );
  const [line] = (await once(createInterface(child.stdout), 'line')) as [string];
  return { process: child, ...(JSON.parse(line) as { port: number; enginePid: number }) };
}

async function send(port: number, name: string): Promise<number> {
  const body = serialize.protobuf.traces([sdkSpan({ name })]) as Uint8Array<ArrayBuffer>;
  const headers = { 'content-type': 'application/x-protobuf' };
  return (await fetch(`http://127.0.0.1:${port}/v1/traces`, { method: 'POST', headers, body })).status;
}

describe('rows that were acknowledged', () => {
  let directory: Awaited<ReturnType<typeof temporaryDirectory>>;
  beforeEach(async () => {
    directory = await temporaryDirectory();
  });
  afterEach(() => directory.remove());

  const storedNames = async (): Promise<readonly unknown[]> => {
    const store = await openEmbeddedStore({ dataDir: directory.path, log: silent });
    try {
      const { SpanName } = await store.columns<{ SpanName: unknown[] }>('SELECT SpanName FROM spans ORDER BY SpanName');
      return SpanName;
    } finally {
      await store.close();
    }
  };

  it('are there after the server was killed: its engine ends by itself, or the directory would not open again', async () => {
    const server = await startServer(directory.path);
    expect(await send(server.port, 'before the kill')).toBe(200);
    server.process.kill('SIGKILL');
    await once(server.process, 'exit');
    expect(await storedNames()).toEqual(['before the kill']);
  });

  it('are there after the engine was killed, and the server takes more as soon as the engine is back', async () => {
    const server = await startServer(directory.path);
    expect(await send(server.port, 'a')).toBe(200);
    process.kill(server.enginePid, 'SIGKILL');
    let status = await send(server.port, 'b');
    while (status === 503) {
      await sleep(20);
      status = await send(server.port, 'b');
    }
    expect(status).toBe(200);
    server.process.kill('SIGKILL');
    await once(server.process, 'exit');
    expect(await storedNames()).toEqual(['a', 'b']);
  });

  it('are not lost to a Ctrl-C that reaches the engine first: it waits for the server', async () => {
    const server = await startServer(directory.path);
    process.kill(server.enginePid, 'SIGINT');
    process.kill(server.enginePid, 'SIGTERM');
    expect(await send(server.port, 'after the signals')).toBe(200);
    server.process.kill('SIGKILL');
    await once(server.process, 'exit');
    expect(await storedNames()).toEqual(['after the signals']);
  });
});
