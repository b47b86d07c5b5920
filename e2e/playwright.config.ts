// The product as a person uses it: `npm start` on free ports (e2e/product.ts), then Chromium against it.
// Uses @grafana/plugin-e2e's fixtures, so that the same specs run on a real Grafana.
import { defineConfig } from '@playwright/test';
import { findChromium } from '../scripts/chromium.ts';

/** Over real back-ends the pages are held against what those say. How the product ends, with what locks, is told of `npm start`. */
const isStack = process.env['WATCHINGCAT_E2E_SCRIPT'] === 'stack';
const END = 'end.spec.ts';
const product = { name: 'product', testIgnore: isStack ? END : [END, 'backEnds.spec.ts'] };

export default defineConfig({
  testDir: '.',
  projects: isStack
    ? [product]
    : [
        { ...product, teardown: 'end' },
        { name: 'end', testMatch: END },
      ],
  outputDir: '../test-results',
  globalSetup: './globalSetup.ts',
  timeout: 60_000,
  expect: { timeout: 15_000 },
  workers: isStack ? 1 : 2, // on two cores one waits while the other works; real back-ends need what one leaves
  forbidOnly: true,
  reporter: process.env['PLAYWRIGHT_JSON_OUTPUT_NAME'] === undefined ? [['list']] : [['list'], ['json']],
  use: {
    viewport: { width: 1280, height: 800 },
    screenshot: 'only-on-failure',
    launchOptions: {
      executablePath: findChromium(),
      args: [
        '--no-sandbox',
        '--disable-gpu',
        '--no-first-run',
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-sync',
      ],
    },
  },
});
