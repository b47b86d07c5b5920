// Where did the time go? One trace by keyboard alone; its exports; and the same view for whoever gets the address.
import type { Locator, Page } from '@playwright/test';
import { readFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import { firstTrace } from '../scripts/firstTrace.ts';
import { expect, test } from './fixtures.ts';
import { tabTo } from './keyboard.ts';

const gridOf = (page: Page) => page.getByRole('treegrid', { name: 'Spans' });
const activeRowOf = (page: Page) => gridOf(page).locator('[data-cursor="true"]');
const matchesOf = (page: Page) => page.getByRole('toolbar', { name: 'Trace' }).getByRole('status');
const detailsOf = (page: Page) => page.getByRole('complementary', { name: 'Span details' });

let path: string;

test.beforeAll(async () => {
  path = `/a/watchingcat-app/traces/${await firstTrace(process.env['WATCHINGCAT_E2E_URL']!, 30_000)}`;
});

test('rows are moved through, folded, searched and zoomed by keyboard', async ({ page }) => {
  await page.goto(path);
  const grid = gridOf(page);
  const active = activeRowOf(page);
  await expect(grid).toBeFocused();
  await page.keyboard.press('Home');
  await expect(active).toHaveAttribute('aria-rowindex', '1');
  await page.keyboard.press('j');
  await page.keyboard.press('ArrowDown');
  await expect(active).toHaveAttribute('aria-rowindex', '3');
  await page.keyboard.press('k');
  await page.keyboard.press('ArrowUp');
  await expect(active).toHaveAttribute('aria-rowindex', '1');

  const spans = (await grid.getAttribute('aria-rowcount'))!;
  await page.keyboard.press('ArrowLeft');
  await expect(grid).toHaveAttribute('aria-rowcount', '1');
  await expect(active).toHaveAttribute('aria-expanded', 'false');
  await page.keyboard.press('ArrowRight');
  await expect(grid).toHaveAttribute('aria-rowcount', spans);

  await page.keyboard.press('/');
  const search = page.getByRole('textbox', { name: 'Search in this trace' });
  await expect(search).toBeFocused();
  await page.keyboard.insertText('cart'); // at once, so that the number is not one of 'car'
  const matches = matchesOf(page);
  await expect(matches).toHaveText(/^\d+ matches$/);
  const count = /^\d+/.exec((await matches.textContent())!)![0];
  await page.keyboard.press('Enter');
  await expect(matches).toHaveText(`1 of ${count}`);
  await page.keyboard.press('Enter');
  await expect(matches).toHaveText(`2 of ${count}`);
  await page.keyboard.press('Shift+Enter');
  await expect(matches).toHaveText(`1 of ${count}`);
  await page.keyboard.press('ArrowDown');
  await expect(grid).toBeFocused();
  await page.keyboard.press('n');
  await expect(matches).toHaveText(`2 of ${count}`);
  await page.keyboard.press('N');
  await expect(matches).toHaveText(`1 of ${count}`);
  await page.keyboard.press('m');
  await expect(page).toHaveURL(/only=/);
  await page.keyboard.press('m');
  await page.keyboard.press('Escape');
  await expect(search).toHaveValue('');

  await page.keyboard.press('+');
  await expect(page).toHaveURL(/zoom=/);
  await page.keyboard.press('0');
  await expect(page).not.toHaveURL(/zoom=/);
});

test('a span is opened, and traces with its attribute are searched, by keyboard', async ({ page }) => {
  await page.goto(path);
  await expect(gridOf(page)).toBeFocused();
  await searchFor(page, 'POST');
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/span=[0-9a-f]{16}/);
  await tabTo(
    detailsOf(page).getByRole('link', { name: 'Find traces with this value of http.request.method', exact: true }),
  );
  await page.keyboard.press('Enter');
  await expect(page.getByRole('textbox', { name: 'Search traces' })).toHaveValue('{ .http.request.method = "POST" }');
  await expect(page.getByRole('table', { name: 'Traces', exact: true }).getByRole('link').first()).toBeVisible();
  await page.goBack();
  await expect(detailsOf(page)).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(detailsOf(page)).toHaveCount(0);
});

