import fc from 'fast-check';
import { parseTraceQl } from './parseTraceQl.ts';
import type { Place, TraceQlPlan } from './plan.ts';
import { MAX_QUERY_LENGTH } from './limits.ts';
import { withoutPlaces } from './testing/anyPlan.ts';

const planOf = (text: string): TraceQlPlan => {
  const { plan, errors } = parseTraceQl(text);
  if (plan === undefined) throw new Error(`${text}: ${JSON.stringify(errors)}`);
  return plan;
};
/** The condition of `{ text }`, without places. */
const conditionOf = (text: string): unknown => {
  const { spansets } = planOf(`{ ${text} }`);
  return withoutPlaces(spansets.type === 'spans' ? spansets.where : undefined);
};
/** Each error as `what is marked: message`. */
const errorsOf = (text: string): string[] =>
  (parseTraceQl(text).errors ?? []).map(({ from, to, message }) => `${text.slice(from, to)}: ${message}`);

const attribute = (name: string, scope = 'any', ofParent = false) => ({ type: 'attribute', scope, ofParent, name });
const intrinsic = (name: string) => ({ type: 'intrinsic', name });
const integer = (value: number | bigint) => ({ type: 'integer', value: BigInt(value) });
const string = (value: string) => ({ type: 'string', value });
const compare = (left: unknown, operator: string, right: unknown) => ({ type: 'compare', operator, left, right });
const arithmetic = (left: unknown, operator: string, right: unknown) => ({ type: 'arithmetic', operator, left, right });

describe('fields', () => {
  it.each([
    ['.http.status_code', attribute('http.status_code')],
    ['span.a', attribute('a', 'span')],
    ['resource.service.name', attribute('service.name', 'resource')],
    ['event.exception.type', attribute('exception.type', 'event')],
    ['link.a', attribute('a', 'link')],
    ['instrumentation.language', attribute('language', 'instrumentation')],
    ['parent.a', attribute('a', 'any', true)],
    ['parent.span.a', attribute('a', 'span', true)],
    ['parent.event.a', attribute('a', 'event', true)],
    ['.span.a', attribute('span.a')],
    ['.parent.a', attribute('parent.a')],
    ['parent."span.a"', attribute('span.a', 'any', true)],
    ['span."a b"', attribute('a b', 'span')],
    ['span.a."b c".d', attribute('a.b c.d', 'span')],
    ['span."a\\"\\\\b"', attribute('a"\\b', 'span')],
    ['.foo-bar', attribute('foo-bar')],
    [".a@#$%*-+_?/:;'`", attribute("a@#$%*-+_?/:;'`")],
    ['.nestedSetParent', attribute('nestedSetParent')],
  ])('reads %s', (text, expected) => {
    expect(conditionOf(text)).toEqual(expected);
  });

  it.each([
    ['name = "a"', 'span:name'],
    ['span:name = "a"', 'span:name'],
    ['statusMessage = "a"', 'span:statusMessage'],
    ['rootName = "a"', 'trace:rootName'],
    ['rootServiceName = "a"', 'trace:rootService'],
    ['trace:rootService = "a"', 'trace:rootService'],
    ['trace:id = "a"', 'trace:id'],
    ['span:id = "a"', 'span:id'],
    ['event:name = "a"', 'event:name'],
    ['link:traceID = "a"', 'link:traceID'],
    ['link:spanID = "a"', 'link:spanID'],
    ['instrumentation:name = "a"', 'instrumentation:name'],
    ['instrumentation:version = "a"', 'instrumentation:version'],
  ])('reads the intrinsic of %s', (text, name) => {
    expect(conditionOf(text)).toEqual(compare(intrinsic(name), '=', string('a')));
  });

  it.each([
    'span:childCount',
    'nestedSetParent',
    'nestedSetLeft',
    'duration',
    'trace:duration',
    'traceDuration',
    'event:timeSinceStart',
  ])('compares %s with a number', (word) => {
    expect(conditionOf(`${word} < 0`)).toMatchObject({ type: 'compare', left: { type: 'intrinsic' } });
  });
});

