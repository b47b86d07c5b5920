// The frontend service: the shop's pages, its API, and the admin pages.
import { onFaultChange } from '../service/channel.ts';
import { runService } from '../service/run.ts';
import { listen } from '../service/server.ts';
import { announceFault } from './announce.ts';
import { createFrontend } from './frontend.ts';

await runService(async () => {
  const app = await createFrontend();
  onFaultChange(announceFault);
  const url = await listen(app, Number(process.env['SHOP_PORT'] ?? 0), process.env['SHOP_HOST']);
  return { endpoints: { frontend: url }, close: () => app.close() };
});
