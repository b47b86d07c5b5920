import fc from 'fast-check';
import { narrowed, panelOf, queryOfPanel, readCondition } from './conditions';

describe('panelOf', () => {
  it.each([
    ['', { others: [] }],
    ['{}', { others: [] }],
    [
      '{ resource.service.name = "cart" && name = "GET /" && status = error && traceDuration >= 1500ms }',
      { service: 'cart', operation: 'GET /', status: 'error', minDuration: '1500ms', others: [] },
    ],
    ['{ status != error && traceDuration <= 2s }', { status: 'ok', maxDuration: '2s', others: [] }],
    [
      '{ .service.name = "a" && .service.name = "b" && duration > 1s && span.x = nil }',
      { service: 'a', others: ['.service.name = "b"', 'duration > 1s', 'span.x = nil'] },
    ],
    ['{ .a = 1 || .b = 2 }', undefined],
    ['{ .a = 1 } >> { .b = 2 }', undefined],
    ['{ .a = ', undefined],
  ])('reads %s', (query, panel) => {
    const read = panelOf(query);
    if (panel === undefined) expect(read).toBeUndefined();
    else expect(read).toMatchObject(panel);
  });

  it('reads what it writes', () => {
    const text = fc.string({ unit: 'binary', minLength: 1, maxLength: 8 });
    const panel = fc.record({
      service: fc.option(text, { nil: undefined }),
      operation: fc.option(text, { nil: undefined }),
      status: fc.constantFrom('ok' as const, 'error' as const, undefined),
      minDuration: fc.constantFrom('250ms', '1500ms', '80us', '3h', undefined),
      others: fc.subarray(['.a = 1', 'span."b c" = "x"', 'duration > 1s', 'kind = server', '.c != nil']),
    });
    fc.assert(
      fc.property(panel, (one) => {
        const read = panelOf(queryOfPanel(one));
        expect({ ...one, ...read }).toEqual({ ...read, ...one });
      }),
    );
  });
});

describe('narrowed', () => {
  it.each([
    [
      '',
      { service: 'cart', attributes: ['http.route=/x'] },
      '{ resource.service.name = "cart" && .http.route = "/x" }',
    ],
    ['{ traceDuration >= 1s }', { minDuration: '2s' }, '{ traceDuration >= 2s }'],
    [
      '{ .a = 1 }',
      { attributes: ['a=1', 'b=true', 'c=1.5', 'd=1 2'] },
      '{ .a = 1 && .b = true && .c = 1.5 && .d = "1 2" }',
    ],
    ['{ .a = 1 } >> {}', { status: 'ok' as const }, '{ .a = 1 } >> { } | { status != error }'],
    ['{} | { traceDuration >= 1s }', { minDuration: '2s' }, '{ } | { traceDuration >= 2s }'],
    [
      '{} | count() > 2 with (most_recent=true)',
      { service: 'a' },
      '{ } | count() > 2 | { resource.service.name = "a" } with (most_recent=true)',
    ],
    ['{ .a = ', { service: 'a' }, '{ .a = '],
    ['{} | count() > 1', { minDuration: 'soon' }, '{} | count() > 1'],
  ])('makes %s by %j into %s', (query, filters, expected) => expect(narrowed(query, filters)).toBe(expected));
});

describe('readCondition', () => {
  it.each([
    ['http.route=/cart', '.http.route = "/cart"'],
    ['order.items=3', '.order.items = 3'],
    ['span.retry', 'span.retry = true'],
    ['duration > 1s', 'duration > 1s'],
    ['.a = 1 && .b = 2', '.a = 1 && .b = 2'],
    ['word', undefined],
    ['', undefined],
  ])('reads %p as %p', (text, condition) => expect(readCondition(text)).toBe(condition));
});
