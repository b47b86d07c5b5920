// @grafana/plugin-e2e's test with the product's address, which is known only after it has started, and a page without console errors.
import { test as grafanaTest } from '@grafana/plugin-e2e';
import { UNKNOWN_TRACE_ID } from './pages.ts';

export { expect } from '@grafana/plugin-e2e';

/** Every error in the console fails the test, but for the 404 that the browser reports for the trace that must not be found. */
export const test = grafanaTest.extend<{ consoleErrors: string[] }>({
  // eslint-disable-next-line no-empty-pattern -- Playwright reads the fixtures' names from the pattern
  baseURL: async ({}, use) => use(process.env['WATCHINGCAT_E2E_URL']),
  // Playwright's own page. plugin-e2e's opens the start page twice before each test, keeps one of them open beside it, and looks at every
  // request for feature flags, which the shell does not have and for which Chromium switches its cache off.
  page: async ({ context }, use) => use(await context.newPage()),
  consoleErrors: [
    async ({ page }, use, info) => {
      const errors: string[] = [];
      page.on('pageerror', (error) => errors.push(error.stack ?? error.message));
      page.on('console', (message) => {
        const { url } = message.location();
        const isExpected = message.text().includes('404') && url.includes(UNKNOWN_TRACE_ID);
        if (message.type() === 'error' && !isExpected) errors.push(`${message.text()} (${url})`);
      });
      await use(errors);
      if (info.status === info.expectedStatus && errors.length > 0)
        throw new Error(`Console errors:\n${errors.join('\n')}`);
    },
    { auto: true },
  ],
});
