// Plans of all shapes that the parser can give, for property tests.
import { SPAN_KINDS, SPAN_STATUSES } from '@watchingcat/model';
import fc from 'fast-check';
import { INTRINSICS, intrinsicFacts, type Intrinsic, type ValueType } from '../intrinsics.ts';
import type {
  AttributeField,
  ComparisonOperator,
  Condition,
  Expression,
  IntrinsicField,
  NumberLiteral,
  RelateSpans,
  Scalar,
  Spansets,
  Stage,
  TraceQlPlan,
} from '../plan.ts';

const at = { from: 0, to: 0 };
const ARITHMETIC = ['+', '-', '*', '/', '%', '^'] as const;
const EQUALITY: readonly ComparisonOperator[] = ['=', '!='];
const ORDER: readonly ComparisonOperator[] = ['=', '!=', '<', '<=', '>', '>='];

/** What a generator draws from: few values that occur in traces, or anything. */
export interface Vocabulary {
  readonly attributes: fc.Arbitrary<AttributeField>;
  readonly strings: fc.Arbitrary<string>;
  readonly numbers: fc.Arbitrary<NumberLiteral>;
  readonly patterns: fc.Arbitrary<string>;
}

export const ANYTHING: Vocabulary = {
  attributes: fc.record({
    type: fc.constant('attribute' as const),
    scope: fc.constantFrom('any', 'span', 'resource', 'event', 'link', 'instrumentation'),
    ofParent: fc.boolean(),
    name: fc.oneof(
      fc.constantFrom('a', 'http.status_code', 'span.a', 'parent.x', 'name', 'a b', 'a.', '1a', 'a"\\', 'nil', 'x/*y'),
      fc.string({ unit: 'binary', minLength: 1, maxLength: 6 }),
    ),
    at: fc.constant(at),
  }),
  strings: fc.oneof(
    fc.constantFrom('GET', 'a"b', '\\', '`', '\n', '\ud800'),
    fc.string({ unit: 'binary', maxLength: 6 }),
  ),
  numbers: fc.oneof(
    fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }).map((value) => ({ type: 'integer' as const, value, at })),
    fc.double({ noNaN: true, noDefaultInfinity: true }).map((value) => ({ type: 'float' as const, value, at })),
    fc
      .oneof(
        fc.constantFrom(0, 1, 1e3, 1.5e9, 60e9, 7200e9, 0.5),
        fc.integer(),
        fc.double({ noNaN: true, noDefaultInfinity: true }),
      )
      .map((ns) => ({ type: 'duration' as const, ns, at })),
  ),
  patterns: fc.constantFrom('GET|POST', '.*', '\\d+', '[a-z]"', ''),
};

const intrinsics = (wanted: (name: Intrinsic) => boolean): fc.Arbitrary<IntrinsicField> =>
  fc.constantFrom(...INTRINSICS.filter(wanted)).map((name) => ({ type: 'intrinsic', name, at }));
const intrinsicsOf = (type: ValueType) => intrinsics((name) => intrinsicFacts(name).type === type && name !== 'parent');

// An interface is no Record for fast-check.
type Parts = {
  number: Expression;
  condition: Condition;
  spansets: Spansets;
  scalar: Scalar;
};

