// The frontend service: the shop's pages, its API, and the admin pages.
import { onFaultChange, runService } from '../service/run.ts';
import { createServer, listen } from '../service/server.ts';
import { addAdminApi, isAdminUrl } from './admin.ts';
import { addApi } from './api.ts';
import { announceFault } from './announce.ts';
import { addPages } from './pages.ts';
import { identifyShoppers } from './shopper.ts';

await runService(async () => {
  const app = await createServer({ target: 'frontend', edge: identifyShoppers, spared: isAdminUrl });
  addAdminApi(app);
  addApi(app);
  await addPages(app);
  onFaultChange(announceFault);
  const url = await listen(app, Number(process.env['SHOP_PORT'] ?? 0), process.env['SHOP_HOST']);
  return { endpoints: { frontend: url }, close: () => app.close() };
});