describe('values', () => {
  it.each([
    ['.a = "x"', string('x')],
    ['.a = "a\\n\\"\\\\\\u00e9\\x41"', string('a\n"\\éA')],
    ['.a = `P\'O"S\\T`', string('P\'O"S\\T')],
    ['.a = 5', integer(5)],
    ['.a = -5', integer(-5)],
    ['.a = - 5', integer(-5)],
    ['.a = -(5)', integer(-5)],
    ['.a = -9223372036854775808', integer(-(2n ** 63n))],
    ['.a = minInt', integer(-(2n ** 63n))],
    ['.a = maxInt', integer(2n ** 63n - 1n)],
    ['.a = -maxInt', integer(1n - 2n ** 63n)],
    ['.a = 1.50', { type: 'float', value: 1.5 }],
    ['.a = 100ms', { type: 'duration', ns: 100e6 }],
    ['.a = 1.1ms', { type: 'duration', ns: 1_100_000 }],
    ['.a = 1.5µs', { type: 'duration', ns: 1500 }],
    ['.a = 1.5μs', { type: 'duration', ns: 1500 }],
    ['.a = 2h', { type: 'duration', ns: 7200e9 }],
    ['.a = true', { type: 'boolean', value: true }],
    ['status = unset', { type: 'status', value: 'unset' }],
    ['kind = unspecified', { type: 'kind', value: 'unspecified' }],
  ])('reads that of %s', (text, expected) => {
    expect(conditionOf(text)).toMatchObject({ type: 'compare', right: expected });
  });

  it('reads nil as a question for existence, on either side', () => {
    const field = attribute('a');
    expect(conditionOf('.a = nil')).toEqual({ type: 'exists', negated: true, field });
    expect(conditionOf('nil != .a')).toEqual({ type: 'exists', negated: false, field });
    expect(conditionOf('parent = nil')).toEqual({ type: 'exists', negated: true, field: intrinsic('parent') });
  });
});

describe('field expressions', () => {
  const [a, b, c] = ['a', 'b', 'c'].map((name) => attribute(name));

  it('binds arithmetic before comparisons, multiplication before addition, powers first and to the right', () => {
    expect(conditionOf('.a = 1 + 2 * 3')).toEqual(
      compare(a, '=', arithmetic(integer(1), '+', arithmetic(integer(2), '*', integer(3)))),
    );
    expect(conditionOf('1 - 2 - .a > 0')).toEqual(
      compare(arithmetic(arithmetic(integer(1), '-', integer(2)), '-', a), '>', integer(0)),
    );
    expect(conditionOf('.a = 2 ^ 3 ^ 2')).toEqual(
      compare(a, '=', arithmetic(integer(2), '^', arithmetic(integer(3), '^', integer(2)))),
    );
    expect(conditionOf('.a = -2 ^ 2')).toEqual(
      compare(a, '=', { type: 'negate', operand: arithmetic(integer(2), '^', integer(2)) }),
    );
    expect(conditionOf('.a = (1 + 2) * 3')).toEqual(
      compare(a, '=', arithmetic(arithmetic(integer(1), '+', integer(2)), '*', integer(3))),
    );
    expect(conditionOf('-.a < 1')).toEqual(compare({ type: 'negate', operand: a }, '<', integer(1)));
  });

  it('binds && before ||, as the published grammar does', () => {
    expect(conditionOf('.a || .b && .c')).toEqual({ type: 'or', operands: [a, { type: 'and', operands: [b, c] }] });
    expect(conditionOf('(.a || .b) && .c')).toEqual({ type: 'and', operands: [{ type: 'or', operands: [a, b] }, c] });
    expect(conditionOf('.a && (.b && .c)')).toEqual({ type: 'and', operands: [a, b, c] });
  });

  it('negates what follows directly', () => {
    expect(conditionOf('!.a && .b')).toEqual({ type: 'and', operands: [{ type: 'not', operand: a }, b] });
    expect(conditionOf('!(.a && .b)')).toEqual({ type: 'not', operand: { type: 'and', operands: [a, b] } });
  });

  it('reads regular expressions', () => {
    expect(conditionOf('.a =~ "GET|POST"')).toEqual({
      type: 'matches',
      negated: false,
      operand: a,
      pattern: string('GET|POST'),
    });
    expect(conditionOf('name !~ "x.*"')).toMatchObject({ type: 'matches', negated: true });
  });

  it('skips comments and line breaks, also right after a name', () => {
    expect(conditionOf('.a\n= // one } "\n 1 /* two */')).toEqual(compare(a, '=', integer(1)));
  });

  it('gives each node its place', () => {
    const text = '{ !(.ab = -1) && parent.x != nil }';
    const marked: string[] = [];
    JSON.stringify(planOf(text), (_, value: unknown) => {
      if (value !== null && typeof value === 'object' && Object.hasOwn(value, 'at')) {
        const { at } = value as { at: Place };
        marked.push(text.slice(at.from, at.to));
      }
      return typeof value === 'bigint' ? String(value) : value;
    });
    expect(marked).toEqual([
      text,
      '!(.ab = -1) && parent.x != nil',
      '!(.ab = -1)',
      '(.ab = -1)',
      '.ab',
      '-1',
      'parent.x != nil',
      'parent.x',
    ]);
  });
});

