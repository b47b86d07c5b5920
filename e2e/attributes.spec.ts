// The Traces page with what the back-end knows: an attribute's value becomes a filter, chosen rows become a file, and that file opens again.
import { expect, test } from './fixtures.ts';

const RANGE = 'from=now-15m&to=now';

test('a value of an attribute narrows the search', async ({ page }) => {
  await page.goto(`/a/watchingcat-app/traces?${RANGE}`);
  const attributes = page.getByRole('region', { name: 'Attributes of the spans in this range' });
  await attributes.getByRole('textbox', { name: 'Find an attribute' }).fill('http.route');
  await attributes.getByRole('button', { name: /http\.route span/ }).click();
  await page.getByRole('list', { name: 'Values of http.route' }).getByRole('button').first().click();
  await expect(page.getByLabel('Search traces')).toHaveValue(/\{ span\.http\.route = ".+" \}/);
  await expect(page.getByRole('table', { name: 'Traces' }).getByRole('link').first()).toBeVisible();
});

test('the editor completes names and values that spans have', async ({ page }) => {
  await page.goto(`/a/watchingcat-app/traces?${RANGE}`);
  await expect(page.getByRole('table', { name: 'Traces' })).toBeVisible();
  const editor = page.getByLabel('Search traces');
  await editor.pressSequentially('{ resource.service.na');
  await page.getByRole('option', { name: /resource\.service\.name\b/ }).click();
  await editor.pressSequentially('= "check');
  await page.getByRole('option', { name: /"checkout"/ }).click();
  await expect(editor).toHaveValue(/\{ resource\.service\.name = "checkout"/);
});

test('chosen traces are saved as a file, which a worker reads again', async ({ page }) => {
  const workers: string[] = [];
  page.on('worker', (worker) => workers.push(worker.url()));
  await page.goto(`/a/watchingcat-app/traces?${RANGE}`);
  await page.getByRole('checkbox', { name: 'Choose row 1', exact: true }).click();
  await page.getByRole('checkbox', { name: 'Choose row 2', exact: true }).click();
  await page.getByRole('button', { name: 'Export' }).click();
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('menuitem', { name: 'OTLP JSON: Chosen rows: 2' }).click(),
  ]);
  expect(download.suggestedFilename()).toBe('traces-2.otlp.json');
  await page.getByLabel('File of traces').setInputFiles(await download.path());
  await expect(page.getByRole('treegrid').getByRole('row').first()).toBeVisible();
  await expect(page.getByRole('combobox', { name: 'Trace' })).toBeVisible();
  expect(workers).toEqual([expect.stringContaining('/public/plugins/watchingcat-app/')]);
});
