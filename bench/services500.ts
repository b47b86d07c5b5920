// npm run bench -- services500: the Services page over a real Prometheus that has span metrics of 500 services, through the shell's proxy. Counts what Prometheus
// is asked for a cold page, and how long until all 500 rows are there: cold (an empty cache), on a reload, and coming from another page of the
// app, which is what the data alone costs. `value` is the last one, in ms; the limit of each page is 1,000 ms and 4 queries.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { chromium, type Page } from '@playwright/test';
import { startSpanMetricsExporter } from '../packages/sources/test/spanMetricsExporter.ts';
import { findChromium } from '../scripts/chromium.ts';
import { endChild, type Child } from '../scripts/children.ts';
import { SERVER } from '../scripts/paths.ts';
import { startStack } from '../scripts/stack/startStack.ts';
import { startUntilLine } from '../scripts/startUntilLine.ts';

const SERVICES = 500;
const ROUNDS = 5;
/** Two minutes of samples: a page of the last minute has data before it, too. */
const SETTLE_MS = 130_000;
const PAGE = '/a/watchingcat-app/services?from=now-1m&to=now';

const dir = await mkdtemp(join(tmpdir(), 'watchingcat-bench-'));
const exporter = await startSpanMetricsExporter(SERVICES);
const stack = await startStack({
  components: ['prometheus'],
  dir,
  onProgress: console.log,
  scrapeIntervalMs: 5_000,
  targets: [{ job: 'spans', target: exporter.target, honorLabels: true }],
});
let server: Child | undefined;
try {
  if (stack.prometheus === undefined)
    throw new Error(`Prometheus cannot be installed here: ${stack.skipped[0]?.reason ?? ''}`);
  const env = {
    WATCHINGCAT_PORT: '0',
    WATCHINGCAT_OTLP_GRPC_PORT: '0',
    WATCHINGCAT_OTLP_HTTP_PORT: '0',
    WATCHINGCAT_DATA_DIR: join(dir, 'data'),
    WATCHINGCAT_LOG_LEVEL: 'warn',
    WATCHINGCAT_CONNECTION: 'sources',
    WATCHINGCAT_PROMETHEUS_URL: stack.prometheus.url,
  };
  const ready = (line: string) => /^WatchingCat is ready: (.*)$/.exec(line)?.[1];
  const url = await startUntilLine('The server', SERVER, ['serve', '--shell'], {
    env,
    find: ready,
    onStarted: (child) => (server = child),
  });
  console.log(`Waiting ${SETTLE_MS / 1e3} s for samples …`);
  await sleep(SETTLE_MS);
  console.log(JSON.stringify({ bench: 'services500', unit: 'ms', ...(await measure(url)) }));
} finally {
  if (server) await endChild(server, 10_000);
  await stack.close();
  await exporter.close();
  await rm(dir, { recursive: true, force: true });
}

async function measure(url: string) {
  const browser = await chromium.launch({ executablePath: findChromium(), args: ['--no-sandbox', '--disable-gpu'] });
  const [cold, reload, inApp, queries]: number[][] = [[], [], [], []];
  for (let round = 0; round < ROUNDS; round++) {
    const context = await browser.newContext({ viewport: { width: 1280, height: 800 } });
    const page = await context.newPage();
    let asked = 0;
    page.on('request', (request) => {
      if (request.url().includes('/uid/prometheus/')) asked++;
    });
    await page.goto(url + PAGE, { waitUntil: 'commit' });
    cold.push(await untilAllRows(page, 'navigation'));
    await page.waitForLoadState('networkidle');
    queries.push(asked);
    await page.reload({ waitUntil: 'commit' });
    reload.push(await untilAllRows(page, 'navigation'));
    // Dashboards of the same names stand in the menu too.
    const app = page.getByRole('region', { name: 'WatchingCat' });
    await app.getByRole('link', { name: 'Logs', exact: true }).click();
    await page.waitForLoadState('networkidle');
    await app.getByRole('link', { name: 'Services', exact: true }).click();
    inApp.push(await untilAllRows(page, 'now'));
    await context.close();
  }
  await browser.close();
  return { value: median(inApp), coldMs: median(cold), reloadMs: median(reload), queries: Math.max(...queries) };
}

/** Milliseconds since the navigation began, or since now, as the page's own clock counts them. */
function untilAllRows(page: Page, since: 'navigation' | 'now'): Promise<number> {
  return page.evaluate(
    ({ rows, since: from }) =>
      new Promise<number>((resolve) => {
        const began = from === 'now' ? performance.now() : 0;
        const look = () => {
          if (document.querySelectorAll('table[aria-label="Services"] tbody tr').length >= rows)
            resolve(Math.round(performance.now() - began));
          else setTimeout(look, 5);
        };
        look();
      }),
    { rows: SERVICES, since },
  );
}

function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[values.length >> 1];
}
