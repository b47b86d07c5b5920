import fc from 'fast-check';
import { highlight } from './highlight.ts';
import { tokensOf } from './tokens.ts';

const kinds = (text: string): string[] =>
  highlight(text).map(({ from, to, kind }) => `${text.slice(from, to)} ${kind}`);

it('tells the kind of each token', () => {
  expect(kinds('{ span.a = "x" && duration > 1s } | count() > 2 // so')).toEqual([
    '{ bracket',
    'span.a attribute',
    '= operator',
    '"x" string',
    '&& operator',
    'duration intrinsic',
    '> operator',
    '1s number',
    '} bracket',
    '| operator',
    'count function',
    '( bracket',
    ') bracket',
    '> operator',
    '2 number',
    '// so comment',
  ]);
  expect(kinds('status = error nestedSetParent nil most_recent')).toEqual([
    'status intrinsic',
    '= operator',
    'error constant',
    'nestedSetParent intrinsic',
    'nil constant',
    'most_recent constant',
  ]);
});

it('marks what is no word of TraceQL', () => {
  expect(kinds('foo \'x 1h30m $v "open')).toEqual([
    'foo error',
    "' error",
    'x error',
    '1h30m error',
    '$v error',
    '"open error',
  ]);
});

it('cuts any text into tokens without loss', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      expect(
        tokensOf(text)
          .map((token) => token.text)
          .join(''),
      ).toBe(text);
    }),
  );
});
