// One product for all specs, which find it in the environment. How long it takes to come up is printed.
import { interrupt, processesOf, removeData, startProduct } from './product.ts';

export default async function globalSetup(): Promise<() => Promise<void>> {
  const started = performance.now();
  const { url, otlpUrl, shopUrl, backEnds, running, output } = await startProduct();
  process.env['WATCHINGCAT_E2E_URL'] = url;
  process.env['WATCHINGCAT_E2E_OTLP_URL'] = otlpUrl;
  process.env['WATCHINGCAT_E2E_SHOP_URL'] = shopUrl;
  process.env['WATCHINGCAT_E2E_BACK_ENDS'] = JSON.stringify(backEnds);
  process.env['WATCHINGCAT_E2E_RUNNING'] = JSON.stringify(running);
  console.log(`npm start was ready after ${((performance.now() - started) / 1000).toFixed(1)} s.`);
  return async () => {
    await interrupt(running);
    const left = processesOf(running);
    removeData(running);
    if (left.length > 0) throw new Error(`Ctrl-C left processes ${left.join(', ')}:\n${output.join('\n')}`);
  };
}
