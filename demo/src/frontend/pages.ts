// Routes of the shop's pages and of the files that they need.
import { readFileSync } from 'node:fs';
import { SpanStatusCode } from '@opentelemetry/api';
import type { FastifyError, FastifyInstance, FastifyReply } from 'fastify';
import { log } from '../telemetry/log.ts';
import { adminView } from './adminView.ts';
import { countPieces, readCart, readProduct, readProducts } from './reads.ts';
import { shopperOf } from './shopper.ts';
import { cartView, failureView, page, productsView, productView } from './views.ts';

const ASSETS: Readonly<Record<string, string>> = {
  'shop.css': 'text/css; charset=utf-8',
  'shop.js': 'text/javascript; charset=utf-8',
  'admin.js': 'text/javascript; charset=utf-8',
  'icon.svg': 'image/svg+xml',
};
const POLICY =
  "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'";

export async function addPages(app: FastifyInstance): Promise<void> {
  addAssets(app);
  await app.register(async (pages) => {
    pages.setErrorHandler<FastifyError>((error, request, reply) => {
      const status = error.statusCode ?? 500;
      const { span } = request.opentelemetry();
      span?.recordException(error);
      span?.setStatus({ code: SpanStatusCode.ERROR, message: error.message });
      log.error(`Page ${request.routeOptions.url} failed`, error);
      return sendPage(reply.code(status), page({ title: 'Sorry', script: 'shop.js' }, failureView(status)));
    });

    pages.get<{ Querystring: { category?: string } }>('/', async function productsPage(request, reply) {
      const { category } = request.query;
      const [products, pieces] = await Promise.all([readProducts(category), countPieces(shopperOf(request).sessionId)]);
      return sendPage(reply, page({ title: 'Shop', pieces, script: 'shop.js' }, productsView(products, category)));
    });

    pages.get<{ Params: { id: string } }>('/products/:id', async function productPage(request, reply) {
      const [product, pieces] = await Promise.all([
        readProduct(request.params.id),
        countPieces(shopperOf(request).sessionId),
      ]);
      if (!product)
        return sendPage(reply.code(404), page({ title: 'Not found', pieces, script: 'shop.js' }, failureView(404)));
      return sendPage(reply, page({ title: product.name, pieces, script: 'shop.js' }, productView(product)));
    });

    pages.get('/cart', async function cartPage(request, reply) {
      const cart = await readCart(shopperOf(request).sessionId);
      return sendPage(reply, page({ title: 'Cart', pieces: cart.pieces, script: 'shop.js' }, cartView(cart)));
    });

    pages.get('/admin', async function adminPage(request, reply) {
      const pieces = await countPieces(shopperOf(request).sessionId).catch(() => 0); // the page must open whatever is broken
      return sendPage(reply, page({ title: 'Break things', pieces, script: 'admin.js' }, adminView()));
    });
  });
}

function addAssets(app: FastifyInstance): void {
  for (const [name, type] of Object.entries(ASSETS)) {
    const content = readFileSync(new URL(`./public/${name}`, import.meta.url));
    app.get(`/assets/${name}`, async function asset(_request, reply) {
      return reply
        .type(type)
        .header('cache-control', 'max-age=60')
        .header('x-content-type-options', 'nosniff')
        .send(content);
    });
  }
}

function sendPage(reply: FastifyReply, markup: string): FastifyReply {
  return reply
    .type('text/html; charset=utf-8')
    .header('content-security-policy', POLICY)
    .header('x-content-type-options', 'nosniff')
    .header('referrer-policy', 'same-origin')
    .send(markup);
}
