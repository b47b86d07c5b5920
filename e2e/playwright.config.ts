// The product as a person uses it: `npm start` on free ports (e2e/product.ts), then Chromium against it.
// Uses @grafana/plugin-e2e's fixtures, so that the same specs run on a real Grafana.
import { defineConfig } from '@playwright/test';
import { findChromium } from '../scripts/chromium.ts';

export default defineConfig({
  testDir: '.',
  // What the pages show beside what the back-ends themselves say needs back-ends.
  testIgnore: process.env['WATCHINGCAT_E2E_SCRIPT'] === 'stack' ? [] : 'backEnds.spec.ts',
  outputDir: '../test-results',
  globalSetup: './globalSetup.ts',
  timeout: 60_000,
  expect: { timeout: 15_000 },
  workers: 1, // two cores hold one browser, the server and the shop
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
