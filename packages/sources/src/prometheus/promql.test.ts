import fc from 'fast-check';
import { isOneOf, labelName, labelPath, literalPattern, quoted, selector } from './promql.ts';

/** Reads a PromQL string as Go does; anything that is no whole string is an error. */
function unquoted(text: string): string {
  const match = /^"((?:[^"\\\n]|\\[\\"nr])*)"$/.exec(text);
  if (match === null) throw new Error(`not a PromQL string: ${text}`);
  const ESCAPED: Readonly<Record<string, string>> = { n: '\n', r: '\r', '"': '"', '\\': '\\' };
  return match[1].replace(/\\(.)/gs, (_, character: string) => ESCAPED[character]);
}

const anyText = fc.string({ unit: 'binary' });

it('keeps any text inside its string', () => {
  fc.assert(fc.property(anyText, (value) => expect(unquoted(quoted(value))).toBe(value.toWellFormed())));
});

it('makes an expression of any text that matches this text only', () => {
  fc.assert(
    fc.property(anyText, anyText, (value, other) => {
      const pattern = new RegExp(`^(?:${literalPattern(value)})$`, 's');
      expect(pattern.test(value)).toBe(true);
      expect(pattern.test(other)).toBe(other === value);
    }),
  );
});

it('asks for one value without an expression, and for several with one', () => {
  expect(isOneOf('service', ['a.b'])).toBe('service="a.b"');
  expect(isOneOf('service', ['a.b', 'c|d'])).toBe('service=~"a\\\\.b|c\\\\|d"');
});

it('quotes names that only Prometheus 3 knows, in queries and in paths', () => {
  expect(selector('traces.calls', [isOneOf('service.name', ['a'])])).toBe(
    '{__name__="traces.calls","service.name"="a"}',
  );
  expect(labelName('plain_1')).toBe('plain_1');
  expect(labelPath('service.name')).toBe('U__service_2e_name');
});
