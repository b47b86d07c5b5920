import fc from 'fast-check';
import type { SourceName } from '../sourceRequest.ts';
import { ServiceNames } from './serviceNames.ts';

const names = (known: Partial<Record<SourceName, readonly string[]>>) =>
  new ServiceNames(new Map(Object.entries(known) as [SourceName, readonly string[]][]));

describe('ServiceNames', () => {
  it('takes names that differ by case and namespace for one service, spelled as in Jaeger', () => {
    const all = names({ Jaeger: ['Checkout'], Prometheus: ['shop/checkout'], Elasticsearch: ['checkout'] });
    expect(all.canonical('Prometheus', 'shop/checkout')).toBe('Checkout');
    expect(all.spellings('Prometheus', 'Checkout')).toEqual(['shop/checkout']);
    expect(all.spellings('Elasticsearch', 'Checkout')).toEqual(['checkout']);
  });

  it('keeps services apart that only their namespace tells apart', () => {
    const all = names({ Jaeger: ['checkout'], Prometheus: ['eu/checkout', 'us/checkout'] });
    expect(all.canonical('Prometheus', 'eu/checkout')).toBe('eu/checkout');
    expect(all.spellings('Prometheus', 'checkout')).toEqual(['checkout']);
  });

  it('prefers the same name to a similar one', () => {
    const all = names({ Jaeger: ['cart', 'Cart'], Prometheus: ['cart'] });
    expect(all.canonical('Prometheus', 'cart')).toBe('cart');
    expect(all.spellings('Prometheus', 'Cart')).toEqual(['Cart']);
  });

  it('asks a back-end whose names it does not know with the name as it is', () =>
    expect(names({}).spellings('Jaeger', 'cart')).toEqual(['cart']));

  it('never takes two names of one back-end for one service, and finds each again', () => {
    const few = fc.uniqueArray(fc.constantFrom('a', 'A', 'x/a', 'y/A', 'b', 'x/b', 'B'));
    fc.assert(
      fc.property(few, few, few, (Jaeger, Prometheus, Elasticsearch) => {
        const all = names({ Jaeger, Prometheus, Elasticsearch });
        for (const [source, own] of Object.entries({ Jaeger, Prometheus, Elasticsearch }) as [SourceName, string[]][]) {
          expect(new Set(own.map((name) => all.canonical(source, name))).size).toBe(own.length);
          for (const name of own) expect(all.spellings(source, all.canonical(source, name))).toEqual([name]);
        }
      }),
    );
  });
});
