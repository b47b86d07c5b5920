// Listens to placed orders and empties the carts they came from. Follows the broker when a new release of checkout brings a new one.
import { connect, type MqttClient } from 'mqtt';
import { ORDERS_TOPIC, receiveOrder } from '../messaging/orderEvents.ts';
import { knownEndpoint, onEndpointsChange } from '../service/endpoints.ts';
import { log } from '../telemetry/log.ts';
import type { Carts } from './Carts.ts';

const CLIENT_ID = 'cart';
/** Orders that are on their way when the broker changes still arrive over the old connection. */
const OVERLAP_MS = 3_000;

export function consumeOrders(carts: Carts): { stop(): Promise<void> } {
  let url: string | undefined;
  let client: MqttClient | undefined;

  const follow = () => {
    const broker = knownEndpoint('broker');
    if (broker === undefined || broker === url) return;
    const old = client;
    url = broker;
    client = open(broker, carts);
    if (old) setTimeout(() => old.end(true), OVERLAP_MS).unref();
  };
  onEndpointsChange(follow);
  follow();
  return {
    stop: async () => {
      await client?.endAsync(true);
    },
  };
}

function open(broker: string, carts: Carts): MqttClient {
  const client = connect(broker, { clientId: CLIENT_ID, reconnectPeriod: 500 });
  client.on('connect', () => client.subscribe(ORDERS_TOPIC, { qos: 1 }));
  client.on('error', (error) => log.error('Broker connection failed', error));
  client.on('message', (_topic, payload) => {
    receiveOrder(payload.toString(), CLIENT_ID, ({ orderId, sessionId }) => {
      const products = carts.clear(sessionId);
      log.info(`Emptied cart after order ${orderId}`, { session: sessionId, products });
    });
  });
  return client;
}
