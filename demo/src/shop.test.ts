// The shop as a whole: real processes that export to a real receiver.
import { readAnswers } from './scenarios/answers.ts';
import { DemoProcess } from './testing/DemoProcess.ts';
import { Sink, type SinkSpan } from './testing/Sink.ts';
import { TestShop } from './testing/TestShop.ts';

jest.setTimeout(90_000);

const sink = new Sink();
let endpoint: string;
let shop: TestShop;
beforeAll(async () => {
  endpoint = await sink.start();
  shop = await TestShop.start(endpoint);
});
afterAll(async () => {
  await shop.stop();
  await sink.stop();
});

/** Buys one mug as a shopper of one's own and returns the order's trace id. */
async function buy(sid: string): Promise<string> {
  await shop.ask('POST', '/api/cart/items', { productId: 'stone-mug', quantity: 1 }, sid);
  const order = await shop.ask('POST', '/api/checkout', {}, sid);
  expect(order.status).toBe(201);
  return (order.body as { traceId: string }).traceId;
}

/** All spans of a checkout's trace, once the last of them, cart's CONSUMER span, has arrived. */
function wholeTrace(traceId: string): Promise<SinkSpan[]> {
  return sink.waitFor('a whole checkout trace', () => {
    const spans = sink.trace(traceId);
    const ids = new Set(spans.map(({ spanId }) => spanId));
    const isWhole = spans.every(({ parentSpanId }) => parentSpanId === '' || ids.has(parentSpanId));
    return (
      isWhole && spans.some(({ kind }) => kind === 5) && spans.some(({ name }) => name === 'UPDATE stock') && spans
    );
  });
}

let shoppers = 0;
/** A session id that no other test uses, so that a test finds its own spans. */
const newShopper = () => `c0ffee00-${(++shoppers).toString(16).padStart(8, '0')}`;

/** The first span of this shopper that matches. */
function spanOf(sid: string, matches: (span: SinkSpan) => boolean): SinkSpan | undefined {
  return sink.spans.find((span) => span.attributes['session.id'] === sid && matches(span));
}

const durationMs = (span: SinkSpan) => Number(span.endNs - span.startNs) / 1e6;
const server = (service: string, name: string) => (span: SinkSpan) =>
  span.service === service && span.kind === 2 && span.name === name;

async function start(fault: object): Promise<string> {
  const { status, body } = await shop.ask('POST', '/admin/faults', fault);
  expect({ status, body }).toMatchObject({ status: 201 });
  return (body as { id: string }).id;
}
async function stop(id: string): Promise<void> {
  expect((await shop.ask('DELETE', `/admin/faults/${id}`)).status).toBe(200);
}

