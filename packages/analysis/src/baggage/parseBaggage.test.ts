import fc from 'fast-check';
import { parseBaggage } from './parseBaggage.ts';

const parsed = (header: string) => Object.fromEntries(parseBaggage(header));

it('reads the example of the specification', () =>
  expect(parsed('key1=value1;property1;property2, key2 = value2, key3=value3; propertyKey=propertyValue')).toEqual({
    key1: 'value1',
    key2: 'value2',
    key3: 'value3',
  }));

it('decodes percent-encoded UTF-8, and only that', () =>
  expect(parsed('userId=Am%C3%A9lie,serverNode=DF%2028,isProduction=100%,plus=a+b')).toEqual({
    userId: 'Amélie',
    serverNode: 'DF 28',
    isProduction: '100%',
    plus: 'a+b',
  }));

it('puts U+FFFD where the decoded bytes are not UTF-8', () => expect(parsed('a=x%FFy')).toEqual({ a: 'x\uFFFDy' }));

it('keeps equals signs in a value', () => expect(parsed('token=a==')).toEqual({ token: 'a==' }));

it('keeps the last of a key that is there twice', () => expect(parsed('a=1,a=2')).toEqual({ a: '2' }));

it('keeps an empty value and skips what has no key', () => expect(parsed('a=,=b,nonsense,,;p=q')).toEqual({ a: '' }));

it('reads back any values that were percent-encoded', () =>
  fc.assert(
    fc.property(fc.dictionary(fc.stringMatching(/^[a-z0-9.-]+$/), fc.string({ unit: 'grapheme' })), (members) => {
      const header = Object.entries(members).map(([key, value]) => `${key}=${encodeURIComponent(value)}`);
      expect(parsed(header.join(', '))).toEqual({ ...members });
    }),
  ));

it('never throws', () => fc.assert(fc.property(fc.string(), (header) => void parseBaggage(header))));
