import type { Item } from '../catalog/catalog.ts';
import { Carts } from './Carts.ts';
import { createCartServer } from './cartServer.ts';

let now = 0;
let carts: Carts;
beforeEach(() => {
  now = 0;
  carts = new Carts({ ttlMs: 1_000, now: () => now });
});
afterEach(() => carts.stop());

it('adds up pieces of a product, at most 99', () => {
  carts.add('a', { productId: 'mug', quantity: 2 });
  expect(carts.add('a', { productId: 'mug', quantity: 3 })).toEqual([{ productId: 'mug', quantity: 5 }]);
  expect(carts.add('a', { productId: 'mug', quantity: 99 })).toEqual([{ productId: 'mug', quantity: 99 }]);
  expect(carts.remove('a', 'mug')).toEqual([]);
});

it('evicts what nobody touched for its time to live; reading is touching', () => {
  carts.add('old', { productId: 'mug', quantity: 1 });
  carts.add('read', { productId: 'mug', quantity: 1 });
  now = 800;
  carts.items('read');
  now = 1_200;
  expect(carts.sweep()).toBe(1);
  expect(carts.items('old')).toEqual([]);
  expect(carts.items('read')).toHaveLength(1);
});

it('is emptied by an order once', () => {
  carts.add('a', { productId: 'mug', quantity: 2 });
  expect(carts.clear('a')).toBe(1);
  expect(carts.clear('a')).toBe(0);
});

it('is served over HTTP, and refuses what is no item', async () => {
  const app = await createCartServer(carts);
  const add = (payload: object) => app.inject({ method: 'POST', url: '/carts/a/items', payload });
  expect((await add({ productId: 'mug', quantity: 2 })).json<{ items: Item[] }>().items).toHaveLength(1);
  expect((await add({ productId: 'mug', quantity: 0 })).statusCode).toBe(400);
  expect((await app.inject('/carts/a')).json()).toEqual({ items: [{ productId: 'mug', quantity: 2 }] });
  expect((await app.inject({ method: 'DELETE', url: '/carts/a/items/mug' })).json()).toEqual({ items: [] });
  expect((await app.inject('/healthz')).json()).toEqual({ status: 'ok' });
  await app.close();
});
