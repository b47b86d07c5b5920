// What a TraceQL query means, as a typed plan: the seam from which back-ends (SQL, Jaeger's search, the evaluator in memory) compile.
// Pure data without parser types. Every node carries its place in the text, so that who cannot answer a part can refuse exactly that part.
//
// Precedence is settled here and needs no thought later: `^`, then `* / %`, `+ -`, comparisons, `&&`, `||` within `{ }`; structural
// operators, `&&`, `||`, `|` between span sets. (Tempo reads `&&` and `||` from left to right with equal rank; Grafana's published grammar,
// and this plan, bind `&&` tighter. `printTraceQl` puts parentheses wherever the two would differ.)
import type { SpanKind, SpanStatus } from '@watchingcat/model';
import type { Intrinsic } from './intrinsics.ts';

/** Half-open range of UTF-16 offsets into the query's text. Of no length where something stands only implicitly. */
export interface Place {
  readonly from: number;
  readonly to: number;
}

/** Why a text is no query that can be answered, where, and what to do about it. */
export interface TraceQlError extends Place {
  readonly message: string;
}

export interface TraceQlPlan {
  readonly spansets: Spansets;
  readonly hints: readonly Hint[];
}

/** `with (most_recent=true)`. It says which traces to prefer when there are too many, and never which match. */
export interface Hint {
  readonly name: 'most_recent';
  readonly value: boolean;
  readonly at: Place;
}

/**
 * What makes span sets. It is asked of one trace at a time, and of a set of its spans: all of them at the outset, those of one span set
 * within a pipeline. The trace matches when at least one span set comes out; a span set is never empty.
 */
export type Spansets = SelectSpans | CombineSpansets | RelateSpans | Pipeline;

/** `{ where }`: the spans for which `where` is true; all spans when it is undefined. One span set at most. */
export interface SelectSpans {
  readonly type: 'spans';
  readonly where: Expression | undefined;
  readonly at: Place;
}

/**
 * `a && b`: all spans of all operands as one span set, when every operand has some. `a || b`: the same when any has.
 * At least two operands, none of them of the same type (that one's operands stand here instead).
 */
export interface CombineSpansets {
  readonly type: 'allOf' | 'anyOf';
  readonly operands: readonly Spansets[];
  readonly at: Place;
}

/** What the spans on the right are to those on the left: `{a} > {b}` selects each b that is a child of an a. */
export type Relation = 'child' | 'descendant' | 'parent' | 'ancestor' | 'sibling';

/**
 * `left > right` and its kin: spans of the right side that stand in `relation` to at least one span of the left side.
 * - `mode: 'is'` (`>`): as said. A span is no relative of itself; siblings are children of the same span (roots have none).
 * - `mode: 'isNot'` (`!>`): spans of the right side that stand so to none of the left; all of them when the left side is empty.
 * - `mode: 'both'` (`&>`): as `is`, together with those spans of the left side to which one of the right stands so.
 */
export interface RelateSpans {
  readonly type: 'related';
  readonly relation: Relation;
  readonly mode: 'is' | 'isNot' | 'both';
  readonly left: Spansets;
  readonly right: Spansets;
  /** Of the operator. */
  readonly operatorAt: Place;
  readonly at: Place;
}

/** `source | stage | stage`: each stage takes span sets and gives span sets. `source` is no pipeline; at least one stage. */
export interface Pipeline {
  readonly type: 'pipeline';
  readonly source: Exclude<Spansets, Pipeline>;
  readonly stages: readonly Stage[];
  readonly at: Place;
}

export type Stage = FilterStage | ScalarStage | GroupStage | SelectStage | CoalesceStage;

/** `| { … }` or any span set expression: asked of the spans of each span set, as if they were all there is. */
export interface FilterStage {
  readonly type: 'filter';
  readonly spansets: Exclude<Spansets, Pipeline>;
  readonly at: Place;
}

/** `| count() > 2`: keeps the span sets of which it is true. */
export interface ScalarStage {
  readonly type: 'scalar';
  readonly operator: ComparisonOperator;
  readonly left: Scalar;
  readonly right: Scalar;
  readonly at: Place;
}

/** `| by(a, b)`: splits each span set by the values of the expressions. Spans that lack a value make a group of their own. */
export interface GroupStage {
  readonly type: 'by';
  readonly by: readonly Expression[];
  readonly at: Place;
}

/** `| select(a, b)`: the answer shows these fields of each span. It filters nothing. */
export interface SelectStage {
  readonly type: 'select';
  readonly fields: readonly Field[];
  readonly at: Place;
}

/** `| coalesce()`: all span sets become one again. */
export interface CoalesceStage {
  readonly type: 'coalesce';
  readonly at: Place;
}

/** A number of a whole span set. */
export type Scalar = CountOf | AggregateOf | NumberLiteral | Arithmetic<Scalar>;

