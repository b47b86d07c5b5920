import fc from 'fast-check';
import { spanIdBytes, spanIdTexts } from './spanIdText.ts';

it('writes two digits a byte, and reads them back', () => {
  fc.assert(
    fc.property(fc.array(fc.uint8Array({ minLength: 8, maxLength: 8 })), (ids) => {
      const bytes = Uint8Array.from(ids.flatMap((id) => [...id]));
      const texts = spanIdTexts(bytes);
      expect(texts).toEqual(ids.map((id) => Array.from(id, (byte) => byte.toString(16).padStart(2, '0')).join('')));
      expect(spanIdBytes(texts)).toEqual(bytes);
    }),
  );
});

it.each([
  '',
  'a',
  '00000000000000000',
  '000000000000000g',
  '000000000000000A',
  '00000000000000é0',
  '0000000000000000€',
  '00000000000000😀',
])('has no bytes for the id %j, also among others', (id) => {
  expect(spanIdBytes([id])).toBeUndefined();
  expect(spanIdBytes(['00000000000000ff', id])).toBeUndefined();
});
