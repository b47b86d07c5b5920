// Routes of the cart service. A cart's id is the shopper's session id.
import type { FastifyInstance } from 'fastify';
import type { Item } from '../catalog/catalog.ts';
import { createServer } from '../service/server.ts';
import { log } from '../telemetry/log.ts';
import type { Carts } from './Carts.ts';

interface CartRoute {
  Params: { id: string };
}

export async function createCartServer(carts: Carts): Promise<FastifyInstance> {
  const app = await createServer({ target: 'cart' });

  app.get<CartRoute>('/carts/:id', async function readCart(request) {
    const items = carts.items(request.params.id);
    log.debug(`Read cart with ${items.length} products`, { session: request.params.id });
    return { items };
  });

  app.post<CartRoute & { Body: Item }>(
    '/carts/:id/items',
    { schema: { body: ITEM_BODY } },
    async function addItem(request) {
      const { productId, quantity } = request.body;
      const items = carts.add(request.params.id, request.body);
      log.info(`Added ${quantity} of ${productId}`, { session: request.params.id });
      return { items };
    },
  );

  app.delete<{ Params: { id: string; productId: string } }>(
    '/carts/:id/items/:productId',
    async function removeItem(request) {
      const { id, productId } = request.params;
      log.info(`Removed ${productId}`, { session: id });
      return { items: carts.remove(id, productId) };
    },
  );
  return app;
}

const ITEM_BODY = {
  type: 'object',
  required: ['productId', 'quantity'],
  additionalProperties: false,
  properties: {
    productId: { type: 'string', minLength: 1, maxLength: 64 },
    quantity: { type: 'integer', minimum: 1, maximum: 99 },
  },
};
