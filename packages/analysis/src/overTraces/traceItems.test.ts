import fc from 'fast-check';
import { itemKey, readItemKey } from './traceItems.ts';

const service = fc.oneof(fc.string(), fc.constantFrom('cart', 'a › b', 'a › span.x', ' › name'));

it('reads back whose attribute a key is', () => {
  fc.assert(
    fc.property(service, fc.string({ minLength: 1 }), (name, attribute) => {
      fc.pre(!attribute.includes(' › '));
      expect(readItemKey(itemKey.span(name, attribute))).toEqual({ service: name, owner: 'span', attribute });
      expect(readItemKey(itemKey.resource(name, attribute))).toEqual({ service: name, owner: 'resource', attribute });
    }),
  );
});

it('reads back what a span has beside attributes', () => {
  fc.assert(
    fc.property(service, fc.constantFrom('name', 'kind', 'status', 'statusMessage', 'spans'), (name, intrinsic) => {
      expect(readItemKey(itemKey.intrinsic(name, intrinsic))).toEqual({ service: name, intrinsic });
    }),
  );
});

it('knows what is no key', () => {
  for (const text of ['', 'cart', 'cart › ', 'cart › color', 'cart › span.']) expect(readItemKey(text)).toBeUndefined();
});
