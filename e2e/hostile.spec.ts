// Traces that no viewer likes (hostileTraces.ts), in a real browser: whatever they hold is shown as text, nothing of it is obeyed, no page
// gets wider than the window, and the page still answers to keys.
import type { Page } from '@playwright/test';
import { visibleText } from '../plugins/watchingcat-app/src/components/visibleText.ts';
import { expect, test } from './fixtures.ts';
import { CHILDREN, HOSTILE_RANGE, ODD_TRACE_ID, oddTrace, WIDE_TRACE_ID, wideTrace } from './hostileTraces.ts';
import { sendSpans, spanIdOf } from './spans.ts';

const APP = '/a/watchingcat-app';

test.beforeAll(async () => {
  const url = process.env['WATCHINGCAT_E2E_OTLP_URL']!;
  await sendSpans(url, oddTrace());
  await sendSpans(url, wideTrace());
});

test.beforeEach(async ({ page }) => {
  page.on('dialog', (dialog) => {
    throw new Error(`A dialog was opened: ${dialog.message()}`);
  });
});

for (const [name, traceId] of [
  ['with every oddity', ODD_TRACE_ID],
  [`of ${CHILDREN} children`, WIDE_TRACE_ID],
])
  test(`a hostile trace ${name} is inert on every tab`, async ({ page }) => {
    test.slow();
    await page.goto(`${APP}/traces/${traceId}`);
    const grid = page.getByRole('treegrid', { name: 'Spans' });
    await expect(grid.getByRole('row').first()).toBeVisible();
    await page.keyboard.press('End');
    await expect(grid.locator('[data-cursor="true"]')).toHaveAttribute(
      'aria-rowindex',
      (await grid.getAttribute('aria-rowcount'))!,
    );
    await page.keyboard.press('Enter');
    await expect(page.getByRole('complementary', { name: 'Span details' })).toBeVisible();
    await expectInert(page);
    for (const [tab, content] of [
      ['Flame graph', page.getByRole('application', { name: /^Flame graph, merged/ })],
      ['Critical path', page.getByRole('table', { name: 'Steps of the critical path' })],
      ['Statistics', page.getByRole('table').first()],
      ['Baggage', page.getByText(/^Baggage travels/)],
      ['Logs', page.getByText('No log record belongs to this trace')],
    ] as const) {
      await page.getByRole('tab', { name: tab }).click();
      await expect(content).toBeVisible();
      await expectInert(page);
    }
    await page.goto(`${APP}/traces/${traceId}?tab=flame&frames=time&show=both`);
    const frames = page.getByRole('application', { name: /^Flame graph, by time/ });
    await frames.focus();
    await page.keyboard.press('ArrowDown');
    await expect(page.getByRole('status', { name: 'Frame' })).toContainText('total');
    await expectInert(page);
  });

test('details with empty names, of a megabyte, and with events and links are inert', async ({ page }) => {
  const details = page.getByRole('complementary', { name: 'Span details' });
  for (const number of [9, 10, 11]) {
    await page.goto(`${APP}/traces/${ODD_TRACE_ID}?span=${spanIdOf(number)}`);
    await expect(details.getByRole('table').first()).toBeVisible();
    const folded = details.locator('details:not([open]) > summary');
    while ((await folded.count()) > 0) await folded.first().click();
    await expectInert(page);
  }
});

test('hostile traces are inert in the list, in its analyses and when compared', async ({ page }) => {
  const odd = new URLSearchParams({ q: '{ statusMessage =~ ".*pwned.*" } | by(name)' });
  for (const path of [
    `/traces?${HOSTILE_RANGE}&${odd.toString()}&analysis=path`,
    `/compare?a=${WIDE_TRACE_ID}&b=${ODD_TRACE_ID}&view=merged&only=all&node=0`,
    `/compare?a=${ODD_TRACE_ID}&b=${WIDE_TRACE_ID}&view=sides&only=all`,
    `/compare?a=${ODD_TRACE_ID}&b=${WIDE_TRACE_ID}&view=attributes`,
    `/compare?a=${ODD_TRACE_ID}&b=median&${HOSTILE_RANGE}`,
    `/services?${HOSTILE_RANGE}`,
  ]) {
    await page.goto(APP + path);
    await expect(page.getByText('onerror=').first()).toBeVisible();
    await page.waitForLoadState('networkidle');
    await expectInert(page);
  }
});

/** Nothing of what the traces hold was obeyed, and the page is no wider than the window. */
async function expectInert(page: Page): Promise<void> {
  const found = await page.evaluate(() => ({
    obeyed: (window as { pwned?: unknown }).pwned,
    elements: document.querySelectorAll('img[src="x"], svg[onload], a[href^="javascript:"], [onerror]').length,
    pxTooWide: document.documentElement.scrollWidth - document.documentElement.clientWidth,
  }));
  expect(found).toEqual({ obeyed: undefined, elements: 0, pxTooWide: 0 });
  // A control character, or a mark that turns the direction of reading, would act where it is shown.
  const shown = await page.locator('body').innerText();
  expect(shown).toBe(visibleText(shown));
}
