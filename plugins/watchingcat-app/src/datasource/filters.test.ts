import fc from 'fast-check';
import { parseAttributeFilter, parseDurationMs } from './filters';

describe('parseDurationMs', () => {
  it.each([
    ['250', 250],
    ['250ms', 250],
    ['1.5s', 1500],
    [' 2 m ', 120_000],
    ['1h', 3_600_000],
    ['500µs', 0.5],
    ['', undefined],
    [undefined, undefined],
  ])('reads %j as %j ms', (text, ms) => expect(parseDurationMs(text)).toBe(ms));

  it.each(['fast', '-1s', '1 week', '1s 2ms', 's'])('refuses %j and says what to write', (text) =>
    expect(() => parseDurationMs(text)).toThrow(/250ms/),
  );
});

describe('parseAttributeFilter', () => {
  it('reads pairs, with quotes around values with spaces', () => {
    expect(parseAttributeFilter('http.route=/cart?a=b  customer.tier="gold \\"plus\\"" empty=')).toEqual({
      'http.route': '/cart?a=b',
      'customer.tier': 'gold "plus"',
      empty: '',
    });
    expect(parseAttributeFilter(' ')).toBeUndefined();
  });

  it.each(['cart', 'a=1 cart', '=x', 'a="open', 'a="b"c'])('refuses %j', (text) =>
    expect(() => parseAttributeFilter(text)).toThrow(/key=value/),
  );

  it('reads back any values that were quoted', () => {
    const key = fc.stringMatching(/^[a-z][a-z.]{0,9}$/);
    fc.assert(
      fc.property(fc.dictionary(key, fc.string(), { minKeys: 1, noNullPrototype: true }), (attributes) => {
        const text = Object.entries(attributes)
          .map(([name, value]) => `${name}="${value.replace(/["\\]/g, '\\$&')}"`)
          .join(' ');
        expect(parseAttributeFilter(text)).toEqual(attributes);
      }),
    );
  });
});
