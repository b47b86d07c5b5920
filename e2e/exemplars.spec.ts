// From a dot among the percentiles to the very request behind it, whoever told of it: the server, or Prometheus' exemplars.
import type { Locator, Page } from '@playwright/test';
import { expect, test } from './fixtures.ts';

/** Dots answer to a pointer within 8 px (markAtPointer.ts). */
const STEP_PX = 7;

test('a dot in the chart of durations opens its trace', async ({ page }) => {
  const told: Promise<string>[] = [];
  page.on('response', (response) => {
    if (/exemplars/.test(response.url())) told.push(response.text());
  });
  const to = Date.now();
  await page.goto(`/a/watchingcat-app/services/frontend?from=${to - 5 * 60_000}&to=${to}`);
  const plot = page.locator('.u-over').nth(2);
  await expect(plot).toBeVisible();
  await expect(page.getByText('Example traces').first()).toBeVisible(); // a button in Grafana 12's legend, not in 13's
  await moveToDot(page, plot);
  await page.mouse.down();
  await page.mouse.up();
  await expect(page).toHaveURL(/\/traces\/[0-9a-f]{32}\?/);
  const [, traceId] = /\/traces\/([0-9a-f]{32})/.exec(page.url())!;
  expect((await Promise.all(told)).join()).toContain(traceId);
  await expect(page.getByRole('treegrid').getByRole('row').first()).toBeVisible();
});

/** Moves over the plot from its newest moment, as a hand does, until the cursor says that there is something to open. */
async function moveToDot(page: Page, plot: Locator): Promise<void> {
  const { x: left, y: top, width, height } = (await plot.boundingBox())!;
  for (let x = width - 2; x > 0; x -= STEP_PX) {
    for (let y = height - 2; y > 0; y -= STEP_PX) {
      await page.mouse.move(left + x, top + y);
      if ((await plot.evaluate((element) => element.style.cursor)) === 'pointer') return;
    }
  }
  throw new Error('No place of the chart opens a trace');
}
