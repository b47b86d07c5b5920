// From a trace to what was said while it ran, and back; and from a line to its trace.
import { expect, test } from './fixtures.ts';

const RANGE = 'from=now-15m&to=now';

test('from a trace to its logs, to one line, and back to the span that wrote it', async ({ page }) => {
  await page.goto(`/a/watchingcat-app/traces?service=checkout&${RANGE}`);
  await page.getByRole('table', { name: 'Traces' }).getByRole('link').first().click();
  await expect(page.getByRole('treegrid').getByRole('row').first()).toBeVisible();
  const waterfallUrl = page.url();

  await page.getByRole('tab', { name: 'Logs' }).click();
  await expect(page).toHaveURL(/tab=logs/);
  const lines = page.getByRole('list', { name: 'Log records of the trace' });
  const line = lines.getByRole('button').filter({ hasText: 'checkout' }).first();
  await expect(line).toBeVisible();
  await line.click();
  await expect(line).toHaveAttribute('aria-expanded', 'true');
  await lines.getByRole('link', { name: 'Open the trace' }).click();
  await expect(page).toHaveURL(/span=[0-9a-f]{16}/);
  await expect(page.getByRole('complementary', { name: 'Span details' })).toBeVisible();

  await page.goBack();
  await page.goBack();
  await expect(page).toHaveURL(waterfallUrl);
});

test('from the logs by severity and words to a trace', async ({ page }) => {
  await page.goto(`/a/watchingcat-app/logs?${RANGE}&service=checkout`);
  const lines = page.getByRole('list', { name: 'Log records' });
  await expect(lines.getByRole('button').first()).toBeVisible();
  await expect(lines.getByRole('button').first()).toContainText('checkout');
  await page.getByRole('textbox', { name: 'Words in the message' }).fill('order placed');
  await expect(page).toHaveURL(/text=order\+placed/);
  await expect(lines.getByRole('button').first()).toContainText('order placed');
  await page.keyboard.press('Escape');
  await lines.getByRole('button').first().focus();
  await page.keyboard.press('Enter');
  await lines.getByRole('link', { name: 'Open the trace' }).click();
  await expect(page).toHaveURL(/\/traces\/[0-9a-f]{32}/);
  await expect(page.getByRole('treegrid').getByRole('row').first()).toBeVisible();
});

test('a search that finds nothing says so, and lets go of its filters', async ({ page }) => {
  await page.goto(`/a/watchingcat-app/logs?${RANGE}&text=nobodysaidthis&minSeverity=fatal`);
  await page.getByRole('button', { name: 'Clear the filters' }).click();
  await expect(page).not.toHaveURL(/nobodysaidthis/);
  await expect(page.getByRole('list', { name: 'Log records' }).getByRole('button').first()).toBeVisible();
});
