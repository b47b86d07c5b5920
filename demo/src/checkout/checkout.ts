// Routes of the checkout service: one order, from cart to order event. Every step is a call to somebody else, so this is where a trace
// shows most.
import { randomUUID } from 'node:crypto';
import { metrics, trace, type Attributes } from '@opentelemetry/api';
import type { FastifyInstance } from 'fastify';
import type { Item } from '../catalog/catalog.ts';
import { ORDERS_TOPIC, sendOrder } from '../messaging/orderEvents.ts';
import { call } from '../service/client.ts';
import { createServer } from '../service/server.ts';
import { log } from '../telemetry/log.ts';
import { pay } from './pay.ts';
import type { ShippingQuote } from './thirdParties.ts';

export interface Order {
  readonly orderId: string;
  readonly totalCents: number;
  readonly shippingCents: number;
  readonly days: number;
}
interface Price {
  readonly id: string;
  readonly price: number;
}

const tracer = trace.getTracer('shop.checkout');
const meter = metrics.getMeter('shop.checkout');
const orders = meter.createCounter('shop.orders', { unit: '{order}', description: 'Orders placed.' });
const revenue = meter.createCounter('shop.revenue', { unit: '{EUR}', description: 'Value of the orders placed.' });

export async function createCheckout(
  publish: (topic: string, payload: string) => Promise<unknown>,
): Promise<FastifyInstance> {
  const app = await createServer({ target: 'checkout' });

  app.post<{ Body: { sessionId: string } }>(
    '/orders',
    { schema: { body: ORDER_BODY } },
    async function placeOrder(request, reply) {
      const { sessionId } = request.body;
      const { items } = await call<{ items: Item[] }>('cart', { path: '/carts/{id}', params: { id: sessionId } });
      if (items.length === 0) return reply.code(409).send({ message: 'The cart is empty' });

      const ids = items.map(({ productId }) => productId);
      const pieces = items.reduce((sum, { quantity }) => sum + quantity, 0);
      const { prices } = await call<{ prices: Price[] }>('catalog', { method: 'POST', path: '/prices', body: { ids } });
      const quote = await call<ShippingQuote>('shipping', { method: 'POST', path: '/quotes', body: { pieces } });
      const goodsCents = totalOf(items, prices);
      const order: Order = {
        orderId: randomUUID(),
        totalCents: goodsCents + quote.priceCents,
        shippingCents: quote.priceCents,
        days: quote.days,
      };
      await call('catalog', { method: 'POST', path: '/reservations', body: { items } });
      await pay(order.totalCents);
      await sendOrder({ orderId: order.orderId, sessionId, totalCents: order.totalCents }, 'checkout', (payload) =>
        publish(ORDERS_TOPIC, payload),
      );
      orders.add(1);
      revenue.add(order.totalCents / 100);
      trace.getActiveSpan()?.setAttributes(describeOrder(order, pieces));
      log.info('order placed', { orderId: order.orderId, totalCents: order.totalCents, pieces });
      return reply.code(201).send(order);
    },
  );
  return app;
}

/** Adds up what the goods cost, in cents. @throws Error when a product has no price */
function totalOf(items: readonly Item[], prices: readonly Price[]): number {
  return tracer.startActiveSpan('add up prices', (span) => {
    try {
      const byId = new Map(prices.map(({ id, price }) => [id, price]));
      return items.reduce((sum, { productId, quantity }) => {
        const price = byId.get(productId);
        if (price === undefined) throw new Error(`${productId} has no price`);
        return sum + price * quantity;
      }, 0);
    } finally {
      span.setAttribute('shop.order.products', items.length);
      span.end();
    }
  });
}

function describeOrder({ orderId, totalCents, shippingCents }: Order, pieces: number): Attributes {
  return {
    'shop.order.id': orderId,
    'shop.order.total': totalCents / 100,
    'shop.order.shipping': shippingCents / 100,
    'shop.order.pieces': pieces,
  };
}

const ORDER_BODY = {
  type: 'object',
  required: ['sessionId'],
  properties: { sessionId: { type: 'string', minLength: 1, maxLength: 64 } },
};