describe('a checkout', () => {
  const sid = newShopper();
  let spans: SinkSpan[];
  beforeAll(async () => {
    spans = await wholeTrace(await buy(sid));
  });

  it('is one trace of at least 12 spans over at least 4 services with one root', () => {
    expect(spans.length).toBeGreaterThanOrEqual(12);
    expect(new Set(spans.map(({ service }) => service))).toEqual(new Set(['frontend', 'checkout', 'cart', 'catalog']));
    const ids = new Set(spans.map(({ spanId }) => spanId));
    expect(spans.filter(({ parentSpanId }) => !ids.has(parentSpanId)).map(({ name }) => name)).toEqual([
      'POST /api/checkout',
    ]);
  });

  it('carries its baggage on every span', () => {
    const carried = spans.map(({ attributes }) => attributes['session.id']);
    expect(new Set(carried)).toEqual(new Set([sid]));
    for (const key of ['customer.tier', 'experiment']) {
      expect(new Set(spans.map(({ attributes }) => attributes[key])).size).toBe(1);
      expect(spans[0]?.attributes[key]).toEqual(expect.any(String));
    }
  });

  it('has a CONSUMER span that continues the trace of its PRODUCER span and links to it', () => {
    const producer = spans.find(({ kind }) => kind === 4);
    const consumer = spans.find(({ kind }) => kind === 5);
    expect(producer).toMatchObject({
      service: 'checkout',
      attributes: {
        'messaging.system': 'mqtt',
        'messaging.operation.type': 'send',
        'messaging.destination.name': 'shop/orders/placed',
      },
    });
    expect(consumer).toMatchObject({ service: 'cart', attributes: { 'messaging.operation.type': 'process' } });
    expect(consumer?.parentSpanId).toBe(producer?.spanId);
    expect(consumer?.links).toEqual([{ traceId: producer?.traceId, spanId: producer?.spanId }]);
  });

  it('has database spans with the statement and without its values', () => {
    const query = spans.find(({ name }) => name === 'UPDATE stock');
    expect(query).toMatchObject({
      kind: 3,
      attributes: {
        'db.system.name': 'postgresql',
        'db.namespace': 'catalog',
        'db.collection.name': 'stock',
        'db.operation.name': 'UPDATE',
        'db.query.text': expect.stringContaining('quantity - $2'),
      },
    });
    expect(query?.attributes['db.query.text']).not.toContain('stone-mug');
  });

  it('uses the stable HTTP conventions', () => {
    expect(spans.find(server('checkout', 'POST /orders'))?.attributes).toMatchObject({
      'http.request.method': 'POST',
      'http.route': '/orders',
      'http.response.status_code': 201,
      'url.path': '/orders',
      'server.address': '127.0.0.1',
    });
    expect(spans.find(({ name, kind }) => name === 'GET /carts/{id}' && kind === 3)?.attributes).toMatchObject({
      'url.template': '/carts/{id}',
      'service.peer.name': 'cart',
    });
  });

  it('says of each service what it is and where it runs', () => {
    expect(spans.find(({ service }) => service === 'cart')?.resource).toMatchObject({
      'service.name': 'cart',
      'service.version': '1.9.3',
      'service.namespace': 'shop',
      'deployment.environment.name': 'demo',
      'host.name': 'cart-1',
      'service.instance.id': expect.stringMatching(/^[0-9a-f-]{36}$/),
    });
  });

  it('empties the cart', async () => {
    expect((await shop.ask('GET', '/api/cart', undefined, sid)).body).toMatchObject({
      lines: [],
      pieces: 0,
    });
  });

  it('writes log lines in three styles, with the ids of its trace', async () => {
    const traceId = spans[0]?.traceId ?? '';
    const find = (service: string, text: string) =>
      sink.waitFor(`a log line of ${service}`, () =>
        sink.logs.find((line) => line.service === service && line.traceId === traceId && line.body.includes(text)),
      );
    const placed = await find('checkout', 'order placed');
    expect(JSON.parse(placed.body)).toMatchObject({ level: 'info', msg: 'order placed', pieces: 1 });
    expect((await find('catalog', 'prices quoted')).body).toMatch(
      /^ts=\S+ level=info msg="prices quoted" asked=1 found=1$/,
    );
    expect((await find('cart', 'Emptied cart')).body).toMatch(/^\d{4}-\d\d-\d\d \S+ INFO {2}Emptied cart after order /);
    expect(spans.map(({ spanId }) => spanId)).toContain(placed.spanId);
  });
});

it('exports runtime, HTTP server, database and business metrics', async () => {
  const has = (service: string, name: string) =>
    sink.waitFor(`${name} of ${service}`, () =>
      sink.metrics.some((metric) => metric.service === service && metric.name === name && metric.values.length > 0),
    );
  await has('cart', 'v8js.memory.heap.used');
  await has('frontend', 'nodejs.eventloop.utilization');
  await has('checkout', 'http.server.request.duration');
  await has('catalog', 'db.client.operation.duration');
  await has('checkout', 'shop.orders');
});

it('evicts carts that nobody touches, as a trace of its own', async () => {
  await shop.ask('POST', '/api/cart/items', { productId: 'desk-lamp', quantity: 1 }, newShopper());
  const evicted = await sink.waitFor('an eviction', () => sink.spans.find(({ name }) => name === 'evict carts'));
  expect(evicted).toMatchObject({ service: 'cart', parentSpanId: '' });
  expect(evicted.events[0]?.name).toBe('cart evicted');
});

