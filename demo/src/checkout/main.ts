// The checkout service. The same process runs the MQTT broker and the stand-ins for the payment provider and the carrier.
import { runService } from '../service/run.ts';
import { listen } from '../service/server.ts';
import { openBroker } from './broker.ts';
import { createCheckout } from './checkout.ts';
import { createPaymentProvider, createCarrier } from './thirdParties.ts';

await runService(async () => {
  const broker = await openBroker();
  const payment = createPaymentProvider();
  const carrier = createCarrier();
  const checkout = await createCheckout((topic, payload) => broker.publish(topic, payload));
  return {
    endpoints: {
      payment: await listen(payment),
      shipping: await listen(carrier),
      broker: broker.url,
      checkout: await listen(checkout),
    },
    close: async () => {
      await checkout.close();
      await Promise.all([payment.close(), carrier.close(), broker.close()]);
    },
  };
});
