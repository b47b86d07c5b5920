// The catalog service: products, prices, ratings and stock, in SQL.
import { runService } from '../service/run.ts';
import { listen } from '../service/server.ts';
import { createCatalog } from './catalog.ts';
import { openDatabase } from './database.ts';

await runService(async () => {
  const database = await openDatabase();
  const app = await createCatalog(database);
  return {
    endpoints: { catalog: await listen(app) },
    close: async () => {
      await app.close();
      await database.close();
    },
  };
});
