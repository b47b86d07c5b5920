// npm start: the whole product on this machine. Builds what is missing, starts server (with the shell) and demo shop, and prints the
// URL when a first trace can be opened. Ctrl-C ends all of it, in order: the shop first, so that its last spans still arrive.
import { buildBundles } from '../build.ts';
import { endChild, type Child } from '../children.ts';
import { firstTrace } from '../firstTrace.ts';
import { DEMO, SERVER } from '../paths.ts';
import { startUntilLine } from '../startUntilLine.ts';

/** Longer than either gives itself: the shop to hand over what it has, the server to store it. */
const PATIENCE_MS = 25_000;

const children: Child[] = [];
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
  const readyLines: string[] = [];
  const url = await startServer(readyLines);
  const otlp = readyLines.find((line) => line.startsWith('OTLP HTTP: '))!.slice('OTLP HTTP: '.length);
  const shop = await startShop(otlp, url);
  console.log('The shop is open; waiting for its first trace …');
  await firstTrace(url);
  console.log(`Shop: ${shop}`);
  for (const line of readyLines.slice(1)) console.log(line);
  console.log('Ctrl-C ends it.');
  console.log(`WatchingCat is ready: ${url}`);
}

/** Collects the server's three ready lines; resolves with its URL. */
async function startServer(readyLines: string[]): Promise<string> {
  console.log('Starting the server …');
  return startUntilLine('The server', SERVER, ['serve', '--shell'], {
    env: { WATCHINGCAT_LOG_LEVEL: process.env['WATCHINGCAT_LOG_LEVEL'] ?? 'warn' },
    find: (line) => {
      readyLines.push(line);
      return line.startsWith('OTLP HTTP: ') ? /^WatchingCat is ready: (.*)$/.exec(readyLines[0])?.[1] : undefined;
    },
    onStarted: (child) => children.unshift(child),
    onEnded: endAll,
  });
}

async function startShop(otlpUrl: string, uiUrl: string): Promise<string> {
  console.log('Opening the demo shop …');
  return startUntilLine('The demo shop', DEMO, ['start'], {
    env: { OTEL_EXPORTER_OTLP_ENDPOINT: otlpUrl, WATCHINGCAT_UI_URL: uiUrl },
    find: (line) => /^Shop is ready: (.*)$/.exec(line)?.[1],
    onStarted: (child) => children.unshift(child),
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
  if (children.length > 0) console.log('\nEnding …');
  for (const child of children) await endChild(child, PATIENCE_MS);
  process.exit(code);
}
