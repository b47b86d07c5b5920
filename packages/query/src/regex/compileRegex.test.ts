import fc from 'fast-check';
import { compileRegex, RegexError } from './compileRegex.ts';

const matches = (pattern: string, text: string) => compileRegex(pattern).matches(text);
const errorOf = (pattern: string): RegexError => {
  try {
    compileRegex(pattern);
  } catch (error) {
    return error as RegexError;
  }
  throw new Error(`${pattern} compiles`);
};

describe('compileRegex', () => {
  it.each([
    ['GET|POST', 'POST', true],
    ['GET|POST', 'POSTS', false],
    ['bar', 'foobar', false],
    ['.*bar', 'foobar', true],
    ['^bar$', 'bar', true],
    ['', '', true],
    ['', 'a', false],
    ['prod-[a-c]+', 'prod-abc', true],
    ['prod-[^a-c]+', 'prod-xyz', true],
    ['(?i)get', 'GeT', true],
    ['(?i:g)et', 'GET', false],
    ['(?i)[^a]', 'A', false],
    ['a.b', 'a\nb', true],
    ['(?-s)a.b', 'a\nb', false],
    ['\\d{3}', '404', true],
    ['\\d{2,3}', '4', false],
    ['\\d{2,}', '12345', true],
    ['4\\d\\d|5\\d\\d', '503', true],
    ['[[:alpha:]_]+', 'a_b', true],
    ['\\p{Greek}+', 'αβγ', true],
    ['\\pL+', 'añ', true],
    ['\\PL', '1', true],
    ['\\Qa.b\\E+', 'a.bb', true],
    ['\\Qa.b\\E', 'axb', false],
    ['.*\\berr\\b.*', 'an err here', true],
    ['.*\\berr\\b.*', 'an error here', false],
    ['(?P<name>a)(?<other>b)', 'ab', true],
    ['[]a]+', 'a]', true],
    ['\\x41\\x{1F600}', 'A😀', true],
    ['.', '😀', true],
    ['(?m)a$\\n^b', 'a\nb', true],
    ['a$\\n^b', 'a\nb', false],
    ['(?m)a^b', 'ab', false],
    ['a\\Bb\\z', 'ab', true],
    ['a{,2}', 'a{,2}', true],
    ['(a*)*', 'aaaa', true],
    ['(|a)+', 'aa', true],
  ])('answers whether %j matches the whole of %j: %j', (pattern, text, expected) => {
    expect(matches(pattern, text)).toBe(expected);
  });

  it.each([
    ['a(b', 1, 'not closed'],
    ['a)b', 1, 'closes nothing'],
    ['a[b', 1, 'not closed'],
    ['*a', 0, 'nothing to repeat'],
    ['a**', 2, 'nothing to repeat'],
    ['(a)\\1', 3, 'Back references'],
    ['(?=a)b', 0, 'ahead'],
    ['(?<!a)b', 0, 'behind'],
    ['a{3,2}', 1, 'before it begins'],
    ['a{1001}', 1, '1000 times'],
    ['[z-a]', 1, 'before it begins'],
    ['a\\', 1, 'backslash'],
    ['\\p{Klingon}', 0, 'no class'],
  ])('says what is wrong in %j, at offset %d: %s', (pattern, offset, message) => {
    const error = errorOf(pattern);
    expect(error).toBeInstanceOf(RegexError);
    expect(error.offset).toBe(offset);
    expect(error.message).toContain(message);
  });

  it('refuses what would be too large rather than running out of memory', () => {
    expect(errorOf('((a{100}){100}){100}').message).toContain('too large');
    expect(errorOf('a'.repeat(1_001)).message).toContain('1000 characters');
    expect(errorOf('('.repeat(300) + ')'.repeat(300)).message).toContain('nested');
  });

  it('forgets what it remembered of a text with very many characters, and goes on', () => {
    const text = Array.from({ length: 25_000 }, (_, i) => String.fromCodePoint(0x4e00 + (i % 20_000))).join('');
    const regex = compileRegex('[^a]*b?');
    expect([regex.matches(text), regex.matches(`${text}b`), regex.matches(`${text}ab`)]).toEqual([true, true, false]);
  });

  it('takes no more than linear time where backtracking takes exponential time', () => {
    expect(matches('(a|a)*(a|aa)*b', 'a'.repeat(20_000))).toBe(false);
    expect(matches('(x+x+)+y', 'x'.repeat(20_000))).toBe(false);
  });

  it('agrees with RegExp on the syntax that they share', () => {
    const atom = fc.constantFrom('a', 'b', '.', '[ab]', '[^a]', '\\d', '\\w', '\\b', '(?:ab|c)', '(a|)', '^', '$');
    const quantified = fc
      .tuple(atom, fc.constantFrom('', '', '*', '+', '?', '{2}', '{1,2}'))
      .map(([a, q]) => (/^(\\b|[$^])$/.test(a) ? a : a + q));
    const pattern = fc
      .array(
        fc.array(quantified, { maxLength: 4 }).map((parts) => parts.join('')),
        { minLength: 1, maxLength: 3 },
      )
      .map((options) => options.join('|'));
    const text = fc
      .array(fc.constantFrom('a', 'b', 'c', '1', ' '), { maxLength: 6 })
      .map((letters) => letters.join(''));
    fc.assert(
      fc.property(pattern, fc.array(text, { minLength: 1, maxLength: 5 }), (source, texts) => {
        const regex = compileRegex(source);
        const reference = new RegExp(`^(?:${source})$`, 's');
        for (const each of texts)
          expect([source, each, regex.matches(each)]).toEqual([source, each, reference.test(each)]);
      }),
      { numRuns: 500 },
    );
  });

  it('never fails but with a RegexError', () => {
    const pattern = fc
      .array(fc.constantFrom(...'ab.*+?{}()[]|^$\\-,:<>=!12iPQEdpL'), { maxLength: 12 })
      .map((parts) => parts.join(''));
    fc.assert(
      fc.property(fc.oneof(pattern, fc.string({ unit: 'binary' })), (source) => {
        try {
          compileRegex(source).matches('ab12');
        } catch (error) {
          expect(error).toBeInstanceOf(RegexError);
        }
      }),
      { numRuns: 1_000 },
    );
  });
});
