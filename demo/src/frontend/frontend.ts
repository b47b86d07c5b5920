// The frontend's server with all of its routes.
import type { FastifyInstance } from 'fastify';
import { createServer } from '../service/server.ts';
import { addAdminApi, isAdminUrl } from './admin.ts';
import { addApi } from './api.ts';
import { addPages } from './pages.ts';
import { identifyShoppers } from './shopper.ts';

export async function createFrontend(): Promise<FastifyInstance> {
  const app = await createServer({ target: 'frontend', edge: identifyShoppers, spared: isAdminUrl });
  addAdminApi(app);
  addApi(app);
  await addPages(app);
  return app;
}
