// Why did this one take longer? A checkout against another one, and against the median of its kind.
import { expect, test } from './fixtures.ts';

const RANGE = 'start=now-15m&end=now';

interface Summary {
  readonly traceId: string;
}

let fast: Summary;
let slow: Summary;

/** Fastest and slowest of the checkouts that the shop has made so far. */
test.beforeAll(async () => {
  const q = encodeURIComponent('{ name = "POST /api/checkout" }');
  await expect
    .poll(async () => {
      const response = await fetch(
        `${process.env['WATCHINGCAT_E2E_URL']}/api/v1/traces?${RANGE}&q=${q}&sort=slowest&limit=200`,
      );
      const { traces } = (await response.json()) as { traces: Summary[] };
      [slow, fast] = [traces[0], traces.at(-1)!];
      return traces.length;
    })
    .toBeGreaterThan(2);
});

test('two traces are chosen, summed up in a sentence, and explained call by call', async ({ page }) => {
  await page.goto(`/a/watchingcat-app/traces/${fast.traceId}`);
  await page.getByRole('link', { name: 'Compare with…' }).click();
  await page.getByLabel('Trace B').fill(`level=warn trace_id=${slow.traceId} msg="slow"`);
  await page.keyboard.press('Enter');
  const sentence = page.getByRole('status').filter({ hasText: /B took .* longer than A/ });
  await expect(sentence).toBeVisible();
  const why = page.getByRole('table', { name: 'What explains the difference' });
  await why.getByRole('link').first().click();
  const both = page.getByRole('complementary', { name: 'The call in both traces' });
  await expect(both).toBeVisible();
  await both.getByRole('button', { name: 'Close' }).click();
  await expect(both).toHaveCount(0);

  await page.getByRole('radio', { name: 'Merged' }).click();
  await expect(page.getByRole('table', { name: 'Both traces merged' }).getByRole('row').nth(1)).toBeVisible();
  await page.getByRole('radio', { name: 'Side by side' }).click();
  await expect(page.getByRole('table', { name: 'Both traces side by side' }).getByRole('row').nth(1)).toBeVisible();
  await page.getByRole('radio', { name: 'Attributes' }).click();
  await expect(page.getByRole('table', { name: 'Attributes that differ' }).getByRole('row').nth(1)).toBeVisible();

  await page.getByRole('button', { name: 'Swap' }).click();
  await expect(page.getByRole('status').filter({ hasText: /B took .* less than A/ })).toBeVisible();
  await page.goBack();
  await expect(sentence).toBeVisible();
});

test('a trace is held against the median of its operation', async ({ page }) => {
  await page.goto(`/a/watchingcat-app/compare?a=${slow.traceId}&from=now-15m&to=now`);
  await page.getByRole('button', { name: 'The median of the same operation' }).click();
  await expect(page).toHaveURL(/b=median/);
  await expect(page.getByRole('status').filter({ hasText: /than the median of .* other request/ })).toBeVisible();
  const differs = page.getByRole('table', { name: 'What differs from the median' });
  await differs.getByRole('link').first().click();
  await expect(page).toHaveURL(new RegExp(`/traces/${slow.traceId}\\?`));
});
