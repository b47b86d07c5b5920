// npm run screenshots [-- URL]: every page in both themes and two widths, into docs/screenshots (the two of the README) and .cache/screenshots.
import { chromium } from '@playwright/test';
import { copyFileSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { pagesOf } from '../../e2e/pages.ts';
import { withProduct } from '../../e2e/product.ts';
import { findChromium } from '../chromium.ts';
import { ROOT } from '../paths.ts';

const WIDTHS = [
  { width: 1280, height: 800 },
  { width: 1920, height: 1080 },
];
/** Long enough for charts to have a line. */
const SHOP_MINUTES = 3;
const README = ['trace-span-dark-1280', 'service-light-1280'];

const all = join(ROOT, '.cache', 'screenshots');
const kept = join(ROOT, 'docs', 'screenshots');
mkdirSync(all, { recursive: true });
mkdirSync(kept, { recursive: true });

if (process.argv[2] === undefined) console.log(`Takes ${SHOP_MINUTES} minutes more, for the shop to run.`);
await withProduct(process.argv[2], SHOP_MINUTES * 60_000, takeAll);
for (const name of README) copyFileSync(join(all, `${name}.png`), join(kept, `${name}.png`));

async function takeAll(url: string): Promise<void> {
  const browser = await chromium.launch({ executablePath: findChromium(), args: ['--no-sandbox', '--disable-gpu'] });
  for (const theme of ['dark', 'light']) {
    for (const viewport of WIDTHS) {
      const page = await browser.newPage({ viewport });
      for (const { name, path } of await pagesOf(url)) {
        await page.goto(`${url}${path}${path.includes('?') ? '&' : '?'}theme=${theme}`);
        await page.waitForLoadState('networkidle').catch(() => {}); // a live page never is
        await page.waitForTimeout(500);
        const file = join(all, `${name}-${theme}-${viewport.width}.png`);
        await page.screenshot({ path: file });
        console.log(file.slice(ROOT.length + 1));
      }
      await page.close();
    }
  }
  await browser.close();
}
