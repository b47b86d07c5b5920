import type { AttributeValue } from '@watchingcat/model';
import { attributeChanges } from './attributeChanges.ts';

const changes = (before: Record<string, AttributeValue>, after: Record<string, AttributeValue>) =>
  attributeChanges(new Map(Object.entries(before)), new Map(Object.entries(after)));

it('finds nothing between equal attributes, nested ones included', () => {
  const attributes = { a: 'x', b: 2n, c: ['y', 1], d: { e: [null, true] }, f: new Uint8Array([1]), g: NaN };
  expect(changes(attributes, { ...attributes, c: ['y', 1], d: { e: [null, true] }, f: new Uint8Array([1]) })).toEqual(
    [],
  );
});

it('tells changed, gone and new attributes, by key', () =>
  expect(changes({ v: '1', gone: true }, { v: '2', fresh: 3 })).toEqual([
    { key: 'fresh', before: undefined, after: 3 },
    { key: 'gone', before: true, after: undefined },
    { key: 'v', before: '1', after: '2' },
  ]));

it('tells a sent null from an absent attribute', () =>
  expect(changes({ a: null }, {})).toEqual([{ key: 'a', before: null, after: undefined }]));

it('tells values of different types apart that read the same', () =>
  expect(changes({ a: 1n }, { a: 1 })).toHaveLength(1));
