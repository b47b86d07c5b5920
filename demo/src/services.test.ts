// The services together without the supervisor: all in this process but the catalog, and really talking HTTP to each other.
import type { FastifyInstance } from 'fastify';
import { Carts } from './cart/Carts.ts';
import { createCartServer } from './cart/cartServer.ts';
import { createCheckout } from './checkout/checkout.ts';
import { createCarrier, createPaymentProvider } from './checkout/thirdParties.ts';
import { setActiveFaults } from './faults/active.ts';
import { createFrontend } from './frontend/frontend.ts';
import { shop } from './loadgen/shopper.ts';
import { receiveOrder } from './messaging/orderEvents.ts';
import { call } from './service/client.ts';
import { setEndpoints } from './service/endpoints.ts';
import { listen } from './service/server.ts';
import type { ServiceProcess } from './supervisor/ServiceProcess.ts';
import { startCatalog } from './testing/startCatalog.ts';

jest.setTimeout(60_000);

const carts = new Carts({ ttlMs: 60_000 });
const apps: FastifyInstance[] = [];
const messages: string[] = [];
let catalog: ServiceProcess;
let frontend: FastifyInstance;
beforeAll(async () => {
  catalog = await startCatalog();
  frontend = await createFrontend();
  const [cart, payment, carrier] = [await createCartServer(carts), createPaymentProvider(), createCarrier()];
  const checkout = await createCheckout(async (_topic, payload) => {
    messages.push(payload);
    receiveOrder(payload, 'cart', ({ sessionId }) => carts.clear(sessionId));
  });
  apps.push(frontend, cart, payment, carrier, checkout);
  setEndpoints({
    ...catalog.endpoints,
    frontend: await listen(frontend),
    cart: await listen(cart),
    payment: await listen(payment),
    shipping: await listen(carrier),
    checkout: await listen(checkout),
  });
});
afterAll(async () => {
  carts.stop();
  await Promise.all(apps.map((app) => app.close()));
  await catalog.stop();
});
afterEach(() => setActiveFaults([]));

const cookie = 'sid=c0ffee00-00000001';
const request = (method: 'GET' | 'POST' | 'DELETE', url: string, payload?: object) =>
  frontend.inject({ method, url, headers: { cookie, host: '127.0.0.1' }, ...(payload && { payload }) });
const broken = (kind: 'error-rate' | 'retry-storm', target: 'payment' | 'checkout' | 'cart') =>
  setActiveFaults([{ id: 'x', kind, target, intensity: 1, startedAt: 0 }]);

it('sells what is in the cart, adds shipping, and tells of the order', async () => {
  await request('POST', '/api/cart/items', { productId: 'stone-mug', quantity: 2 });
  await request('POST', '/api/cart/items', { productId: 'oak-clock' });
  await request('DELETE', '/api/cart/items/oak-clock');
  expect((await request('GET', '/api/cart')).json()).toMatchObject({ pieces: 2, totalCents: 3800 });
  const order = await request('POST', '/api/checkout');
  expect(order.statusCode).toBe(201);
  expect(order.json()).toMatchObject({ totalCents: 3800 + 390 + 2 * 60, shippingCents: 510, days: 2 });
  expect(JSON.parse(messages.at(-1) ?? '')).toMatchObject({
    event: { sessionId: 'c0ffee00-00000001', totalCents: 4310 },
  });
  expect((await request('GET', '/api/cart')).json()).toMatchObject({ lines: [] });
});

it('refuses to sell nothing, and a card that is asked for too much', async () => {
  expect((await request('POST', '/api/checkout')).statusCode).toBe(409);
  for (let each = 0; each < 3; each++)
    await request('POST', '/api/cart/items', { productId: 'desk-lamp', quantity: 9 });
  expect((await request('POST', '/api/checkout')).statusCode).toBe(402);
  expect((await request('GET', '/api/cart')).json()).toMatchObject({ pieces: 27 });
  carts.clear('c0ffee00-00000001');
});

it('says 502 when the payment provider fails, with and without a storm of retries', async () => {
  await request('POST', '/api/cart/items', { productId: 'stone-mug' });
  broken('error-rate', 'payment');
  expect((await request('POST', '/api/checkout')).json()).toMatchObject({
    statusCode: 502,
    message: expect.stringContaining('Payment failed after 2 attempts'),
  });
  broken('retry-storm', 'checkout');
  expect((await request('POST', '/api/checkout')).json().message).toContain('Payment failed after 9 attempts');
});

it('shows pages to new and known visitors, and a page when something is broken', async () => {
  const home = await frontend.inject('/');
  expect(home.headers['set-cookie']).toMatch(/^sid=[0-9a-f]{8}-[0-9a-f]{8}; Path=\/; HttpOnly; SameSite=Lax$/);
  expect(home.headers['content-security-policy']).toContain("default-src 'none'");
  expect(home.body).toContain('Oak clock');
  expect((await request('GET', '/?category=desk')).body).not.toContain('Oak clock');
  expect((await request('GET', '/products/oak-clock')).body).toContain('Add to cart');
  expect((await request('GET', '/products/nothing')).statusCode).toBe(404);
  expect((await request('GET', '/cart')).body).toContain('Stoneware mug');
  expect((await request('GET', '/assets/shop.js')).headers['content-type']).toContain('javascript');
  broken('error-rate', 'cart');
  const failed = await request('GET', '/cart');
  expect([failed.statusCode, failed.headers['content-type']]).toEqual([500, 'text/html; charset=utf-8']);
  expect(failed.body).toContain('Something went wrong');
  expect((await request('GET', '/admin')).statusCode).toBe(200);
});

it('lets a shopper take every kind of step', async () => {
  const productId = 'wool-scarf';
  await shop(
    {
      sessionId: 'c0ffee00-0000000a',
      steps: [
        { action: 'browse', thinkMs: 0 },
        { action: 'browse', category: 'wear', thinkMs: 0 },
        { action: 'view', productId, thinkMs: 0 },
        { action: 'add', productId, quantity: 1, thinkMs: 0 },
        { action: 'add', productId: 'stone-mug', quantity: 1, thinkMs: 0 },
        { action: 'remove', productId, thinkMs: 0 },
        { action: 'cart', thinkMs: 0 },
        { action: 'checkout', thinkMs: 0 },
      ],
    },
    new AbortController().signal,
  );
  expect(JSON.parse(messages.at(-1) ?? '')).toMatchObject({ event: { sessionId: 'c0ffee00-0000000a' } });
});

it('lets a shopper leave when a step fails or the shop closes', async () => {
  const sold = messages.length;
  const steps = [
    { action: 'checkout', thinkMs: 0 },
    { action: 'add', productId: 'stone-mug', quantity: 1, thinkMs: 0 },
  ] as const;
  await shop({ sessionId: 'c0ffee00-0000000b', steps }, new AbortController().signal);
  await shop({ sessionId: 'c0ffee00-0000000b', steps: [{ action: 'browse', thinkMs: 60_000 }] }, AbortSignal.abort());
  expect(carts.items('c0ffee00-0000000b')).toEqual([]);
  expect(messages).toHaveLength(sold);
});

it('says who did not answer', async () => {
  const path = '/carts/{id}';
  await expect(call('broker', { path })).rejects.toThrow('The address of broker is not known yet');
  setEndpoints({ cart: 'http://127.0.0.1:9' });
  await expect(call('cart', { path, params: { id: 'a' } })).rejects.toMatchObject({
    name: 'CallError',
    status: 0,
    message: 'cart did not answer GET /carts/{id}',
  });
});