describe('span sets', () => {
  const all = { type: 'spans', where: undefined };
  const [a, b, c] = ['a', 'b', 'c'].map((name) => ({ type: 'spans', where: attribute(name) }));
  const spansetsOf = (text: string) => withoutPlaces(planOf(text).spansets);
  const related = (left: unknown, relation: string, mode: string, right: unknown) => ({
    type: 'related',
    relation,
    mode,
    left,
    right,
  });

  it.each([
    ['>', 'child', 'is'],
    ['>>', 'descendant', 'is'],
    ['<', 'parent', 'is'],
    ['<<', 'ancestor', 'is'],
    ['~', 'sibling', 'is'],
    ['!>', 'child', 'isNot'],
    ['!>>', 'descendant', 'isNot'],
    ['!<', 'parent', 'isNot'],
    ['!<<', 'ancestor', 'isNot'],
    ['!~', 'sibling', 'isNot'],
    ['&>', 'child', 'both'],
    ['&>>', 'descendant', 'both'],
    ['&<', 'parent', 'both'],
    ['&<<', 'ancestor', 'both'],
    ['&~', 'sibling', 'both'],
  ])('reads %s', (operator, relation, mode) => {
    expect(spansetsOf(`{.a} ${operator} {.b}`)).toEqual(related(a, relation, mode, b));
    expect(planOf(`{} ${operator} {}`).spansets).toMatchObject({ operatorAt: { from: 3, to: 3 + operator.length } });
  });

  it('binds structural operators before && before ||, from left to right', () => {
    expect(spansetsOf('{.a} || {.b} && {.c}')).toEqual({
      type: 'anyOf',
      operands: [a, { type: 'allOf', operands: [b, c] }],
    });
    expect(spansetsOf('{.a} && {.b} > {.c}')).toEqual({ type: 'allOf', operands: [a, related(b, 'child', 'is', c)] });
    expect(spansetsOf('{.a} !> {.b} ~ {.c}')).toEqual(related(related(a, 'child', 'isNot', b), 'sibling', 'is', c));
    expect(spansetsOf('{.a} > ({.b} > {.c})')).toEqual(related(a, 'child', 'is', related(b, 'child', 'is', c)));
    expect(spansetsOf('({.a}) && (({.b}) && {.c})')).toEqual({ type: 'allOf', operands: [a, b, c] });
  });

  it('reads pipelines, which reach over everything to their left', () => {
    expect(
      spansetsOf('{.a} !> {.b} | count() > 2 | by(.x, 1 + .y) | select(.a, name, .b) | coalesce() | {.c}'),
    ).toEqual({
      type: 'pipeline',
      source: related(a, 'child', 'isNot', b),
      stages: [
        { type: 'scalar', operator: '>', left: { type: 'count' }, right: integer(2) },
        { type: 'by', by: [attribute('x'), arithmetic(integer(1), '+', attribute('y'))] },
        { type: 'select', fields: [attribute('a'), intrinsic('span:name'), attribute('b')] },
        { type: 'coalesce' },
        { type: 'filter', spansets: c },
      ],
    });
  });

  it('reads a query that begins with a stage as one about all spans', () => {
    const stage = { type: 'scalar', operator: '>', left: { type: 'count' }, right: integer(10) };
    expect(spansetsOf('count() > 10')).toEqual({ type: 'pipeline', source: all, stages: [stage] });
    expect(spansetsOf('count( ) > 10 | {.a}')).toEqual({
      type: 'pipeline',
      source: all,
      stages: [stage, { type: 'filter', spansets: a }],
    });
  });

  it('reads pipelines in parentheses as operands, and writes out those within pipelines', () => {
    expect(spansetsOf('({.a} | count() > 1) && {.b}')).toMatchObject({
      type: 'allOf',
      operands: [{ type: 'pipeline', source: a }, b],
    });
    expect(spansetsOf('{.a} | ({.b} | coalesce())')).toEqual(spansetsOf('{.a} | {.b} | coalesce()'));
  });

  it('reads numbers of span sets with their ranks', () => {
    expect(spansetsOf('{} | max(duration) - min(duration) > 2 * 1s')).toMatchObject({
      stages: [
        {
          left: {
            type: 'arithmetic',
            operator: '-',
            left: { function: 'max', of: intrinsic('span:duration') },
            right: { function: 'min' },
          },
          right: arithmetic(integer(2), '*', { type: 'duration', ns: 1e9 }),
        },
      ],
    });
    expect(spansetsOf('{} | count() > -2 ^ 2')).toMatchObject({
      stages: [{ right: arithmetic(integer(0), '-', arithmetic(integer(2), '^', integer(2))) }],
    });
    expect(spansetsOf('{} | sum(.a) = 1 + 2 * -3')).toMatchObject({
      stages: [{ right: arithmetic(integer(1), '+', arithmetic(integer(2), '*', integer(-3))) }],
    });
  });

  it('reads the hint', () => {
    expect(withoutPlaces(planOf('{} with (most_recent=true)').hints)).toEqual([{ name: 'most_recent', value: true }]);
  });
});

