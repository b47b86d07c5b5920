import { html } from './html.ts';
import { isLocalRequest } from './local.ts';
import { picture } from './pictures.ts';
import { PRODUCTS } from '../catalog/products.ts';
import { adminView } from './adminView.ts';
import { describeShopper, sessionIdIn } from './shopper.ts';
import { cartView, euros, failureView, page, productsView, productView } from './views.ts';

const mug = { ...PRODUCTS[4], stock: 3, rating: 4.4, reviews: 5 };

describe('html', () => {
  it('escapes what comes from outside and keeps what is HTML', () => {
    expect(
      html`<p title="${`"'`}">${'<b>&'}${html`<i>${1}</i>`}${false}${undefined}${[html`a`, html`b`]}</p>`.markup,
    ).toBe('<p title="&quot;&#39;">&lt;b&gt;&amp;<i>1</i>ab</p>');
  });
});

describe('the pages', () => {
  it('have a drawing for every product', () => {
    for (const product of PRODUCTS) expect(picture(product.picture).markup).toContain('<path');
  });

  it('show a product with price, stars and button, and nothing of it as markup', () => {
    const markup = page(
      { title: 'Shop', pieces: 2, script: 'shop.js' },
      productsView([{ ...mug, name: '<script>' }], 'home'),
    );
    expect(markup).toContain('&lt;script&gt;');
    expect(markup).not.toContain('<script>');
    expect(markup).toContain('€19.00');
    expect(markup).toContain('★★★★☆');
    expect(markup).toContain('data-add="stone-mug"');
    expect(markup).toMatch(/href="\/\?category=home"\s+aria-current="page"/);
    expect(productView({ ...mug, stock: 0 }).markup).toContain('Sold out');
  });

  it('add up a cart, and say when it is empty', () => {
    const lines = [{ ...mug, quantity: 2 }];
    expect(cartView({ lines, pieces: 2, totalCents: 3800 }).markup).toContain(euros(3800));
    expect(cartView({ lines: [], pieces: 0, totalCents: 0 }).markup).toContain('It is empty');
    expect(failureView(502).markup).toContain('(502)');
  });

  it('offer every kind of fault and every scenario', () => {
    const { markup } = adminView();
    expect(markup.match(/data-fault="/g)).toHaveLength(8);
    expect(markup.match(/data-scenario="/g)).toHaveLength(8);
  });
});

describe('a shopper', () => {
  it('is known by a cookie of our making only', () => {
    expect(sessionIdIn('theme=dark; sid=c0ffee00-00000001')).toBe('c0ffee00-00000001');
    expect(sessionIdIn('sid=<script>')).toBeUndefined();
    expect(sessionIdIn('xsid=c0ffee00')).toBeUndefined();
    expect(sessionIdIn(undefined)).toBeUndefined();
  });

  it('keeps tier and experiment; about one in ten is gold', () => {
    const many = Array.from({ length: 2_000 }, (_, index) => describeShopper(index.toString(16).padStart(8, '0')));
    expect(describeShopper('c0ffee00')).toEqual(describeShopper('c0ffee00'));
    const gold = many.filter(({ tier }) => tier === 'gold').length;
    expect(gold).toBeGreaterThan(120);
    expect(gold).toBeLessThan(280);
    expect(new Set(many.map(({ experiment }) => experiment)).size).toBe(2);
  });
});

describe('isLocalRequest', () => {
  const from = (remoteAddress: string, host: string, origin?: string) =>
    isLocalRequest({ socket: { remoteAddress }, headers: { host, ...(origin !== undefined && { origin }) } });

  it('is true for this machine under its own names', () => {
    expect(from('127.0.0.1', '127.0.0.1:8080')).toBe(true);
    expect(from('::1', '[::1]:8080', 'http://[::1]:8080')).toBe(true);
    expect(from('::ffff:127.0.0.1', 'localhost:8080', 'http://localhost:8080')).toBe(true);
  });
  it('is false for others, for other names and for other pages', () => {
    expect(from('192.0.2.1', 'localhost:8080')).toBe(false);
    expect(from('127.0.0.1', 'shop.example.org')).toBe(false);
    expect(from('127.0.0.1', 'localhost.example.org')).toBe(false);
    expect(from('127.0.0.1', 'localhost:8080', 'http://localhost:9999')).toBe(false);
    expect(from('127.0.0.1', 'localhost:8080', 'null')).toBe(false);
  });
});