test('every tab is reached and used by keyboard', async ({ page }) => {
  await page.goto(path);
  await expect(gridOf(page)).toBeFocused();
  await openTab(page, 'Critical path', 'Shift+Tab');
  await expect(page.getByRole('table', { name: 'Shares of the critical path' }).getByRole('row').nth(1)).toBeVisible();
  await expect(page.getByRole('region', { name: 'What if' }).getByRole('status')).toContainText('The request would');

  await openTab(page, 'Flame graph', 'Shift+Tab');
  const frames = page.getByRole('application', { name: /^Flame graph, merged by path/ });
  const spoken = page.getByRole('status', { name: 'Frame' });
  await tabTo(frames);
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('ArrowDown');
  await expect(spoken).not.toBeEmpty();
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/focus=/);
  await page.keyboard.press('Escape');
  await expect(page).not.toHaveURL(/focus=/);
  await page.keyboard.press('/');
  await page.keyboard.type('cart');
  await expect(page.getByRole('toolbar', { name: 'Flame graph' }).getByRole('status')).toHaveText(/match.*%$/);
  await page.keyboard.press('Enter');
  await expect(spoken).toContainText('cart');
  await page.keyboard.press('Escape');

  await openTab(page, 'Statistics', 'Shift+Tab');
  await expect(page.getByRole('table').getByRole('row').nth(1)).toBeVisible();
  await openTab(page, 'Baggage', 'Tab');
  await expect(page.getByText(/^Baggage travels with a request/)).toBeVisible();
  await openTab(page, 'Logs', 'Tab');
  await expect(page.getByRole('list', { name: 'Log records of the trace' }).getByRole('button').first()).toBeVisible();
});

test('every format of export is a file that can be read; the web page opens without a server', async ({
  page,
  context,
}) => {
  await page.goto(path);
  const count = Number(await gridOf(page).getAttribute('aria-rowcount'));
  const otlp = JSON.parse(await exported(page, 'OTLP JSON', /\.otlp\.json$/)) as { resourceSpans: OtlpResourceSpans[] };
  expect(otlp.resourceSpans.flatMap(({ scopeSpans }) => scopeSpans.flatMap(({ spans }) => spans))).toHaveLength(count);
  const jaeger = JSON.parse(await exported(page, 'Jaeger JSON', /\.jaeger\.json$/)) as { data: { spans: unknown[] }[] };
  expect(jaeger.data.map(({ spans }) => spans.length)).toEqual([count]);
  const csv = await exported(page, 'CSV', /\.csv$/);
  expect(csv.split('\r\n').filter((line) => /^[0-9a-f]{32},/.test(line))).toHaveLength(count);

  const file = await download(page, 'Web page');
  const saved = await context.newPage();
  const faults: string[] = [];
  saved.on('pageerror', (error) => faults.push(error.message));
  saved.on('console', (message) => message.type() === 'error' && faults.push(message.text()));
  saved.on('request', (request) => !/^(file|data):/.test(request.url()) && faults.push(request.url()));
  await saved.goto(pathToFileURL(file.path).href);
  await expect(saved.getByText(`${count} spans`)).toBeVisible();
  await saved.getByRole('treeitem').first().click();
  await expect(saved.getByRole('complementary', { name: 'Span details' })).toContainText('service.name');
  expect(faults).toEqual([]);
});

test('who gets the address sees the same', async ({ page, browser }) => {
  await page.goto(path);
  await expect(gridOf(page)).toBeFocused();
  await searchFor(page, 'cart');
  await page.keyboard.press('o');
  await page.keyboard.press('Enter');
  await page.keyboard.press('z');
  await expect(page).toHaveURL(/(?=.*span=)(?=.*zoom=)(?=.*color=)(?=.*q=cart)/);
  await expect(detailsOf(page).getByRole('table').first()).toBeVisible();
  const other = await browser.newPage({ viewport: page.viewportSize() });
  await other.goto(page.url());
  for (const of of [gridOf, detailsOf, (one: Page) => one.getByRole('toolbar', { name: 'Trace' })])
    await expectAlike(of(page), of(other));
  await other.close();
});

interface OtlpResourceSpans {
  readonly scopeSpans: { readonly spans: unknown[] }[];
}

/** The first match is the active row, which has the keyboard. */
async function searchFor(page: Page, text: string): Promise<void> {
  await page.keyboard.press('/');
  await page.keyboard.type(text);
  const matches = matchesOf(page);
  await expect(matches).toHaveText(/matches$/);
  await page.keyboard.press('Enter');
  await expect(matches).toHaveText(/^1 of/);
  await page.keyboard.press('ArrowDown');
}

async function openTab(page: Page, name: string, key: 'Tab' | 'Shift+Tab'): Promise<void> {
  const tab = page.getByRole('tab', { name });
  await tabTo(tab, key);
  await page.keyboard.press('Enter');
  await expect(tab).toHaveAttribute('aria-selected', 'true');
}

async function exported(page: Page, format: string, name: RegExp): Promise<string> {
  const file = await download(page, format);
  expect(file.name).toMatch(name);
  return readFileSync(file.path, 'utf8');
}

async function download(page: Page, format: string): Promise<{ readonly name: string; readonly path: string }> {
  const started = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Export' }).click();
  await page.getByRole('menuitem', { name: format }).click();
  const file = await started;
  const name = file.suggestedFilename();
  const path = test.info().outputPath(name);
  await file.saveAs(path);
  return { name, path };
}

async function expectAlike(one: Locator, other: Locator): Promise<void> {
  const expected = await one.ariaSnapshot();
  await expect.poll(() => other.ariaSnapshot()).toBe(expected);
}
