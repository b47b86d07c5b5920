import { findTraceId, readAttribute, readDurationMs, readFilters } from './filters';

describe('readDurationMs', () => {
  it.each([
    ['250', 250],
    ['250ms', 250],
    ['1.5 s', 1500],
    ['2m', 120_000],
    ['2 min', 120_000],
    ['80µs', 0.08],
    ['.5s', 500],
    ['', undefined],
    ['soon', undefined],
    ['5 parsecs', undefined],
    ['-5ms', undefined],
  ])('reads %p as %p ms', (text, ms) => {
    if (ms === undefined) expect(readDurationMs(text)).toBeUndefined();
    else expect(readDurationMs(text)).toBeCloseTo(ms);
  });
});

describe('readAttribute', () => {
  it.each([
    ['http.route=/cart', ['http.route', '/cart']],
    ['url.query=a=1', ['url.query', 'a=1']],
    [' customer.tier = gold ', ['customer.tier', 'gold']],
    ['key=', ['key', '']],
    ['=value', undefined],
    ['word', undefined],
  ])('reads %p as %p', (text, pair) => expect(readAttribute(text)).toEqual(pair));
});

describe('findTraceId', () => {
  const id = '4bf92f3577b34da6a3ce929d0e0e4736';
  it.each([
    id,
    id.toUpperCase(),
    `00-${id}-00f067aa0ba902b7-01`,
    `level=error trace_id=${id} msg="failed"`,
    `http://jaeger.example/trace/${id}?uiFind=x`,
  ])('finds it in %p', (text) => expect(findTraceId(text)).toBe(id));

  it('takes no part of a longer number, no span id and not the invalid id of zeros', () => {
    expect(findTraceId(`${id}ab`)).toBeUndefined();
    expect(findTraceId('00f067aa0ba902b7')).toBeUndefined();
    expect(findTraceId('0'.repeat(32))).toBeUndefined();
  });
});

describe('readFilters', () => {
  it('reads what the address says', () => {
    const params = new URLSearchParams(
      'service=checkout&operation=POST+%2Fpay&status=error&minDuration=1s&maxDuration=2s&attribute=a%3D1&attribute=b%3D2&sort=slowest',
    );
    expect(readFilters(params)).toEqual({
      service: 'checkout',
      operation: 'POST /pay',
      status: 'error',
      minDuration: '1s',
      maxDuration: '2s',
      attributes: ['a=1', 'b=2'],
      sort: 'slowest',
    });
  });

  it('leaves out a status and an order that do not exist', () =>
    expect(readFilters(new URLSearchParams('status=maybe&sort=random'))).toMatchObject({
      status: undefined,
      sort: 'newest',
    }));
});