export function plansOf(words: Vocabulary): fc.Arbitrary<TraceQlPlan> {
  const string = fc.oneof(
    words.strings.map((value): Expression => ({ type: 'string', value, at })),
    words.attributes,
    intrinsicsOf('string'),
  );
  const statusOrKind = fc.oneof(
    fc.tuple(
      intrinsicsOf('status'),
      fc.constantFrom(...SPAN_STATUSES).map((value): Expression => ({ type: 'status', value, at })),
    ),
    fc.tuple(
      intrinsicsOf('kind'),
      fc.constantFrom(...SPAN_KINDS).map((value): Expression => ({ type: 'kind', value, at })),
    ),
    fc.tuple(intrinsicsOf('kind'), words.attributes),
  );
  const compare = (left: Expression, right: Expression, operator: ComparisonOperator): Condition => ({
    type: 'compare',
    operator,
    left,
    right,
    at,
  });
  const { spansets } = fc.letrec<Parts>((tie) => ({
    number: fc.oneof(
      { depthSize: 'small', withCrossShrink: true },
      words.numbers,
      words.attributes,
      intrinsicsOf('number'),
      fc
        .tuple(fc.constantFrom(...ARITHMETIC), tie('number'), tie('number'))
        .map(([operator, left, right]): Expression => ({
          type: 'arithmetic',
          operator,
          left,
          right,
          at,
        })),
      tie('number')
        .filter(({ type }) => type !== 'integer' && type !== 'float' && type !== 'duration')
        .map((operand): Expression => ({ type: 'negate', operand, at })),
    ),
    condition: fc.oneof(
      { depthSize: 'small', withCrossShrink: true },
      fc
        .tuple(string, string, fc.constantFrom(...ORDER))
        .map(([left, right, operator]) => compare(left, right, operator)),
      fc
        .tuple(tie('number'), tie('number'), fc.constantFrom(...ORDER))
        .map(([l, r, operator]) => compare(l, r, operator)),
      fc
        .tuple(statusOrKind, fc.constantFrom(...EQUALITY))
        .map(([[left, right], operator]) => compare(left, right, operator)),
      fc
        .tuple(tie('condition'), fc.boolean(), fc.constantFrom(...EQUALITY))
        .map(([left, value, operator]) => compare(left, { type: 'boolean', value, at }, operator)),
      fc.tuple(string, words.patterns, fc.boolean()).map(([operand, value, negated]): Condition => ({
        type: 'matches',
        negated,
        operand,
        pattern: { type: 'string', value, at },
        at,
      })),
      fc
        .tuple(
          fc.oneof(
            words.attributes,
            intrinsics((name) => intrinsicFacts(name).optional === true),
          ),
          fc.boolean(),
        )
        .map(([field, negated]): Condition => ({ type: 'exists', negated, field, at })),
      words.attributes,
      fc.boolean().map((value): Condition => ({ type: 'boolean', value, at })),
      fc
        .tuple(
          fc.constantFrom('and' as const, 'or' as const),
          fc.array(tie('condition'), { minLength: 2, maxLength: 3 }),
        )
        .map(([type, operands]): Condition => ({ type, operands: inlined(type, operands), at })),
      tie('condition').map((operand): Condition => ({ type: 'not', operand, at })),
    ),
    scalar: fc.oneof(
      { depthSize: 'small', withCrossShrink: true },
      words.numbers,
      fc.constant<Scalar>({ type: 'count', at }),
      fc
        .tuple(fc.constantFrom('avg' as const, 'min' as const, 'max' as const, 'sum' as const), tie('number'))
        .map(([name, of]): Scalar => ({ type: 'aggregate', function: name, of, at })),
      fc
        .tuple(fc.constantFrom(...ARITHMETIC), tie('scalar'), tie('scalar'))
        .map(([operator, left, right]): Scalar => ({ type: 'arithmetic', operator, left, right, at })),
    ),
    spansets: fc.oneof(
      { depthSize: 'small', withCrossShrink: true },
      fc.option(tie('condition'), { nil: undefined }).map((where): Spansets => ({ type: 'spans', where, at })),
      fc
        .tuple(
          fc.constantFrom('allOf' as const, 'anyOf' as const),
          fc.array(tie('spansets'), { minLength: 2, maxLength: 3 }),
        )
        .map(([type, operands]): Spansets => ({ type, operands: inlined(type, operands), at })),
      fc
        .tuple(
          fc.constantFrom<RelateSpans['relation'][]>('child', 'descendant', 'parent', 'ancestor', 'sibling'),
          fc.constantFrom<RelateSpans['mode'][]>('is', 'isNot', 'both'),
          tie('spansets'),
          tie('spansets'),
        )
        .map(([relation, mode, left, right]): Spansets => ({
          type: 'related',
          relation,
          mode,
          left,
          right,
          operatorAt: at,
          at,
        })),
      fc
        .tuple(
          tie('spansets'),
          fc.array(stage(tie('number'), tie('condition'), tie('spansets'), tie('scalar'), words), {
            minLength: 1,
            maxLength: 3,
          }),
        )
        .map(([source, stages]) => piped(source, stages)),
    ),
  }));
  const hints = fc.option(
    fc.boolean().map((value) => [{ name: 'most_recent' as const, value, at }]),
    { nil: [] },
  );
  return fc.record({ spansets, hints });
}

function stage(
  number: fc.Arbitrary<Expression>,
  condition: fc.Arbitrary<Expression>,
  spansets: fc.Arbitrary<Spansets>,
  scalar: fc.Arbitrary<Scalar>,
  { attributes }: Vocabulary,
): fc.Arbitrary<Stage> {
  const filter = (inner: Spansets): Stage =>
    inner.type === 'pipeline' ? { type: 'coalesce', at } : { type: 'filter', spansets: inner, at };
  return fc.oneof(
    spansets.map(filter),
    fc
      .tuple(fc.constantFrom(...ORDER), scalar, scalar)
      .map(([operator, left, right]): Stage => ({ type: 'scalar', operator, left, right, at })),
    fc.array(fc.oneof(number, condition), { minLength: 1, maxLength: 2 }).map((by): Stage => ({ type: 'by', by, at })),
    fc
      .array(
        fc.oneof(
          attributes,
          intrinsics((name) => name !== 'parent'),
        ),
        { minLength: 1, maxLength: 3 },
      )
      .map((fields): Stage => ({ type: 'select', fields, at })),
    fc.constant<Stage>({ type: 'coalesce', at }),
  );
}

const inlined = <T extends { readonly type: string }>(type: string, operands: readonly T[]): T[] =>
  operands.flatMap((operand) => (operand.type === type ? (operand as T & { operands: T[] }).operands : [operand]));

const piped = (source: Spansets, stages: readonly Stage[]): Spansets =>
  source.type === 'pipeline'
    ? { ...source, stages: [...source.stages, ...stages] }
    : { type: 'pipeline', source, stages, at };

/** A copy of a plan, or of a part of it, that does not tell where it stood in the text. */
export function withoutPlaces(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutPlaces);
  if (value === null || typeof value !== 'object') return value;
  const entries = Object.entries(value).filter(([key]) => key !== 'at' && key !== 'operatorAt');
  return Object.fromEntries(entries.map(([key, inner]) => [key, withoutPlaces(inner)]));
}
