// The end of `npm start`, of the product that all other specs have used: they are over when this runs.
import { expect, test } from '@playwright/test';
import { existsSync, globSync } from 'node:fs';
import { interrupt, processesOf, type RunningProduct } from './product.ts';

test('Ctrl-C leaves no process and no lock', async () => {
  const running = JSON.parse(process.env['WATCHINGCAT_E2E_RUNNING']!) as RunningProduct;
  expect(processesOf(running).length).toBeGreaterThan(6);
  await interrupt(running);
  expect(processesOf(running)).toEqual([]);
  expect(globSync('**/*.lock', { cwd: running.dataDirectory })).toEqual([]);
  expect(existsSync(running.dataDirectory)).toBe(true);
});
