import { alsoWith } from './alsoWith';

const CART = 'resource.service.name = "cart" && span.a = 1';

it.each([
  ['', `{ ${CART} }`],
  ['{ }', `{ ${CART} }`],
  ['{ traceDuration > 1s }', `{ traceDuration > 1s && ${CART} }`],
  ['{ resource.service.name = "cart" }', `{ ${CART} }`],
  // The span that failed, or that is the shop's, need not be the one with the attribute.
  ['{ status = error }', `{ status = error } && { ${CART} }`],
  ['{ resource.service.name = "shop" }', `{ resource.service.name = "shop" } && { ${CART} }`],
  ['{ resource.service.name = "cart" || traceDuration > 1s }', `{ resource.service.name = "cart" || traceDuration > 1s } && { ${CART} }`],
  ['{ .x = 1 } || { .y = 2 }', `({ .x = 1 } || { .y = 2 }) && { ${CART} }`],
  ['{ .x = 1 } >> { .y = 2 }', `{ .x = 1 } >> { .y = 2 } && { ${CART} }`],
  ['{ .x = 1 } && { .y = 2 }', `{ .x = 1 } && { .y = 2 } && { ${CART} }`],
  ['{ .x = 1 } | count() > 2', `({ .x = 1 } | count() > 2) && { ${CART} }`],
  ['{ status = error } with (most_recent=true)', `{ status = error } && { ${CART} } with (most_recent=true)`],
])('%s', (query, expected) => expect(alsoWith(query, CART)).toBe(expected)); // prettier-ignore

it('keeps together what belongs together', () => {
  const either = 'resource.service.name = "cart" && (span.a = 1 || span.a = "1")';
  expect(alsoWith('{ traceDuration > 1s }', either)).toBe(`{ traceDuration > 1s && ${either} }`);
});

it('says the same once', () => expect(alsoWith(`{ ${CART} }`, CART)).toBe(`{ ${CART} }`));

it('makes nothing of what has a fault', () => {
  expect(alsoWith('{ duration > "x" }', CART)).toBeUndefined();
  expect(alsoWith('{ }', 'a =')).toBeUndefined();
});
