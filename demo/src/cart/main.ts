// The cart service: carts in memory, emptied by orders that arrive over MQTT.
import { runService } from '../service/run.ts';
import { listen } from '../service/server.ts';
import { createCartServer } from './cartServer.ts';
import { Carts } from './Carts.ts';
import { consumeOrders } from './orders.ts';

/** A cart that nobody touched for so long is dropped. */
const CART_TTL_MS = Number(process.env['WATCHINGCAT_SHOP_CART_TTL_MS'] ?? 15 * 60_000);

await runService(async () => {
  const carts = new Carts({ ttlMs: CART_TTL_MS });
  const app = await createCartServer(carts);
  const orders = consumeOrders(carts);
  return {
    endpoints: { cart: await listen(app) },
    close: async () => {
      carts.stop();
      await orders.stop();
      await app.close();
    },
  };
});
