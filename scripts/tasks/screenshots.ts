// npm run screenshots [-- URL]: every page in both themes and three widths, into docs/screenshots (the two of the README) and .cache/screenshots.
// With `--only PATTERN` (a regular expression) just the pages of such names. The large trace is there when the product is started here.
import { chromium } from '@playwright/test';
import { copyFileSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { bigTrace } from '../../e2e/bigTrace.ts';
import { pagesOf } from '../../e2e/pages.ts';
import { picturedPages } from '../../e2e/picturedPages.ts';
import { withProduct } from '../../e2e/product.ts';
import { sendSpans } from '../../e2e/spans.ts';
import { findChromium } from '../chromium.ts';
import { ROOT } from '../paths.ts';

const WIDTHS = [
  { width: 1280, height: 800 },
  { width: 1920, height: 1080 },
  { width: 3840, height: 2160 },
];
/** Long enough for charts to have a line. */
const SHOP_MINUTES = 3;
const BIG_TRACE_SPANS = 20_000;
const README = ['trace-span-dark-1280', 'service-light-1280'];

const all = join(ROOT, '.cache', 'screenshots');
const kept = join(ROOT, 'docs', 'screenshots');
mkdirSync(all, { recursive: true });
mkdirSync(kept, { recursive: true });

const { values, positionals } = parseArgs({ options: { only: { type: 'string' } }, allowPositionals: true });
const [givenUrl] = positionals;
const only = new RegExp(values.only ?? '');
if (givenUrl === undefined) console.log(`Takes ${SHOP_MINUTES} minutes more, for the shop to run.`);
await withProduct(givenUrl, SHOP_MINUTES * 60_000, takeAll);
for (const name of README.filter((one) => only.test(one)))
  copyFileSync(join(all, `${name}.png`), join(kept, `${name}.png`));

async function takeAll(url: string, otlpUrl: string | undefined): Promise<void> {
  if (otlpUrl !== undefined) await sendSpans(otlpUrl, bigTrace(BIG_TRACE_SPANS));
  const pages = [...(await pagesOf(url)), ...(await picturedPages(url, otlpUrl !== undefined))];
  const browser = await chromium.launch({ executablePath: findChromium(), args: ['--no-sandbox', '--disable-gpu'] });
  for (const theme of ['dark', 'light']) {
    for (const viewport of WIDTHS) {
      const page = await browser.newPage({ viewport });
      for (const { name, path, prepare } of pages.filter((one) => only.test(one.name))) {
        await page.goto(`${url}${path}${path.includes('?') ? '&' : '?'}theme=${theme}`);
        await prepare?.(page);
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
