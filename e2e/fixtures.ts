// @grafana/plugin-e2e's test with the product's address, which is known only after it has started, and a page without console errors.
import { test as grafanaTest } from '@grafana/plugin-e2e';

export { expect } from '@grafana/plugin-e2e';

/** The browser's own noise about the favicon and such never comes from us; all other errors in the console fail the test. */
export const test = grafanaTest.extend<{ consoleErrors: string[] }>({
  // eslint-disable-next-line no-empty-pattern -- Playwright reads the fixtures' names from the pattern
  baseURL: async ({}, use) => use(process.env['WATCHINGCAT_E2E_URL']),
  consoleErrors: [
    async ({ page }, use, info) => {
      const errors: string[] = [];
      page.on('pageerror', (error) => errors.push(error.stack ?? error.message));
      page.on('console', (message) => {
        if (message.type() === 'error') errors.push(`${message.text()} (${message.location().url})`);
      });
      await use(errors);
      if (info.status === info.expectedStatus && errors.length > 0)
        throw new Error(`Console errors:\n${errors.join('\n')}`);
    },
    { auto: true },
  ],
});
