// A trace from a file that someone sent: dropped on the page, shown without a server, whatever wrote it.
import type { Page } from '@playwright/test';
import { firstTrace } from '../scripts/firstTrace.ts';
import { spansToOtlpJson, type SpanDetails } from '@watchingcat/model';
import { bigTrace } from './bigTrace.ts';
import { expect, test } from './fixtures.ts';
import { tabTo } from './keyboard.ts';
import { spansOf } from './pages.ts';
import { span, spanIdOf, zipkinJson } from './spans.ts';

const FILE = '/a/watchingcat-app/file';
const ZIPKIN_TRACE_ID = '21b100000000000000000000000000a1';

for (const format of ['otlp', 'jaeger'] as const)
  test(`a dropped file of ${format} JSON shows its spans`, async ({ page, baseURL }) => {
    const traceId = await firstTrace(baseURL!, 30_000);
    const response = await fetch(`${baseURL}/api/v1/traces/${traceId}/export?format=${format}`);
    const spans = await spansOf(baseURL!, traceId);
    await page.goto('/a/watchingcat-app/traces');
    await drop(page, `trace.${format}.json`, await response.text());
    await expect(page).toHaveURL(/\/file/);
    const grid = page.getByRole('treegrid', { name: 'Spans' });
    await expect(grid).toHaveAttribute('aria-rowcount', String(spans.length));
    await grid.getByRole('row').first().click();
    await expect(page.getByRole('complementary', { name: 'Span details' })).toContainText('service.name');
  });

test('a dropped file of Zipkin JSON shows its spans, and another file takes its place', async ({ page }) => {
  const of = (number: number, operation: string) =>
    span({
      traceId: ZIPKIN_TRACE_ID,
      spanId: spanIdOf(number),
      parentSpanId: number === 1 ? undefined : spanIdOf(1),
      service: 'till',
      operation,
    });
  await page.goto(FILE);
  await expect(page.getByText('Open a trace from a file')).toBeVisible();
  await drop(page, 'zipkin.json', zipkinJson([of(1, 'POST /pay'), of(2, 'charge card')]));
  await expect(page.getByRole('row', { name: /^till: charge card/ })).toBeVisible();
  await drop(page, 'broken.json', '{"resourceSpans": [{');
  await expect(page.getByRole('alert')).toContainText('broken.json cannot be shown');
  await expect(page.getByRole('alert')).toContainText('this is not JSON');
  await expect(page.getByRole('treegrid')).toHaveCount(0);
  await drop(page, 'other.json', '{"name":"a package"}');
  await expect(page.getByRole('alert')).toContainText('neither OTLP (resourceSpans, batches), nor Jaeger');
});

/** A payment of `chargeMs` and 20 ms; who charges the card says for whom. */
function payment(traceId: string, chargeMs: number): SpanDetails[] {
  const pay = span({ traceId, spanId: spanIdOf(1), service: 'till', operation: 'POST /pay', durationNs: (20 + chargeMs) * 1e6 });
  const charge = span({
    traceId,
    spanId: spanIdOf(2),
    parentSpanId: pay.spanId,
    service: 'bank',
    operation: 'charge card',
    start: pay.start + 10_000_000n,
    durationNs: chargeMs * 1e6,
    attributes: new Map([['baggage.tenant', 'acme']]),
  });
  return [pay, charge];
} // prettier-ignore

const FAST = payment('21b100000000000000000000000000b1', 80);
const SLOW = payment('21b100000000000000000000000000b2', 480);

