import { attributeFilter } from './attributeFilter';

it.each([
  ['cart › resource.service.version', '2', 'service.version="2"'],
  ['cart › span.a=b', 'c=d', 'a=b=c=d'],
  ['cart › name', 'GET /', undefined],
])('%s is %s: %p', (key, value, filter) => expect(attributeFilter(key, { type: 'is', value })).toBe(filter));

it('cannot say that an attribute is absent or large', () => {
  expect(attributeFilter('cart › span.x', { type: 'absent' })).toBeUndefined();
  expect(attributeFilter('cart › span.x', { type: 'above', threshold: 1 })).toBeUndefined();
});
