// The shop's pages as HTML. They work without a script up to the buttons; shop.js makes those call the API.
import type { CatalogProduct } from '../catalog/catalog.ts';
import { html, type Html } from './html.ts';
import { picture } from './pictures.ts';
import type { CartView } from './reads.ts';

interface PageOptions {
  readonly title: string;
  /** Pieces in the cart; undefined where it is not known. */
  readonly pieces?: number;
  readonly script: 'shop.js' | 'admin.js';
}

const EUROS = new Intl.NumberFormat('en', { style: 'currency', currency: 'EUR' });
const CATEGORIES = ['wear', 'home', 'kitchen', 'desk'] as const;

/** Cents as text: €19.00. */
export function euros(cents: number): string {
  return EUROS.format(cents / 100);
}

/** A whole page around its content. */
export function page({ title, pieces, script }: PageOptions, content: Html): string {
  const count = html`<span class="count" id="cart-count">${pieces ?? 0}</span>`;
  return html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <title>${title} · Tabby &amp; Co.</title>
        <link rel="icon" href="/assets/icon.svg" />
        <link rel="stylesheet" href="/assets/shop.css" />
        <script src="/assets/${script}" defer></script>
      </head>
      <body>
        <a class="skip" href="#main">Skip to the content</a>
        <header>
          <a class="brand" href="/"><img src="/assets/icon.svg" alt="" width="34" height="34" />Tabby &amp; Co.</a>
          <nav aria-label="Shop">
            <a href="/admin">Break things</a>
            <a class="to-cart" href="/cart">Cart ${count}</a>
          </nav>
        </header>
        <main id="main">${content}</main>
        <p id="toast" role="status" aria-live="polite"></p>
        <footer>A demo shop: five services, nothing is really sold. Every click becomes a trace.</footer>
      </body>
    </html>`.markup;
}

export function productsView(products: readonly CatalogProduct[], category: string | undefined): Html {
  const tab = (name: string | undefined, label: string) =>
    html`<a href="${name === undefined ? '/' : `/?category=${name}`}" ${name === category && html`aria-current="page"`}
      >${label}</a
    >`;
  return html`
    <section class="hero">
      <h1>Good things for slow days</h1>
      <p>Made to last, chosen by a cat with standards.</p>
    </section>
    <nav class="tabs" aria-label="Categories">
      ${tab(undefined, 'All')} ${CATEGORIES.map((name) => tab(name, name[0]?.toUpperCase() + name.slice(1)))}
    </nav>
    <ul class="goods">
      ${products.map(
        (product) =>
          html`<li class="card">
            <a class="shown" href="/products/${product.id}">
              ${picture(product.picture)}
              <h2>${product.name}</h2>
            </a>
            <p class="rating">${stars(product)}</p>
            <div class="buy">
              <strong>${euros(product.price)}</strong>
              <button type="button" data-add="${product.id}" aria-label="Add ${product.name} to the cart">Add</button>
            </div>
          </li>`,
      )}
    </ul>
  `;
}

export function productView(product: CatalogProduct): Html {
  return html`
    <p class="back"><a href="/">All goods</a></p>
    <article class="product">
      ${picture(product.picture)}
      <div>
        <h1>${product.name}</h1>
        <p class="rating">${stars(product)}</p>
        <p>${product.description}</p>
        <p class="price">${euros(product.price)}</p>
        <p class="stock">${product.stock > 0 ? `${product.stock} in stock` : 'Sold out'}</p>
        <button type="button" class="primary" data-add="${product.id}">Add to cart</button>
      </div>
    </article>
  `;
}

export function cartView({ lines, totalCents }: CartView): Html {
  if (lines.length === 0) {
    return html`<h1>Your cart</h1>
      <p class="empty">It is empty. <a href="/">Look around</a>.</p>
      ${THANKS}`;
  }
  return html`
    <div id="cart">
      <h1>Your cart</h1>
      <ul class="lines">
        ${lines.map(
          (line) =>
            html`<li>
              ${picture(line.picture)}
              <a href="/products/${line.id}">${line.name}</a>
              <span>${line.quantity} × ${euros(line.price)}</span>
              <button type="button" class="quiet" data-remove="${line.id}" aria-label="Remove ${line.name}">
                Remove
              </button>
            </li>`,
        )}
      </ul>
      <p class="sum"><span>Goods</span><strong>${euros(totalCents)}</strong></p>
      <p class="hint">Shipping is added when you order.</p>
      <button type="button" class="primary" id="checkout">Order now</button>
    </div>
    ${THANKS}
  `;
}

/** Shown by shop.js once an order is placed. */
const THANKS = html`<section id="thanks" hidden tabindex="-1">
  <h1>Thank you!</h1>
  <p>
    Order <code id="order-id"></code> for <strong id="order-total"></strong> arrives in
    <span id="order-days"></span> days.
  </p>
  <p><a class="trace" id="order-trace" href="/">See what just happened, as a trace</a></p>
  <p><a href="/">Back to the shop</a></p>
</section>`;

export function failureView(status: number): Html {
  return html`<section class="failure">
    <h1>Something went wrong</h1>
    <p>The shop could not do that (${status}). Please try again in a moment.</p>
    <p><a href="/">Back to the shop</a> · <a href="/admin">See what is broken</a></p>
  </section>`;
}

function stars({ rating, reviews }: CatalogProduct): Html {
  const full = Math.round(rating);
  const label = `${rating.toFixed(1)} of 5 stars, ${reviews} reviews`;
  return html`<span role="img" aria-label="${label}">${'★'.repeat(full)}${'☆'.repeat(5 - full)}</span>
    <small>${reviews}</small>`;
}
