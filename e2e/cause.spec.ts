// From "something is slow" to the cause, as a person does it.
import { expect, test } from './fixtures.ts';

test('from the services to an attribute of the slowest checkout, and Back twice', async ({ page }) => {
  await page.goto('/a/watchingcat-app/services');
  for (const name of ['cart', 'catalog', 'checkout', 'frontend', 'loadgen']) {
    await expect(page.getByRole('link', { name, exact: true })).toBeVisible();
  }
  await page.getByRole('link', { name: 'checkout', exact: true }).click();
  await expect(page).toHaveURL(/\/services\/checkout/);
  await expect(page.getByRole('heading', { name: 'checkout' })).toBeVisible();

  await page
    .getByRole('link', { name: /^Traces/ })
    .last()
    .click();
  await expect(page).toHaveURL(/\/traces\?.*checkout/);
  const results = page.getByRole('table', { name: 'Traces' });
  await results.getByRole('button', { name: 'Duration' }).click();
  await expect(page).toHaveURL(/sort=slowest/);
  await results.getByRole('link').first().click();
  await expect(page).toHaveURL(/\/traces\/[0-9a-f]{32}/);

  const rows = page.getByRole('treegrid').getByRole('row');
  await expect(rows.first()).toBeVisible();
  const listUrl = page.url();
  await page
    .getByRole('row', { name: /^frontend: POST \/api\/checkout/ })
    .first()
    .click();
  await expect(page).toHaveURL(/span=[0-9a-f]{16}/);
  const details = page.getByRole('complementary', { name: 'Span details' });
  await expect(details.getByText('session.id').first()).toBeVisible();

  await page.goBack();
  await expect(page).toHaveURL(listUrl);
  await page.goBack();
  await expect(page).toHaveURL(/\/traces\?.*checkout/);
});

test('the dashboard shows the shop through the data source and the trace panel', async ({ page }) => {
  await page.goto('/d/shop-overview');
  await expect(page.getByText('Shop overview').first()).toBeVisible();
  await expect(page.getByRole('treegrid').getByRole('row').first()).toBeVisible();
  await expect(page.getByText('No data')).toHaveCount(0);
});
