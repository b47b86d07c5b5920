import { attributeText } from './attributes.ts';

it('leaves strings as they are', () => expect(attributeText('a "b"')).toBe('a "b"'));
it('writes integers as digits, beyond what a number can hold', () =>
  expect(attributeText(9_007_199_254_740_993n)).toBe('9007199254740993'));
it('writes doubles, booleans and empty values', () =>
  expect([1.5, true, null].map(attributeText)).toEqual(['1.5', 'true', 'null']));
it('writes arrays and maps as JSON', () =>
  expect(attributeText([1n, 'x', { deep: [false] }])).toBe('[1,"x",{"deep":[false]}]'));
it('writes bytes as hexadecimal', () => expect(attributeText(new Uint8Array([1, 255]))).toBe('01ff'));
