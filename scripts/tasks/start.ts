// npm start: the whole product on this machine. Builds what is missing, starts server (with the shell) and demo shop, and prints the
// URL when a first trace can be opened. Ctrl-C ends all of it, in order: the shop first, so that its last spans still arrive.
import { buildBundles } from '../build.ts';
import { endChild, startChild, type Child } from '../children.ts';
import { firstTrace } from '../firstTrace.ts';
import { DEMO, SERVER } from '../paths.ts';

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
  return untilLine(
    'The server',
    SERVER,
    ['serve', '--shell'],
    { WATCHINGCAT_LOG_LEVEL: process.env['WATCHINGCAT_LOG_LEVEL'] ?? 'warn' },
    (line) => {
      readyLines.push(line);
      return line.startsWith('OTLP HTTP: ') ? /^WatchingCat is ready: (.*)$/.exec(readyLines[0])?.[1] : undefined;
    },
  );
}

async function startShop(otlpUrl: string, uiUrl: string): Promise<string> {
  console.log('Opening the demo shop …');
  return untilLine(
    'The demo shop',
    DEMO,
    ['start'],
    { OTEL_EXPORTER_OTLP_ENDPOINT: otlpUrl, WATCHINGCAT_UI_URL: uiUrl },
    (line) => {
      return /^Shop is ready: (.*)$/.exec(line)?.[1];
    },
  );
}

/** Starts a child and resolves with what `found` makes of one of its lines; when the child ends, everything ends. */
function untilLine(
  name: string,
  script: string,
  args: readonly string[],
  env: NodeJS.ProcessEnv,
  found: (line: string) => string | undefined,
): Promise<string> {
  return new Promise((resolve, reject) => {
    let ready = false;
    const child = startChild(name, script, args, env, (line) => {
      const result = ready ? undefined : found(line);
      if (result !== undefined) {
        ready = true;
        resolve(result);
      }
    });
    children.unshift(child);
    void child.ended.then((reason) => {
      if (ending) return;
      reject(new Error(`${name} ended (${reason}); its reason is above.`));
      if (ready) {
        console.error(`${name} ended unexpectedly (${reason}).`);
        void end(1);
      }
    });
  });
}

async function end(code: number): Promise<void> {
  if (ending) return; // npm, the terminal and a person may all send a signal
  ending = true;
  if (children.length > 0) console.log('\nEnding …');
  for (const child of children) await endChild(child, PATIENCE_MS);
  process.exit(code);
}
