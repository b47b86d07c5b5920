// The shop's JSON API, which its pages and the load generator use. It only passes on what other services say.
import { trace } from '@opentelemetry/api';
import type { FastifyInstance } from 'fastify';
import type { CatalogProduct, Item } from '../catalog/catalog.ts';
import type { Order } from '../checkout/checkout.ts';
import { call } from '../service/client.ts';
import { log } from '../telemetry/log.ts';
import { readCart, readProduct, readProducts } from './reads.ts';
import { shopperOf } from './shopper.ts';

export function addApi(app: FastifyInstance): void {
  app.get<{ Querystring: { category?: string } }>('/api/products', async function listProducts(request): Promise<{
    products: CatalogProduct[];
  }> {
    return { products: await readProducts(request.query.category) };
  });

  app.get<{ Params: { id: string } }>('/api/products/:id', async function showProduct(request, reply) {
    const product = await readProduct(request.params.id);
    return product ?? reply.code(404).send({ message: `There is no product ${request.params.id}` });
  });

  app.get('/api/cart', async function showCart(request) {
    return readCart(shopperOf(request).sessionId);
  });

  app.post<{ Body: Item }>('/api/cart/items', { schema: { body: ITEM_BODY } }, async function addToCart(request) {
    const { sessionId: id } = shopperOf(request);
    return call<{ items: Item[] }>('cart', {
      method: 'POST',
      path: '/carts/{id}/items',
      params: { id },
      body: request.body,
    });
  });

  app.delete<{ Params: { id: string } }>('/api/cart/items/:id', async function removeFromCart(request) {
    const params = { id: shopperOf(request).sessionId, productId: request.params.id };
    return call<{ items: Item[] }>('cart', { method: 'DELETE', path: '/carts/{id}/items/{productId}', params });
  });

  app.post('/api/checkout', async function checkOut(request, reply) {
    const { sessionId, tier } = shopperOf(request);
    const order = await call<Order>('checkout', { method: 'POST', path: '/orders', body: { sessionId } });
    log.info('checkout finished', { orderId: order.orderId, tier, totalCents: order.totalCents });
    const traceId = trace.getActiveSpan()?.spanContext().traceId;
    const traceUrl = `${process.env['SHOP_UI_URL']}/a/watchingcat-app/traces/${traceId}`;
    return reply.code(201).send({ ...order, traceId, traceUrl });
  });
}

const ITEM_BODY = {
  type: 'object',
  required: ['productId'],
  additionalProperties: false,
  properties: {
    productId: { type: 'string', minLength: 1, maxLength: 64 },
    quantity: { type: 'integer', minimum: 1, maximum: 99, default: 1 },
  },
};
