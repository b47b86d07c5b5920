// npm run bench -- pages [URL]: how long until a page can be used, for each page of the product, with an empty cache ("cold") and on a
// reload. A page can be used when its content is there, nothing says that it is still loading, and the main thread has answered within
// 50 ms for as long as 200 ms; that quiet time itself does not count. `value` is the slowest page's cold median.
import { chromium, type Browser, type Page } from '@playwright/test';
import { pagesOf } from '../e2e/pages.ts';
import { withProduct } from '../e2e/product.ts';
import { findChromium } from '../scripts/chromium.ts';

const ROUNDS = 5;
/** So that the shop's own start does not share the processor with the first pages. */
const SETTLE_MS = 30_000;

await withProduct(process.argv[2], SETTLE_MS, async (url) => {
  const browser = await chromium.launch({ executablePath: findChromium(), args: ['--no-sandbox', '--disable-gpu'] });
  const pages = [];
  for (const { name, path } of await pagesOf(url)) pages.push({ name, ...(await measurePage(browser, url + path)) });
  await browser.close();
  console.table(pages);
  const slowest = pages.reduce((a, b) => (a.coldMs > b.coldMs ? a : b));
  console.log(JSON.stringify({ bench: 'pages', value: slowest.coldMs, unit: 'ms', slowest: slowest.name, pages }));
});

async function measurePage(inBrowser: Browser, address: string): Promise<{ coldMs: number; reloadMs: number }> {
  const cold: number[] = [];
  const reload: number[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    const context = await inBrowser.newContext({ viewport: { width: 1280, height: 800 } });
    const page = await context.newPage();
    await page.goto(address, { waitUntil: 'commit' });
    cold.push(await untilUsable(page));
    await page.reload({ waitUntil: 'commit' });
    reload.push(await untilUsable(page));
    await context.close();
  }
  return { coldMs: median(cold), reloadMs: median(reload) };
}

/** Milliseconds from the navigation's start, as the page's own clock counts them. */
function untilUsable(page: Page): Promise<number> {
  return page.evaluate(
    () =>
      new Promise<number>((resolve) => {
        let usableSince: number | undefined;
        let last = performance.now();
        const look = () => {
          const now = performance.now();
          const blocked = now - last > 50;
          const main = document.querySelector('main');
          const loaded =
            main !== null &&
            main.textContent.trim() !== '' &&
            main.querySelector('[aria-label^="Loading"], [data-testid="loading"]') === null;
          if (!loaded || blocked) usableSince = undefined;
          if (loaded) usableSince ??= now;
          last = now;
          if (usableSince !== undefined && now - usableSince >= 200) resolve(Math.round(usableSince));
          else setTimeout(look, 5);
        };
        look();
      }),
  );
}

function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[values.length >> 1];
}
