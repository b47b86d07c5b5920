// Which requests? The query as text and as filters, the scatter and what is asked of it, groups, pages and saved searches.
import type { Locator, Page } from '@playwright/test';
import { expect, test } from './fixtures.ts';
import { sendSpans, span, spanIdOf } from './spans.ts';

const TRACES = '/a/watchingcat-app/traces?from=now-15m&to=now';

const editorOf = (page: Page) => page.getByRole('textbox', { name: 'Search traces' });
const resultsOf = (page: Page) => page.getByRole('table', { name: 'Traces', exact: true });

test('a query with a mistake is shown its place, and corrected by completion; filters write the same query', async ({
  page,
}) => {
  await page.goto(TRACES);
  await expect(resultsOf(page)).toBeVisible();
  const editor = editorOf(page);
  await editor.fill('{ kin = server }');
  await editor.press('Enter');
  const fault = page.getByRole('alert').filter({ hasText: 'kin is not known. Did you mean kind' });
  await expect(fault).toContainText('at character 3');
  await expect(editor).toHaveAttribute('aria-invalid', 'true');
  expect(page.url()).not.toContain('kin');

  await editor.press('Home');
  for (let moves = 0; moves < '{ kin'.length; moves++) await editor.press('ArrowRight');
  await editor.press('Control+Space');
  await expect(page.getByRole('listbox', { name: 'Completions' }).getByRole('option').first()).toContainText('kind');
  await editor.press('Tab');
  await expect(editor).toHaveValue('{ kind = server }');
  await editor.press('Escape');
  await editor.press('Enter');
  await expect(page).toHaveURL(/q=%7B\+kind\+%3D\+server\+%7D/);
  await expect(fault).toHaveCount(0);

  const filters = page.getByRole('complementary', { name: 'Filters' });
  await expect(filters.getByRole('button', { name: 'Remove the filter kind = server' })).toBeVisible();
  await choose(filters.getByRole('combobox', { name: 'Service', exact: true }), 'checkout');
  await expect(editor).toHaveValue('{ resource.service.name = "checkout" && kind = server }');
  await filters.getByLabel('Min duration').fill('1ms');
  await filters.getByLabel('Min duration').press('Enter');
  await expect(editor).toHaveValue(/traceDuration >= 1ms/);
  await expect(resultsOf(page).getByRole('link').first()).toBeVisible();
  await page.goBack();
  await expect(editor).toHaveValue('{ resource.service.name = "checkout" && kind = server }');
  await filters.getByRole('button', { name: 'Clear all filters' }).click();
  await expect(editor).toHaveValue('');
});

test('a brushed part of the scatter is asked what sets it apart and where its time goes', async ({ page }) => {
  await page.goto(TRACES);
  const scatter = page.getByRole('application', { name: /^Traces by time and duration/ });
  await expect(scatter).toBeVisible();
  const { x, y, width, height } = (await scatter.boundingBox())!;
  await page.mouse.move(x + 66, y + 23);
  await page.mouse.down();
  await page.mouse.move(x + width / 2, y + height / 3);
  await page.mouse.move(x + width - 14, y + height * 0.6);
  await page.mouse.up();
  await expect(page).toHaveURL(/selection=/);
  await expect(page.getByText(/^Selected: [1-9][\d.]*k? of the dots/)).toBeVisible();

  await page.getByRole('button', { name: 'What sets these apart?', exact: true }).click();
  const outliers = page.getByRole('region', { name: 'What sets these apart?' });
  await expect(outliers.getByText(/^Compared [1-9][\d.]*k? selected traces with [\d.]+k? others/)).toBeVisible();

  // Held, so that how far it is can be seen, and stopped.
  const held = Promise.withResolvers<void>();
  await page.route(/critical-path\/aggregate/, async (route) => {
    await held.promise;
    await route.abort().catch(() => {}); // the page has given it up already
  });
  await page.getByRole('button', { name: 'Where does the time go?', exact: true }).click();
  await expect(outliers).toBeHidden();
  const times = page.getByRole('region', { name: 'Where does the time go?' });
  await expect(times.getByRole('progressbar', { name: 'Traces looked at' })).toBeVisible();
  await times.getByRole('button', { name: 'Stop' }).click();
  await expect(times.getByText('Stopped before it had an answer.')).toBeVisible();
  held.resolve();
  await page.unroute(/critical-path\/aggregate/);
  // The server tells how far it is, line by line, and the page reads it while it comes.
  const answered = page.waitForResponse(/critical-path\/aggregate/);
  await times.getByRole('button', { name: 'Start again' }).click();
  expect((await answered).headers()['content-type']).toBe('application/x-ndjson');
  const table = times.getByRole('table', { name: 'Critical path time' });
  await expect(table.getByRole('row').nth(1)).toBeVisible();

  await table
    .getByRole('button', { name: /^What if .* were faster\?$/ })
    .first()
    .click();
  const whatIf = times.getByRole('group', { name: 'What if' });
  await expect(whatIf).toContainText(/% of the time of all traces saved in \d+ of \d+/);
  const asked = page.url();
  await whatIf.getByLabel('Factor of its own time').selectOption({ index: 0 });
  await expect(page).not.toHaveURL(asked);
  await page.goBack();
  await expect(page).toHaveURL(asked);
  await expect(whatIf).toContainText(/% of the time of all traces saved/);
});

