// What `npm start` promises without a browser: the services, and a checkout trace.
import { expect, test } from '@playwright/test';
import { firstTrace, SHOP_SERVICES } from '../scripts/firstTrace.ts';

test('a checkout trace goes through at least four services', async () => {
  const url = process.env['WATCHINGCAT_E2E_URL']!;
  const traceId = await firstTrace(url, 1_000);
  const { resourceSpans } = (await (await fetch(`${url}/api/v1/traces/${traceId}`)).json()) as {
    resourceSpans: unknown[];
  };
  expect(resourceSpans.length).toBeGreaterThanOrEqual(4);
  const { services } = (await (await fetch(`${url}/api/v1/services`)).json()) as { services: { name: string }[] };
  expect(services.map(({ name }) => name).sort()).toEqual(expect.arrayContaining(SHOP_SERVICES)); // other specs send spans, too
});
