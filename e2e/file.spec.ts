// A trace from a file that someone sent: dropped on the page, shown without a server, whatever wrote it.
import type { Page } from '@playwright/test';
import { firstTrace } from '../scripts/firstTrace.ts';
import { expect, test } from './fixtures.ts';
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
    await expect(page.getByRole('button', { name: 'Open a file' })).toBeVisible();
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
  await page.dispatchEvent('body', 'dragover', { dataTransfer });
  await expect(page.getByText('Drop the file to open its traces.')).toBeVisible();
  await page.dispatchEvent('body', 'drop', { dataTransfer });
  await dataTransfer.dispose();
}