test('a trace of a file has the tabs of a stored one, by keyboard and without asking anyone', async ({ page }) => {
  await page.goto(FILE);
  await expect(page.getByText('Open a trace from a file')).toBeVisible();
  const asked: string[] = [];
  page.on('request', (request) => {
    if (/\/api\/(ds|datasources)\//.test(request.url())) asked.push(request.url());
  });
  const text = JSON.stringify(spansToOtlpJson(FAST));
  await drop(page, 'payment.json', text);
  await expect(page.getByRole('row', { name: /^bank: charge card/ })).toBeVisible();
  await expect(page.getByRole('tab')).toHaveText([
    'Waterfall',
    'Flame graph',
    'Critical path',
    'Statistics',
    'Baggage',
  ]);

  const press = async (name: string) => {
    await tabTo(page.getByRole('tab', { name }), 'Shift+Tab');
    await page.keyboard.press('Enter');
    await expect(page.getByRole('tab', { name })).toHaveAttribute('aria-selected', 'true');
  };
  await press('Flame graph');
  await expect(page.getByRole('table', { name: 'Functions' })).toContainText('bank: charge card');
  await press('Critical path');
  const shares = page.getByRole('table', { name: 'Shares of the critical path' });
  await expect(shares.getByRole('row').nth(1)).toHaveText(/^bankcharge card80%80.0 ms1$/);
  await press('Statistics');
  const statistics = page.getByRole('table', { name: 'Statistics of the trace' });
  await expect(statistics.getByRole('row', { name: /POST .pay/ })).toContainText('20.0 ms');
  await press('Baggage');
  const baggage = page.getByRole('region', { name: 'Baggage tenant' });
  await expect(baggage).toContainText('Entered at bank: charge card as acme');

  await page.reload();
  await expect(page.getByText('Open a trace from a file')).toBeVisible();
  await drop(page, 'payment.json', text);
  await expect(baggage).toBeVisible();
  await baggage.getByRole('link', { name: 'bank: charge card' }).click();
  await expect(page.getByRole('complementary', { name: 'Span details' })).toContainText('baggage.tenant');
  await page.goBack();
  await expect(baggage).toBeVisible();
  expect(asked).toEqual([]);
});

test('two traces of a file are compared', async ({ page }) => {
  await page.goto(FILE);
  await drop(page, 'payments.json', JSON.stringify(spansToOtlpJson([...FAST, ...SLOW])));
  await page.getByRole('combobox', { name: 'Compare with' }).click();
  await page.getByText('till: POST /pay, 500 ms').click();
  const sentence = page.getByRole('status').filter({ hasText: 'B took 400 ms longer than A' });
  await expect(sentence).toContainText('bank: charge card accounts for 100% of it');
  await page.getByRole('table', { name: 'What explains the difference' }).getByRole('link').first().click();
  const both = page.getByRole('complementary', { name: 'The call in both traces' });
  await both.getByRole('link', { name: 'Open in B' }).click();
  await expect(page).toHaveURL(new RegExp(`/file\\?trace=${SLOW[0].traceId}&span=${SLOW[1].spanId}`));
  await expect(page.getByRole('complementary', { name: 'Span details' })).toContainText('480 ms');
});

test('a file of 100,000 spans is walked through by keyboard, in every tab', async ({ page }) => {
  test.setTimeout(120_000);
  await page.goto(FILE);
  await page.getByLabel('File of traces').setInputFiles({
    name: 'big.json',
    mimeType: 'application/json',
    buffer: Buffer.from(zipkinJson(bigTrace(100_000))),
  });
  const grid = page.getByRole('treegrid', { name: 'Spans' });
  await expect(grid).toHaveAttribute('aria-rowcount', '100000', { timeout: 60_000 });
  await grid.focus();
  await page.keyboard.press('End');
  await expect(grid.locator('[data-cursor="true"]')).toHaveAttribute('aria-rowindex', '100000');
  await page.getByRole('tab', { name: 'Flame graph' }).click();
  await expect(page.getByRole('table', { name: 'Functions' }).getByRole('row').nth(5)).toBeVisible();
  await page.getByRole('tab', { name: 'Critical path' }).click();
  await expect(page.getByRole('table', { name: 'Steps of the critical path' })).toBeVisible();
  await page.getByRole('tab', { name: 'Statistics' }).click();
  await expect(page.getByRole('table', { name: 'Statistics of the trace' })).toBeVisible();
  await page.getByRole('tab', { name: 'Baggage' }).click();
  await expect(page.getByText('No span of this trace shows baggage')).toBeVisible();
});

/** As a file manager does: over the page, which says what would happen, and then dropped. */
async function drop(page: Page, name: string, text: string): Promise<void> {
  const dataTransfer = await page.evaluateHandle(
    ([name, text]) => {
      const transfer = new DataTransfer();
      transfer.items.add(new File([text], name, { type: 'application/json' }));
      return transfer;
    },
    [name, text],
  );
  await expect(page.getByRole('button', { name: 'Open a file' })).toBeVisible();
  await page.dispatchEvent('body', 'dragover', { dataTransfer });
  await expect(page.getByText('Drop the file to open its traces.')).toBeVisible();
  await page.dispatchEvent('body', 'drop', { dataTransfer });
  await dataTransfer.dispose();
}
