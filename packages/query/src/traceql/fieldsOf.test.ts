import { fieldsOf } from './fieldsOf.ts';
import { parseTraceQl } from './parseTraceQl.ts';

const names = (text: string) => fieldsOf(parseTraceQl(text).plan!).map(({ name }) => name);

it('finds fields in conditions, stages and on both sides of a relation', () => {
  expect(names('{ !(.a = 1 || -.b < .c + 2) } >> ({ .d =~ "x" } | { .e = nil }) | select(.f)')).toEqual([
    'a',
    'b',
    'c',
    'd',
    'e',
    'f',
  ]);
  expect(names('{} | by(.a) | max(.b) + sum(duration) > 1')).toEqual(['a', 'b', 'span:duration']);
  expect(names('{}')).toEqual([]);
});
