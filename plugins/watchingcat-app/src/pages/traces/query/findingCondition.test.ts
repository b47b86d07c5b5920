import { findingCondition } from './findingCondition';

it.each([
  ['cart › span.http.route', '/cart', 'resource.service.name = "cart" && span.http.route = "/cart"'],
  ['a "b" › resource.x y', 'it\'s "so"', 'resource.service.name = "a \\"b\\"" && resource."x y" = "it\'s \\"so\\""'],
  ['cart › resource.service.version', '2', 'resource.service.name = "cart" && (resource.service.version = 2 || resource.service.version = "2")'],
  ['cart › span.gift', 'true', 'resource.service.name = "cart" && (span.gift = true || span.gift = "true")'],
  ['cart › resource.service.name', 'cart', 'resource.service.name = "cart"'],
  ['cart › name', 'GET /', 'resource.service.name = "cart" && name = "GET /"'],
  ['cart › statusMessage', 'no', 'resource.service.name = "cart" && statusMessage = "no"'],
  ['cart › kind', 'server', 'resource.service.name = "cart" && kind = server'],
  ['cart › status', 'error', 'resource.service.name = "cart" && status = error'],
  ['cart › spans', '2', undefined],
  ['color', 'red', undefined],
])('%s is %s', (key, value, expected) => expect(findingCondition(key, { type: 'is', value })).toBe(expected)); // prettier-ignore

it('compares numbers, and says that an attribute is there', () => {
  const key = 'cart › span.rows';
  expect(findingCondition(key, { type: 'above', threshold: 12.5 })).toBe('resource.service.name = "cart" && span.rows > 12.5');
  expect(findingCondition(key, { type: 'atMost', threshold: -3 })).toBe('resource.service.name = "cart" && span.rows <= -3');
  expect(findingCondition(key, { type: 'present' })).toBe('resource.service.name = "cart" && span.rows != nil');
  expect(findingCondition(key, { type: 'absent' })).toBeUndefined();
}); // prettier-ignore