describe('errors', () => {
  it.each([
    ['', ': The query is empty. { } finds all spans, { status = error } those that failed'],
    ['{ foo = 1 }', 'foo: foo is not known. Did you mean the attribute .foo?'],
    ['{ nam = "a" }', 'nam: nam is not known. Did you mean name, or the attribute .nam?'],
    ['{ span:foo = 1 }', 'span:foo: span:foo is not known. Did you mean the attribute span.foo?'],
    ['{ .a = GET }', 'GET: GET is not known here. If it is text, write it in quotes: "GET"'],
    ['{ .a = 1', ': { at 1 is not closed: } is missing'],
    ['{ .a = ', ' : Something is missing after ='],
    ['{ .a = }', '}: Something is missing after ='],
    ['{ .a == 1 }', '=: Write = once to compare'],
    ["{ .a = 'x' }", '\': Text stands in double quotes or back-ticks: "GET"'],
    ['{ .a = "x }', '"x }: This text is not closed: " is missing'],
    ['{ /* x }', '/* x }: This comment is not closed: */ is missing'],
    ['{ .a = 1 and .b = 2 }', 'and: Write && for "and"'],
    ['{ .a = 1h30m }', '1h30m: 1h30m is no number. Write digits, such as 1.5, or a duration, such as 1.5s'],
    ['{ resource. = 1 }', '=: = cannot stand here, after resource.'],
    ['{ } }', '}: This } closes nothing. Remove it'],
    ['{ (.a }', '}: ( at 3 is not closed'],
    ['{ } | cout() > 2', 'cout: cout is not known here. Did you mean count()?'],
    ['.a = 1', '.a: Conditions stand in braces: { .a = … }'],
    ['{} with (sample=true)', 'sample: The one hint that is understood is with (most_recent=true)'],
  ])('says where the words of %j stop making sense, and what to do', (text, expected) => {
    expect(errorsOf(text)).toEqual([expected]);
  });

  it.each([
    ['{ duration = "x" }', '"x": duration is compared with a duration: duration > 100ms'],
    [
      '{ kind = 5 }',
      '5: kind is a kind (server, client, producer, consumer, internal or unspecified), written without quotes: kind = server',
    ],
    [
      '{ status = "error" }',
      '"error": status is a status (ok, error or unset), written without quotes: status = error',
    ],
    ['{ name = 5 }', '5: name is a string, written in quotes: name = "5"'],
    ['{ 5 = name }', '5: name is a string, written in quotes: name = "5"'],
    ['{ 1 = "a" }', '"a": This compares a number with a string, which is never true'],
    ['{ .a = error }', 'error: error without quotes is a status (ok, error or unset). For an attribute write "error"'],
    [
      '{ kind > server }',
      '>: There is no order in a kind (server, client, producer, consumer, internal or unspecified). Compare it with = or !=',
    ],
    ['{ duration =~ "x" }', 'duration: A regular expression is for strings, and this is a number'],
    ['{ .a =~ 5 }', '5: A regular expression is written as a string, for example "GET|POST"'],
    ['{ .a =~ "a(b" }', '(b: This ( is not closed. Write \\( for the character'],
    ['{ .a =~ "\\u0041(b" }', '"\\u0041(b": This ( is not closed. Write \\( for the character'],
    ['{ duration }', 'duration: This is a number, not a condition. Compare it with something, for example with = or >'],
    ['{ .a && "x" }', '"x": This is a string, not a condition. Compare it with something, for example with = or >'],
    ['{ name = nil }', 'name = nil: Every span has name, so that comparing it with nil tells nothing'],
    ['{ .a > nil }', '>: nil can be compared with = and != only'],
    ['{ nil }', 'nil: nil is no value. It can be compared with = and != only, for example .name != nil'],
    ['{ .a =~ "\\q" }', '\\q": \\q is no escape. Write \\\\ for a backslash, or put the text in back-ticks'],
    ['{ "x" = nil }', '"x": Only a field can be compared with nil, for example .name != nil'],
    ['{ -minInt = 1 }', 'minInt: This number does not fit in 64 bits'],
    ['{ span:childCount = "x" }', '"x": This compares a number with a string, which is never true'],
    ['{ parent = 5 }', 'parent: parent can only be compared with nil'],
    ['{ !name && .a }', '!name: ! stands before a condition, and this is a string. Write != or !( … )'],
    ['{ "a" + 1 = 2 }', '"a": + takes numbers, and this is a string'],
    ['{ .a ~ 1 }', '~: ~ stands between span sets. For a regular expression write =~'],
    ['{ .a = "\\q" }', '\\q": \\q is no escape. Write \\\\ for a backslash, or put the text in back-ticks'],
    ['{ .a = 9223372036854775808 }', '9223372036854775808: This number does not fit in 64 bits'],
    ['{ ."" = 1 }', '."": The name of the attribute is empty'],
    ['{ .a = $x }', '$x: The variable $x was not replaced. Write its value, or define it in the dashboard'],
    ['{} | avg(name) > 1', 'name: avg() takes a number, and this is a string'],
    ['{} | select(1 + .a)', '1 + .a: select() takes fields, for example select(span.http.method, duration)'],
    ['{} | count() =~ 1', '=~: A number cannot be compared with a regular expression. Write =, !=, <, <=, > or >='],
    [
      '{} | count() > 1 && {}',
      'count() > 1: && combines span sets. Put the whole pipeline in parentheses: ({ … } | …)',
    ],
    [
      '{} | rate() by (.x)',
      'rate() by (.x): This makes a metric, and here traces are searched. Remove it, or chart the metric on the Metrics page',
    ],
  ])('says what %j cannot mean, and what to do', (text, expected) => {
    expect(errorsOf(text)).toEqual([expected]);
  });

  it('does not take what follows an intrinsic for a part of it', () => {
    expect(conditionOf('duration-1 > nestedSetLeft*2')).toMatchObject({
      left: { type: 'arithmetic', operator: '-' },
      right: { type: 'arithmetic', operator: '*' },
    });
    expect(errorsOf('{ span:duration:x > 1 }')).toEqual([':: : cannot stand here, after span:duration']);
  });

  it('finds all errors in meaning, in the order of the text', () => {
    expect(errorsOf('{ name = "\\q" && duration > $x }')).toHaveLength(2);
    expect(errorsOf('{ kind = 5 && duration = "x" } | avg(name) > 1')).toHaveLength(3);
  });

  it('refuses what is too long, too large or too deep', () => {
    expect(parseTraceQl(`{ ${'x'.repeat(10_000)} }`).errors?.[0].message.length).toBeLessThan(250);
    expect(errorsOf('x'.repeat(MAX_QUERY_LENGTH + 1))[0]).toContain('at most 20000 characters');
    for (const text of [
      `{ .a = 1${' + 1'.repeat(3_000)} }`,
      `{}${' > {}'.repeat(3_000)}`,
      `{ ${'!'.repeat(3_000)}.a }`,
      `{ .a${' || .a'.repeat(2_000)} }`,
      `{} | select(.a${', .a'.repeat(3_000)})`,
    ]) {
      expect(errorsOf(text)[0]).toContain('at most 1000 fields');
    }
    for (const text of [`{ .a${' || .a'.repeat(499)} }`, `{}${' && {}'.repeat(499)}`, `{ ${'!'.repeat(998)}.a }`])
      planOf(text);
    expect(errorsOf(`{ ${'('.repeat(100)}.a`)[0]).toContain('more than 100 deep');
  });
});

