import { ShapeError } from '../decode.ts';
import { tags } from './tags.ts';

const read = (type: unknown, value: unknown) => tags([{ key: 'k', type, value }], 'tags')[0][1];

it.each([
  ['text', 'string', 'a', 'a'],
  ['a bool', 'bool', false, false],
  ['a small integer', 'int64', 3, 3n],
  ['an integer that no double holds', 'int64', '9007199254740993', 9007199254740993n],
  ['an integer below 0', 'int64', '-9223372036854775808', -9223372036854775808n],
  ['a double without fraction', 'float64', 2, 2],
  ['bytes', 'binary', 'AQL/', new Uint8Array([1, 2, 255])],
  ['a bool that a store kept as text', 'bool', 'true', true],
  ['a double that a store kept as text', 'float64', '12.5', 12.5],
  ['an integer of a client that left the type out', undefined, 3, 3n],
  ['a double of a client that left the type out', undefined, 0.5, 0.5],
  ['no value', 'string', null, null],
])('reads %s', (_name, type, value, expected) => expect(read(type, value)).toEqual(expected));

it.each([
  ['int64', 'many'],
  ['float64', 'many'],
  ['float64', ''],
  ['bool', 'maybe'],
  ['binary', '*'],
])('keeps as text what is no %s, rather than losing the trace', (type, value) => expect(read(type, value)).toBe(value));

it('takes a missing list for an empty one', () => expect(tags(null, 'tags')).toEqual([]));

it('says where something else than a tag stands', () => {
  expect(() => tags([{ key: 'k', value: {} }], 'tags')).toThrow(ShapeError);
  expect(() => tags([{ value: 1 }], 'tags')).toThrow('tags[0].key');
});
