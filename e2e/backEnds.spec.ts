// What the pages print beside what the back-ends' own APIs say of the same range, number by number. Only over real back-ends (`npm run
// stack`). The range ends at a minute that is over, so that nothing more arrives in it.
import type { Locator } from '@playwright/test';
import { setTimeout as sleep } from 'node:timers/promises';
import {
  formatCount,
  formatDurationMs,
  formatPercent,
  formatRate,
} from '../plugins/watchingcat-app/src/components/format.ts';
import { expect, test } from './fixtures.ts';

const MINUTE_MS = 60_000;
const RANGE_MS = 15 * MINUTE_MS;
/** Until the Collector and Prometheus have told of the last second: flush, scrape and some patience. */
const SETTLE_MS = 15_000;
const INBOUND = 'span_kind=~"SPAN_KIND_SERVER|SPAN_KIND_CONSUMER"';
const CALLS = 'traces_span_metrics_calls_total';
const DURATION = 'traces_span_metrics_duration_milliseconds';

const backEnds = () => JSON.parse(process.env['WATCHINGCAT_E2E_BACK_ENDS'] ?? '{}') as Record<string, string>;
let range: { from: number; to: number };

test.beforeAll(async () => {
  test.setTimeout(3 * MINUTE_MS);
  const to = Math.ceil(Date.now() / MINUTE_MS) * MINUTE_MS;
  range = { from: to - RANGE_MS, to };
  await sleep(to + SETTLE_MS - Date.now());
});

test('services: rate, errors and percentiles are those of PromQL', async ({ page }) => {
  const red = await redBy('service_name', INBOUND);
  expect([...red.keys()].sort()).toEqual(expect.arrayContaining(['cart', 'catalog', 'checkout', 'frontend']));
  await page.goto(`/a/watchingcat-app/services?from=${range.from}&to=${range.to}`);
  const table = page.getByRole('table', { name: 'Services' });
  for (const [service, expected] of red) {
    const cells = rowOf(table, service).getByRole('cell');
    await expectRed(expected, cells.nth(1), cells.nth(2), [cells.nth(3), cells.nth(4), cells.nth(5)]);
  }
});

test('a service: its operations are those of PromQL', async ({ page }) => {
  const red = await redBy('span_name', `${INBOUND},service_name="frontend"`);
  expect(red.size).toBeGreaterThan(1);
  await page.goto(`/a/watchingcat-app/services/frontend?from=${range.from}&to=${range.to}`);
  const table = page.getByRole('table', { name: 'Operations of frontend' });
  await expect(table.getByRole('row')).toHaveCount(1 + red.size);
  for (const [operation, expected] of red) {
    const cells = rowOf(table, operation).getByRole('cell');
    await expectRed(expected, cells.nth(2), cells.nth(3), [cells.nth(4), cells.nth(5), cells.nth(6)]);
  }
});

test('a trace: its numbers are those of Jaeger', async ({ page }) => {
  const query = new URLSearchParams({
    service: 'checkout',
    start: `${range.from}000`,
    end: `${range.to}000`,
    limit: '20',
  });
  const { data } = await json<{ data: JaegerTrace[] }>(`${backEnds()['Jaeger']}/api/traces?${query.toString()}`);
  const trace = data.reduce((most, one) => (one.spans.length > most.spans.length ? one : most));
  const services = new Set(Object.values(trace.processes).map(({ serviceName }) => serviceName));
  const errors = trace.spans.filter(({ tags }) => tags.some(({ key, value }) => key === 'error' && value === true));
  const start = Math.min(...trace.spans.map(({ startTime }) => startTime));
  const end = Math.max(...trace.spans.map(({ startTime, duration }) => startTime + duration));
  await page.goto(`/a/watchingcat-app/traces/${trace.traceID}`);
  for (const figure of [
    `Duration ${formatDurationMs((end - start) / 1e3)}`,
    `Spans ${trace.spans.length}`,
    `Services ${services.size}`,
    `Errors ${errors.length}`,
  ])
    await expect(page.getByText(figure, { exact: true })).toBeVisible();
  await expect(page.getByRole('treegrid')).toHaveAttribute('aria-rowcount', String(trace.spans.length));
});