describe('a fault', () => {
  afterEach(() => shop.ask('DELETE', '/admin/faults'));

  it('of latency makes its service slow, and ends by itself after its duration', async () => {
    await start({ kind: 'latency', target: 'cart', intensity: 500, durationSeconds: 2 });
    const sid = newShopper();
    await shop.ask('GET', '/api/cart', undefined, sid);
    const slow = await sink.waitFor('a slow span', () => spanOf(sid, server('cart', 'GET /carts/:id')));
    expect(durationMs(slow)).toBeGreaterThan(390);
    const ended = await sink.waitFor('the end', () =>
      sink.logs.find(({ eventName }) => eventName === 'shop.fault.stopped'),
    );
    expect(ended).toMatchObject({
      service: 'frontend',
      attributes: { 'shop.fault.kind': 'latency', 'shop.fault.target': 'cart', 'shop.fault.reason': 'duration over' },
    });
    expect((await shop.ask('GET', '/admin/faults')).body).toMatchObject({ faults: [] });
  });

  it('of errors leaves an exception with its stack trace on the span and in the log', async () => {
    const id = await start({ kind: 'error-rate', target: 'catalog', intensity: 1 });
    expect((await shop.ask('GET', '/api/products')).status).toBe(500);
    const failed = await sink.waitFor('an exception', () =>
      sink.spans.find(
        ({ service, events }) => service === 'catalog' && events.some(({ name }) => name === 'exception'),
      ),
    );
    expect(failed.statusCode).toBe(2);
    expect(failed.events[0]?.attributes).toMatchObject({
      'exception.type': 'Error',
      'exception.message': expect.stringContaining('connection pool'),
      'exception.stacktrace': expect.stringContaining('failByFaults'),
    });
    const logged = await sink.waitFor('its log', () =>
      sink.logs.find((line) => line.service === 'catalog' && line.body.includes('level=error')),
    );
    expect(logged.attributes['exception.stacktrace']).toContain('failByFaults');
    await stop(id);
    expect((await shop.ask('GET', '/api/products')).status).toBe(200);
  });

  it('of payments shows as failed calls to somebody who sends no telemetry', async () => {
    const id = await start({ kind: 'error-rate', target: 'payment', intensity: 1 });
    const sid = newShopper();
    await shop.ask('POST', '/api/cart/items', { productId: 'stone-mug', quantity: 1 }, sid);
    expect((await shop.ask('POST', '/api/checkout', {}, sid)).status).toBe(502);
    const payment = await sink.waitFor('a failed payment', () =>
      spanOf(
        sid,
        ({ name, attributes }) => name === 'POST /payments' && attributes['http.response.status_code'] === 503,
      ),
    );
    expect(payment).toMatchObject({ service: 'checkout', kind: 3, attributes: { 'service.peer.name': 'payment' } });
    expect(sink.trace(payment.traceId).some(({ parentSpanId }) => parentSpanId === payment.spanId)).toBe(false);
    await stop(id);
  });

  it('of a slow query is in one database span, with another statement', async () => {
    const id = await start({ kind: 'slow-query', intensity: 400 });
    const sid = newShopper();
    await shop.ask('GET', '/api/products', undefined, sid);
    const isReview = ({ name }: SinkSpan) => name === 'SELECT review';
    const slow = await sink.waitFor('a slow query', () => spanOf(sid, isReview));
    expect(durationMs(slow)).toBeGreaterThan(310);
    expect(slow.attributes['db.query.text']).toContain('LIKE');
    await sink.waitFor('its log', () => sink.logs.find(({ body }) => body.includes('msg="slow query"')));
    await stop(id);
  });

  it('of N+1 queries asks for the stock of each product', async () => {
    const stockQueries = async () => {
      const sid = newShopper();
      await shop.ask('GET', '/api/products', undefined, sid);
      const root = await sink.waitFor('the list', () => spanOf(sid, server('frontend', 'GET /api/products')));
      return sink.waitFor('its stock queries', () => {
        const spans = sink.trace(root.traceId);
        const isWhole = spans.some(server('catalog', 'GET /products'));
        return isWhole && spans.filter(({ name }) => name === 'SELECT stock').length;
      });
    };
    expect(await stockQueries()).toBe(1);
    const id = await start({ kind: 'n-plus-one', intensity: 1 });
    expect(await stockQueries()).toBe(12);
    await stop(id);
    expect(await stockQueries()).toBe(1);
  });

  it('of memory makes the heap grow, and lets go of it', async () => {
    const heap = () =>
      sink.metrics
        .findLast(({ service, name }) => service === 'cart' && name === 'v8js.memory.heap.used')
        ?.values.reduce((sum, value) => sum + value, 0) ?? 0;
    await sink.waitFor('heap metrics', () => heap() > 0);
    const before = heap();
    const id = await start({ kind: 'memory-leak', target: 'cart', intensity: 1024 });
    for (let request = 0; request < 40; request++) await shop.ask('GET', '/api/cart');
    await sink.waitFor('a larger heap', () => heap() > before + 30 * 2 ** 20);
    await stop(id);
  });

  it('of the clock moves the spans of one service only', async () => {
    const id = await start({ kind: 'clock-skew', target: 'cart', intensity: -30 });
    const traceId = await buy(newShopper());
    const spans = await wholeTrace(traceId);
    const called = await sink.waitFor('the cart span', () =>
      sink.trace(traceId).find(server('cart', 'GET /carts/:id')),
    );
    const caller = spans.find(({ name, kind }) => name === 'GET /carts/{id}' && kind === 3);
    expect(Number(called.startNs - (caller?.startNs ?? 0n)) / 1e9).toBeCloseTo(-30, 0);
    await stop(id);
  });

  it('of retries asks the payment provider again and again in one trace', async () => {
    const id = await start({ kind: 'retry-storm', intensity: 1 });
    const sid = newShopper();
    await shop.ask('POST', '/api/cart/items', { productId: 'stone-mug', quantity: 1 }, sid);
    await shop.ask('POST', '/api/checkout', {}, sid);
    const last = await sink.waitFor('the last retry', () =>
      spanOf(sid, ({ attributes }) => attributes['http.request.resend_count'] === 8),
    );
    expect(sink.trace(last.traceId).filter(({ name }) => name === 'POST /payments')).toHaveLength(9);
    await stop(id);
  });

  it('of a bad release replaces the process by another version, and the old version comes back', async () => {
    const seenFrom = async (version: string) => {
      const sid = newShopper();
      await shop.ask('GET', '/api/cart', undefined, sid);
      return sink.waitFor(`a span of cart ${version}`, () =>
        spanOf(sid, ({ service, resource }) => service === 'cart' && resource['service.version'] === version),
      );
    };
    const id = await start({ kind: 'bad-release', target: 'cart', intensity: 0.1 });
    await shop.note('cart 1.10.0 replaces 1.9.3');
    await seenFrom('1.10.0');
    await stop(id);
    await shop.note('cart 1.9.3 replaces 1.10.0');
    await seenFrom('1.9.3');
  });
});

