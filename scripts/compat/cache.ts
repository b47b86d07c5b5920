// Where packages of other Grafana versions lie: beside the real back-ends of npm run test:stack, outside the checkout.
import { join } from 'node:path';
import { stackCache } from '../stack/install/cache.ts';

export const compatCache = (env: Readonly<Record<string, string | undefined>> = process.env): string =>
  join(stackCache(env), 'grafana');