test('traces are grouped by an attribute, and the search is saved and opened again', async ({ page }) => {
  await page.goto(`${TRACES}&service=checkout`);
  await expect(resultsOf(page)).toBeVisible();
  await choose(page.getByLabel('Group by'), 'name');
  const groups = page.getByRole('table', { name: 'Groups' });
  await expect(groups.getByRole('columnheader').first()).toHaveText('name');
  await expect(groups.getByRole('row').nth(1)).toBeVisible();
  const query = await editorOf(page).inputValue();
  expect(query).toContain('by(name)');

  await page.getByRole('button', { name: 'Saved' }).click();
  const saved = page.getByRole('region', { name: 'Saved searches' });
  await saved.getByLabel('Name of this search').fill('Checkout by name');
  await saved.getByRole('button', { name: 'Save', exact: true }).click();
  await page.keyboard.press('Escape');

  await page.goto(TRACES);
  await expect(editorOf(page)).toHaveValue('');
  await page.getByRole('button', { name: 'Saved' }).click();
  await saved.getByRole('button', { name: 'Checkout by name', exact: true }).click();
  await expect(editorOf(page)).toHaveValue(query);
  await expect(groups).toBeVisible();
});

test('paging leads to the last trace, and a pasted trace id to its trace', async ({ page }) => {
  const count = 450;
  const traceIds = Array.from({ length: count }, (_, number) => `9a9e${spanIdOf(number + 1).padStart(28, '0')}`);
  await sendSpans(
    process.env['WATCHINGCAT_E2E_OTLP_URL']!,
    traceIds.map((traceId) => span({ traceId, spanId: spanIdOf(1), service: 'paged', operation: 'turn' })),
  );
  await page.goto(`${TRACES}&service=paged`);
  const rows = resultsOf(page).getByRole('row');
  await expect(rows).toHaveCount(1 + 200);
  await page.getByRole('button', { name: 'Load more' }).click();
  await expect(rows).toHaveCount(1 + 400);
  await page.getByRole('button', { name: 'Load more' }).click();
  await expect(rows).toHaveCount(1 + count);
  await expect(page.getByText(`All ${count} are shown.`)).toBeVisible();

  await editorOf(page).fill(`level=error trace_id=${traceIds[7]} msg="declined"`);
  await editorOf(page).press('Enter');
  await expect(page).toHaveURL(new RegExp(`/traces/${traceIds[7]}`));
});

/** An option of one of Grafana's lists, by keyboard. */
async function choose(list: Locator, option: string): Promise<void> {
  await list.click();
  await list.pressSequentially(option);
  await list.page().getByRole('option', { name: option, exact: true }).click();
}