describe('the admin API', () => {
  it.each([
    [{ kind: 'fire' }, 'kind must be one of latency, '],
    [{ kind: 'latency', target: 'moon' }, 'target of latency must be one of checkout, '],
    [{ kind: 'latency', intensity: '5' }, 'intensity of latency (ms) must be a number from 10 to 10000'],
    [{ kind: 'latency', durationSeconds: 0 }, 'durationSeconds must be a number from 1 to 86400'],
    [{ kind: 'latency', colour: 'red' }, 'Unknown field "colour"'],
  ])('refuses %j and says what it may be', async (input, message) => {
    const { status, body } = await shop.ask('POST', '/admin/faults', input);
    expect({ status, body }).toMatchObject({ status: 400, body: { message: expect.stringContaining(message) } });
  });

  it('refuses requests that another page sends', async () => {
    const response = await fetch(`${shop.url}/admin/faults`, { headers: { origin: 'http://example.org' } });
    expect(response.status).toBe(403);
  });

  it('answers 404 for a fault that is not on', async () => {
    expect((await shop.ask('DELETE', '/admin/faults/none')).status).toBe(404);
  });
});

describe('a scenario from the command line', () => {
  it('starts and stops by itself, says where to look, and is in the record of answers', async () => {
    const run = new DemoProcess(['scenario', 'payment-outage', '--url', shop.url, '--duration', '1'], {});
    expect(await run.ended()).toBe(0);
    expect(run.output).toMatch(
      /payment-outage for 1 s: [^]*It is over\. Where to look:\n {2}- [^]*docs\/demo-scenarios\.md/,
    );
    const answer = (await readAnswers(shop.dataDir)).at(-1);
    expect(answer).toMatchObject({ scenario: 'payment-outage', kind: 'error-rate', target: 'payment', intensity: 0.8 });
    expect(Date.parse(answer?.endedAt ?? '') - Date.parse(answer?.startedAt ?? '')).toBeGreaterThanOrEqual(1_000);

    const answers = new DemoProcess(['answers'], { WATCHINGCAT_DATA_DIR: shop.dataDir });
    expect(await answers.ended()).toBe(0);
    expect(answers.output).toContain('error-rate at payment, 0.8 ratio (scenario payment-outage)');
  });

  it('says what to do when no shop runs', async () => {
    const run = new DemoProcess(['scenario', 'latency', '--url', 'http://127.0.0.1:9'], {});
    expect(await run.ended()).toBe(1);
    expect(run.output).toContain('No shop answers at http://127.0.0.1:9. Start one with');
  });
});