describe('any text', () => {
  const QUERIES = [
    '{ span."a b" = "x\\"y" && .foo != `b` || !(duration > 1.5s) } >> { kind = server } | count() > 2',
    '({ parent.span.x = nil } | avg(duration) > 1ms) && { .a =~ "a|b" } with (most_recent=true)',
    '{ -1 + 2 * .a ^ 2 = 3 } !~ { } | by(.x, name) | select(resource.a) | coalesce() | rate() by (.y)',
  ];
  const piece = fc.constantFrom(
    ...'{}()"`.=~!<>|&+-*/^ \n\\,a1'.split(''),
    'span',
    'parent',
    ' nil ',
    'name',
    '1s',
    '//',
    '/*',
    '&&',
    'count()',
    'by(',
    'with',
  );
  const mutated = fc
    .tuple(
      fc.constantFrom(...QUERIES),
      fc.array(fc.tuple(fc.nat(120), fc.nat(6), piece), { minLength: 1, maxLength: 4 }),
    )
    .map(([query, edits]) =>
      edits.reduce((text, [at, cut, put]) => text.slice(0, at) + put + text.slice(at + cut), query),
    );

  it('gives a plan or errors within the text, and never throws', () => {
    const text = fc.oneof(
      mutated,
      fc.array(piece, { maxLength: 30 }).map((parts) => parts.join('')),
      fc.string({ unit: 'binary', maxLength: 40 }),
    );
    fc.assert(
      fc.property(text, (query) => {
        const { plan, errors } = parseTraceQl(query);
        if (plan !== undefined) return;
        expect(errors.length).toBeGreaterThan(0);
        for (const { from, to, message } of errors) {
          expect(from).toBeGreaterThanOrEqual(0);
          expect(to).toBeGreaterThanOrEqual(from);
          expect(to).toBeLessThanOrEqual(query.length);
          expect(message).not.toBe('');
        }
      }),
      { numRuns: 3_000 },
    );
  });
});