/** `count()` */
export interface CountOf {
  readonly type: 'count';
  readonly at: Place;
}

/** Over the spans that have a numeric value; undefined, and so in no relation to anything, when none has. Durations count in ns. */
export interface AggregateOf {
  readonly type: 'aggregate';
  readonly function: 'avg' | 'min' | 'max' | 'sum';
  readonly of: Expression;
  readonly at: Place;
}

/**
 * Something that has a value, or none, for each span. Types have been checked as far as they are known: attributes have any type, and a
 * comparison of values of different types is false. A condition is an expression that may be a boolean; a value which is not `true` is
 * false there.
 *
 * A field may have many values: an array attribute has those of its elements, an event or link field those of all events or links.
 */
export type Expression = Literal | Field | Arithmetic<Expression> | Negate | Condition;
export type Condition = Compare | Matches | Exists | Logic | Not | Literal | Field;

export type Literal = NumberLiteral | StringLiteral | BooleanLiteral | StatusLiteral | KindLiteral;
/** All numbers compare with each other; a duration is its nanoseconds. */
export type NumberLiteral = IntegerLiteral | FloatLiteral | DurationLiteral;

/** Fits in 64 bits, signed. */
export interface IntegerLiteral {
  readonly type: 'integer';
  readonly value: bigint;
  readonly at: Place;
}

/** Finite. */
export interface FloatLiteral {
  readonly type: 'float';
  readonly value: number;
  readonly at: Place;
}

export interface DurationLiteral {
  readonly type: 'duration';
  readonly ns: number;
  readonly at: Place;
}

export interface StringLiteral {
  readonly type: 'string';
  readonly value: string;
  readonly at: Place;
}

export interface BooleanLiteral {
  readonly type: 'boolean';
  readonly value: boolean;
  readonly at: Place;
}

export interface StatusLiteral {
  readonly type: 'status';
  readonly value: SpanStatus;
  readonly at: Place;
}

export interface KindLiteral {
  readonly type: 'kind';
  readonly value: SpanKind;
  readonly at: Place;
}

export type Field = AttributeField | IntrinsicField;

/** `any` (written `.name`): of the span, or else of its resource. `event` and `link`: of all events or links of the span. */
export type AttributeScope = 'any' | 'span' | 'resource' | 'event' | 'link' | 'instrumentation';

export interface AttributeField {
  readonly type: 'attribute';
  readonly scope: AttributeScope;
  /** `parent.span.name`: of the parent span; no value for a root. */
  readonly ofParent: boolean;
  /** Without quotes and escapes; never empty. */
  readonly name: string;
  readonly at: Place;
}

export interface IntrinsicField {
  readonly type: 'intrinsic';
  /** In its scoped form, however it was written. */
  readonly name: Intrinsic;
  readonly at: Place;
}

export type ComparisonOperator = '=' | '!=' | '<' | '<=' | '>' | '>=';
export type ArithmeticOperator = '+' | '-' | '*' | '/' | '%' | '^';

/**
 * False when a side has no value, whatever the operator (`{ .x != "a" }` needs an x), and when the types differ. Strings are ordered by
 * code point, false before true; kinds and statuses have no order. Of many values, any may fulfil the comparison; for `!=` all must.
 */
export interface Compare {
  readonly type: 'compare';
  readonly operator: ComparisonOperator;
  readonly left: Expression;
  readonly right: Expression;
  readonly at: Place;
}

/** `=~` and, negated, `!~`: RE2 syntax, and the whole value must match. Of many values any may match; negated, none may. */
export interface Matches {
  readonly type: 'matches';
  readonly negated: boolean;
  readonly operand: Expression;
  /** Known to compile: see `compileRegex`. */
  readonly pattern: StringLiteral;
  readonly at: Place;
}

/** `field != nil` and, negated, `field = nil`. */
export interface Exists {
  readonly type: 'exists';
  readonly negated: boolean;
  readonly field: Field;
  readonly at: Place;
}

/** At least two operands, none of them of the same type (that one's operands stand here instead). */
export interface Logic {
  readonly type: 'and' | 'or';
  readonly operands: readonly Expression[];
  readonly at: Place;
}

/** True where the operand is not, also where that is so for want of a value. */
export interface Not {
  readonly type: 'not';
  readonly operand: Expression;
  readonly at: Place;
}

/** Of numbers, in double precision; no value when a side has none or is no number. */
export interface Arithmetic<Operand> {
  readonly type: 'arithmetic';
  readonly operator: ArithmeticOperator;
  readonly left: Operand;
  readonly right: Operand;
  readonly at: Place;
}

/** `-operand`. Never of a number literal, which has its own sign. */
export interface Negate {
  readonly type: 'negate';
  readonly operand: Expression;
  readonly at: Place;
}
