import fc from 'fast-check';
import { completionsAt, type Completions } from './completionsAt.ts';

/** At the bar. */
const at = (text: string): Completions => completionsAt(text.replace('¦', ''), text.indexOf('¦'));
const wordsAt = (text: string): string =>
  at(text)
    .words.map((word) => word.text)
    .join(' ');
const attribute = (name: string, scope = 'any', ofParent = false) => ({ type: 'attribute', scope, ofParent, name });

describe('completionsAt', () => {
  it.each([
    ['¦', '{ ( count() avg( min( max( sum( by( select( coalesce()'],
    ['av¦', 'avg('],
    ['{ } ¦', '| && || > >> < << ~ !> !>> !< !<< !~ &> &>> &< &<< &~'],
    ['{ } | ¦', 'count() avg( min( max( sum( by( select( coalesce() {'],
    ['{ } | co¦', 'count() coalesce()'],
    ['{ } && ¦', '{ ('],
    ['{ } >> ¦', '{ ('],
    ['{ } | count() ¦', '= != > >= < <= + - * /'],
    ['{ } | avg((.a)) ¦', '= != > >= < <= + - * /'],
    ['{ } | count() > ¦', ''],
    ['{ } | count() > 2 ¦', '| && ||'],
    ['{ } with (¦', 'most_recent=true most_recent=false'],
    ['{ /* ¦ */ }', ''],
  ])('between span sets, at %s: %s', (text, expected) => {
    expect(wordsAt(text)).toBe(expected);
  });

  it.each([
    ['{ stat¦ }', 'status statusMessage'],
    ['{ span:d¦ }', 'span:duration'],
    ['{ re¦ }', 'resource.'],
    ['{ .a = 1 && dur¦ }', 'duration'],
    ['{ !(dur¦', 'duration'],
    ['{ } | by(dur¦', 'duration'],
    ['{ kind = ¦ }', 'server client producer consumer internal unspecified'],
    ['{ kind = c¦ }', 'client consumer'],
    ['{ status != ¦', 'ok error unset'],
    ['{ .a = ¦', 'true false nil'],
    ['{ .a =~ ¦', ''],
    ['{ name = ¦', ''],
    ['{ rootName = ¦', 'nil'],
    ['{ duration > ¦', ''],
    ['{ kind ¦', '= !='],
    ['{ duration ¦', '= != > >= < <='],
    ['{ name ¦', '= != > >= < <= =~ !~'],
    ['{ .a ¦', '= != > >= < <= =~ !~ && || }'],
    ['{ .a = 1 ¦', '&& || }'],
    ['{ (.a = 1) ¦', '&& || }'],
    ['{ .a = "x ¦" }', ''],
  ])('within braces, at %s: %s', (text, expected) => {
    expect(wordsAt(text)).toBe(expected);
  });

  it.each([
    ['{ ¦', { scope: undefined, ofParent: false, prefix: '' }],
    ['{ ht¦', { scope: undefined, ofParent: false, prefix: 'ht' }],
    ['{ .ht¦', { scope: undefined, ofParent: false, prefix: 'ht' }],
    ['{ span.¦', { scope: 'span', ofParent: false, prefix: '' }],
    ['{ span.http.st¦atus = 5 }', { scope: 'span', ofParent: false, prefix: 'http.st' }],
    ['{ parent.ht¦', { scope: undefined, ofParent: true, prefix: 'ht' }],
    ['{ parent.resource.ht¦', { scope: 'resource', ofParent: true, prefix: 'ht' }],
    ['{ } | select(.a, event.¦', { scope: 'event', ofParent: false, prefix: '' }],
    ['{ .a = 1 || ¦', { scope: undefined, ofParent: false, prefix: '' }],
  ])('asks for names of attributes at %s', (text, expected) => {
    expect(at(text).attributes).toEqual(expected);
  });

  it.each([
    ['{ resource.service.name = ¦', attribute('service.name', 'resource'), ''],
    ['{ resource.service.name = "ch¦" }', attribute('service.name', 'resource'), 'ch'],
    ['{ resource.service.name = "ch¦', attribute('service.name', 'resource'), 'ch'],
    ['{ span."a b" =~ `c\\¦`', attribute('a b', 'span'), 'c\\'],
    ['{ .a = "x\\"y¦"', attribute('a'), 'x"y'],
    ['{ name = "G¦"', { type: 'intrinsic', name: 'span:name' }, 'G'],
    ['{ .a = tr¦', attribute('a'), 'tr'],
  ])('asks for values at %s', (text, field, prefix) => {
    expect(at(text).values).toEqual({ field, prefix });
  });

  it.each(['{ .a = 1 ¦', '{ } | ¦', '{ duration > ¦', '{ kind = ¦', '{ "x¦" }', '{ .a > 1 /* ¦'])(
    'asks for neither at %s',
    (text) => {
      expect([at(text).attributes, at(text).values]).toEqual([undefined, undefined]);
    },
  );

  it.each([
    ['{ sp¦an.a = 1 }', 'span.a'],
    ['{ .a = "x¦y" }', '"xy"'],
    ['{ .a = "x¦ } | count()', '"x'],
    ['{ .a = ¦1 }', ''],
    ['{ } | ¦', ''],
    ['{ dur¦ }', 'dur'],
  ])('replaces at %s: %s', (text, expected) => {
    const { from, to } = at(text);
    expect(text.replace('¦', '').slice(from, to)).toBe(expected);
  });

  it('never fails, and replaces what is around the place', () => {
    const piece = fc.constantFrom(
      '{',
      '}',
      '(',
      ')',
      ' ',
      '"',
      '`',
      '.a',
      'span.',
      'name',
      '=',
      '=~',
      '&&',
      '|',
      'count',
      '1s',
      '//',
      '\n',
      'with',
      '\\',
    );
    const text = fc.array(piece, { maxLength: 12 }).map((parts) => parts.join(''));
    fc.assert(
      fc.property(fc.oneof(text, fc.string({ unit: 'binary' })), fc.nat(40), (query, offset) => {
        const position = Math.min(offset, query.length);
        const { from, to } = completionsAt(query, position);
        expect(from).toBeLessThanOrEqual(position);
        expect(to).toBeGreaterThanOrEqual(position);
        expect(to).toBeLessThanOrEqual(query.length);
      }),
      { numRuns: 1_000 },
    );
  });
});