test('logs: as many as Elasticsearch counts', async ({ page }) => {
  const search = new URLSearchParams({
    source: JSON.stringify({
      query: {
        bool: {
          filter: [
            { range: { '@timestamp': { gte: range.from, lt: range.to, format: 'epoch_millis' } } },
            { term: { 'resource.attributes.service.name': 'checkout' } },
          ],
        },
      },
    }),
    source_content_type: 'application/json',
  });
  const { count } = await json<{ count: number }>(`${backEnds()['Elasticsearch']}/logs-*/_count?${search.toString()}`);
  expect(count).toBeGreaterThan(0);
  await page.goto(`/a/watchingcat-app/logs?service=checkout&from=${range.from}&to=${range.to}`);
  const lines = page.getByRole('list', { name: 'Log records' }).getByRole('listitem');
  await expect(page.getByRole('status').filter({ hasText: 'records' })).toContainText(
    `of ${formatCount(count)} records`,
  );
  expect(await lines.count()).toBeGreaterThan(0);
});

interface Red {
  readonly calls: number;
  readonly errors: number;
  readonly quantilesMs: readonly (number | undefined)[];
}

interface JaegerTrace {
  readonly traceID: string;
  readonly spans: readonly {
    readonly startTime: number;
    readonly duration: number;
    readonly tags: readonly { readonly key: string; readonly value: unknown }[];
  }[];
  readonly processes: Readonly<Record<string, { readonly serviceName: string }>>;
}

async function redBy(label: string, matchers: string): Promise<Map<string, Red>> {
  const window = `[${RANGE_MS}ms]`;
  const quantile = (q: number) =>
    promql(
      `histogram_quantile(${q}, sum by (${label}, le) (increase(${DURATION}_bucket{${matchers}}${window})))`,
      label,
    );
  const [calls, errors, ...quantiles] = await Promise.all([
    promql(`sum by (${label}) (increase(${CALLS}{${matchers}}${window}))`, label),
    promql(`sum by (${label}) (increase(${CALLS}{${matchers},status_code="STATUS_CODE_ERROR"}${window}))`, label),
    ...[0.5, 0.95, 0.99].map(quantile),
  ]);
  return new Map(
    Array.from(calls, ([name, count]) => [
      name,
      { calls: count, errors: errors.get(name) ?? 0, quantilesMs: quantiles.map((values) => values.get(name)) },
    ]),
  );
}

/** Values at the end of the range, by one label; NaN is no value. */
async function promql(query: string, label: string): Promise<Map<string, number>> {
  const asked = new URLSearchParams({ query, time: String(range.to / 1e3) });
  const { data } = await json<{ data: { result: { metric: Record<string, string>; value: [number, string] }[] } }>(
    `${backEnds()['Prometheus']}/api/v1/query?${asked.toString()}`,
  );
  return new Map(
    data.result
      .map(({ metric, value }): [string, number] => [metric[label], Number(value[1])])
      .filter(([, value]) => !Number.isNaN(value)),
  );
}

async function json<Answer>(url: string): Promise<Answer> {
  const response = await fetch(url);
  if (!response.ok) throw new Error(`${url} answered ${response.status}: ${await response.text()}`);
  return (await response.json()) as Answer;
}

function rowOf(table: Locator, name: string): Locator {
  return table.getByRole('row').filter({ has: table.page().getByRole('link', { name, exact: true }) });
}

async function expectRed(red: Red, rate: Locator, errors: Locator, quantiles: readonly Locator[]): Promise<void> {
  await expect(rate).toContainText(formatRate(red.calls / (RANGE_MS / 1e3)));
  await expect(errors).toHaveText(formatPercent(red.calls === 0 ? undefined : red.errors / red.calls));
  for (const [index, cell] of quantiles.entries())
    await expect(cell).toContainText(formatDurationMs(red.quantilesMs[index]));
}
