// npm run stack: the product beside real back-ends, installed natively (scripts/stack). The shop sends to a Collector, which feeds Jaeger
// and Prometheus and passes everything on to the WatchingCat server. Ctrl-C ends it in the order of the flow, so that nothing is lost.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildBundles } from '../build.ts';
import { endChild, type Child } from '../children.ts';
import { firstTrace } from '../firstTrace.ts';
import { DEMO, SERVER } from '../paths.ts';
import { startUntilLine } from '../startUntilLine.ts';
import { freePorts } from '../stack/components/ports.ts';
import { startStack, type Stack } from '../stack/startStack.ts';
import { sourcesEnvironment } from '../stack/sourcesEnvironment.ts';

const PATIENCE_MS = 25_000;
/** A person looks at minutes: scraping as often as tests do would only cost CPU. */
const SCRAPE_INTERVAL_MS = 5000;

let dir: string | undefined;
let stack: Stack | undefined;
let server: Child | undefined;
let shop: Child | undefined;
let ending = false;
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => void end(0));

try {
  await buildBundles();
  await start();
} catch (error) {
  if (!ending) {
    console.error(error instanceof Error ? error.message : error);
    await end(1);
  }
}

async function start(): Promise<void> {
  dir = await mkdtemp(join(tmpdir(), 'watchingcat-stack-'));
  // The Collector must know the port before the server has it, so `0` is chosen here.
  const given = process.env['WATCHINGCAT_OTLP_HTTP_PORT'] ?? '0';
  const port = given === '0' || given === '' ? String((await freePorts(1))[0]) : given;
  const ownOtlp = `http://127.0.0.1:${port}`;
  stack = await startStack({
    components: ['elasticsearch', 'jaeger', 'collector', 'prometheus'],
    dir,
    onProgress: console.log,
    scrapeIntervalMs: SCRAPE_INTERVAL_MS,
    forwardTo: ownOtlp,
  });
  const url = await startServer(port);
  const otlp = stack.collector?.otlpHttp ?? ownOtlp;
  const shopUrl = await startShop(otlp, url);
  console.log('The shop is open; waiting for its first trace …');
  await firstTrace(url);
  console.log(`Shop:           ${shopUrl}`);
  console.log(`Jaeger:         ${stack.jaeger?.queryUrl ?? 'skipped, see above'}`);
  console.log(`Prometheus:     ${stack.prometheus?.url ?? 'skipped, see above'}`);
  console.log(`Elasticsearch:  ${stack.elasticsearch?.url ?? 'skipped, see above'}`);
  console.log(`OTLP/HTTP:      ${otlp}${stack.collector ? ' (Collector)' : ''}`);
  console.log('Ctrl-C ends it.');
  console.log(`WatchingCat is ready: ${url}`);
}

async function startServer(otlpHttpPort: string): Promise<string> {
  console.log('Starting the server …');
  const env = {
    WATCHINGCAT_LOG_LEVEL: process.env['WATCHINGCAT_LOG_LEVEL'] ?? 'warn',
    WATCHINGCAT_OTLP_HTTP_PORT: otlpHttpPort,
    ...(stack ? sourcesEnvironment(stack) : {}),
  };
  return startUntilLine('The server', SERVER, ['serve', '--shell'], {
    env,
    find: (line) => /^WatchingCat is ready: (.*)$/.exec(line)?.[1],
    onStarted: (child) => (server = child),
    onEnded: endAll,
  });
}

async function startShop(otlpUrl: string, uiUrl: string): Promise<string> {
  console.log('Opening the demo shop …');
  return startUntilLine('The demo shop', DEMO, ['start'], {
    env: { OTEL_EXPORTER_OTLP_ENDPOINT: otlpUrl, WATCHINGCAT_UI_URL: uiUrl },
    find: (line) => /^Shop is ready: (.*)$/.exec(line)?.[1],
    onStarted: (child) => (shop = child),
    onEnded: endAll,
  });
}

function endAll(message: string): void {
  if (ending) return;
  console.error(message);
  void end(1);
}

async function end(code: number): Promise<void> {
  if (ending) return; // npm, the terminal and a person may all send a signal
  ending = true;
  console.log('\nEnding …');
  if (shop) await endChild(shop, PATIENCE_MS);
  await stack?.close();
  if (server) await endChild(server, PATIENCE_MS);
  if (dir !== undefined) await rm(dir, { recursive: true, force: true });
  process.exit(code);
}
