import { MAX_LISTED_VALUE_LENGTH, type AttributeValue, type SpanDetails } from '@watchingcat/model';
import fc from 'fast-check';
import { attributeNamesOf, attributeValuesOf } from './attributeCounts.ts';

const span = (service: string, attributes: Record<string, AttributeValue>) =>
  ({
    service,
    attributes: new Map(Object.entries(attributes)),
    resource: new Map([['service.name', service]]),
  }) as unknown as SpanDetails;

const spans = [
  span('cart', { route: '/a', code: 200n }),
  span('cart', { route: '/b', code: '200' }),
  span('shop', { route: '/a', list: ['x'] }),
];

it('counts names by owner, the most frequent first and then by name', () => {
  expect(attributeNamesOf(spans, {}).map(({ owner, name, spans }) => `${owner}.${name} ${spans}`)).toEqual([
    'span.route 3',
    'resource.service.name 3',
    'span.code 2',
    'span.list 1',
  ]);
  expect(attributeNamesOf(spans, { service: 'shop', owner: 'span', contains: 'LI' })).toEqual([
    { owner: 'span', name: 'list', spans: 1 },
  ]);
});

it('keeps values apart that differ in type alone, and leaves out what no list shows', () => {
  expect(attributeValuesOf(spans, { name: 'code' })).toEqual([
    { text: '200', type: 'integer', spans: 1 },
    { text: '200', type: 'string', spans: 1 },
  ]);
  expect(attributeValuesOf(spans, { name: 'list' })).toEqual([]);
  const long = span('cart', { text: 'x'.repeat(MAX_LISTED_VALUE_LENGTH + 1) });
  expect(attributeValuesOf([long], { name: 'text' })).toEqual([]);
});

it('counts every span that has a value once', () => {
  fc.assert(
    fc.property(fc.array(fc.constantFrom('a', 'b', 'c', undefined)), (values) => {
      const given = values.map((value) => span('s', value === undefined ? {} : { key: value }));
      const counted = attributeValuesOf(given, { name: 'key' });
      for (const { text, spans } of counted) expect(spans).toBe(values.filter((value) => value === text).length);
      expect(counted.reduce((sum, { spans }) => sum + spans, 0)).toBe(values.filter((value) => value !== undefined).length);
    }),
  );
}); // prettier-ignore
