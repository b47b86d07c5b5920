// The shop as a person starts it: with `start`, in processes of its own, with shoppers.
import { createServer, type AddressInfo } from 'node:net';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DemoProcess, isRunning } from './testing/DemoProcess.ts';
import { Sink } from './testing/Sink.ts';
import { QUICK } from './testing/TestShop.ts';

jest.setTimeout(90_000);

const sink = new Sink();
let endpoint: string;
let dataDir: string;
beforeAll(async () => {
  endpoint = await sink.start();
  dataDir = await mkdtemp(join(tmpdir(), 'watchingcat-demo-'));
});
afterAll(async () => {
  await sink.stop();
  await rm(dataDir, { recursive: true, force: true });
});

it.each(['SIGTERM', 'SIGKILL'] as const)('has shoppers, and leaves no process behind after %s', async (signal) => {
  const env = { ...QUICK, OTEL_EXPORTER_OTLP_ENDPOINT: endpoint, WATCHINGCAT_DATA_DIR: dataDir };
  const run = new DemoProcess(['start', '--port', '0', '--rate', '20', '--seed', '7'], env);
  await run.line(/^Shop is ready: http:\/\/127\.0\.0\.1:\d+$/m);
  const pids = await run.childPids();
  expect(pids).toHaveLength(5);
  const shoppers = await sink.waitFor('a shopper', () =>
    sink.spans.find(({ service, parentSpanId }) => service === 'loadgen' && parentSpanId === ''),
  );
  await sink.waitFor('what the shopper caused', () => {
    return new Set(sink.trace(shoppers.traceId).map(({ service }) => service)).size >= 3;
  });
  run.kill(signal);
  expect(await run.ended()).toBe(signal === 'SIGTERM' ? 0 : null);
  await sink.waitFor('the end of all services', () => !pids.some(isRunning));
});

it('says which port is in use, and ends', async () => {
  const other = createServer();
  await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve));
  const { port } = other.address() as AddressInfo;
  const run = new DemoProcess(['start', '--port', String(port)], QUICK);
  expect(await run.ended()).toBe(1);
  expect(run.output).toContain(`Port ${port} is in use`);
  expect(run.output).not.toContain(' at ');
  await new Promise((resolve) => other.close(resolve));
});
