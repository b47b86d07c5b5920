// What `npm start` promises without a browser: the services, a checkout trace, one holder of the data directory, a clean end.
import { expect, test } from '@playwright/test';
import { existsSync, globSync } from 'node:fs';
import { firstTrace, SHOP_SERVICES } from '../scripts/firstTrace.ts';
import { removeData, startProduct } from './product.ts';

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

test('Ctrl-C leaves no process and no lock', async () => {
  test.setTimeout(180_000); // a whole start, and the bundles when they are not built yet
  const product = await startProduct();
  expect(product.processes().length).toBeGreaterThan(6);
  await product.interrupt();
  expect(product.processes(), product.output.join('\n')).toEqual([]);
  expect(globSync('**/*.lock', { cwd: product.dataDirectory })).toEqual([]);
  expect(existsSync(product.dataDirectory)).toBe(true);
  removeData(product);
});
