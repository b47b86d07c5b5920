// The load generator: shoppers that come with the day's swing and act as planned.
import { PRODUCTS } from '../catalog/products.ts';
import { runService } from '../service/run.ts';
import { startArrivals } from './arrivals.ts';
import { shop } from './shopper.ts';

const goods = {
  productIds: PRODUCTS.map(({ id }) => id),
  categories: [...new Set(PRODUCTS.map(({ category }) => category))],
};

await runService(async () => {
  const arrivals = startArrivals({
    seed: Number(process.env['SHOP_SEED']),
    rate: Number(process.env['SHOP_RATE']),
    daySeconds: Number(process.env['SHOP_DAY_SECONDS']),
    goods,
    visit: shop,
  });
  return { endpoints: {}, close: async () => arrivals.stop() };
});
