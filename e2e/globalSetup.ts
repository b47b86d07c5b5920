// One product for all specs. What it costs to come up is part of the test: see ready.spec.ts.
import { removeData, startProduct } from './product.ts';

export default async function globalSetup(): Promise<() => Promise<void>> {
  const started = performance.now();
  const product = await startProduct();
  process.env['WATCHINGCAT_E2E_URL'] = product.url;
  process.env['WATCHINGCAT_E2E_OTLP_URL'] = product.otlpUrl;
  process.env['WATCHINGCAT_E2E_SHOP_URL'] = product.shopUrl;
  process.env['WATCHINGCAT_E2E_BACK_ENDS'] = JSON.stringify(product.backEnds);
  console.log(`npm start was ready after ${((performance.now() - started) / 1000).toFixed(1)} s.`);
  return async () => {
    await product.interrupt();
    const left = product.processes();
    removeData(product);
    if (left.length > 0) throw new Error(`Ctrl-C left processes ${left.join(', ')}:\n${product.output.join('\n')}`);
  };
}
