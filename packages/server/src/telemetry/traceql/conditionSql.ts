// Conditions of a TraceQL query as SQL, with the meaning that packages/query gives them (plan.ts there). What SQL cannot tell, or not in
// the same way, is refused here (undefined) or marked as unsure, and left to the evaluator in memory.
import { SPAN_KINDS, SPAN_STATUSES } from '@watchingcat/model';
import type { Compare, ComparisonOperator, Expression, Field, Literal, Matches } from '@watchingcat/query';
import { mayHoldValue } from '../../store/attributeFilters.ts';
import type { BoundValues } from './BoundValues.ts';
import { sqlValueOf, sqlValuesOf, type SqlValue, type SqlValues, type Subject } from './sqlValue.ts';

export interface SqlCondition {
  /** 0 or 1. */
  readonly sql: string;
  /** 1 where the answer of `sql` need not be right. */
  readonly unsure: readonly string[];
}

const NEVER: SqlCondition = { sql: '0', unsure: [] };

export interface ConditionContext {
  readonly subject: Subject;
  readonly bound: BoundValues;
  /** Names of attributes that any resource has: an attribute that may be of both is looked for in both only then. */
  readonly resourceAttributes: ReadonlySet<string>;
}

/** Undefined when the subject cannot answer the expression. */
export function conditionSql(expression: Expression, context: ConditionContext): SqlCondition | undefined {
  switch (expression.type) {
    case 'and':
    case 'or': {
      const parts = expression.operands.map((operand) => conditionSql(operand, context));
      if (!parts.every((part) => part !== undefined)) return undefined;
      const operator = expression.type === 'and' ? ' AND ' : ' OR ';
      return {
        sql: `(${parts.map((part) => part.sql).join(operator)})`,
        unsure: parts.flatMap((part) => part.unsure),
      };
    }
    case 'not': {
      const inner = conditionSql(expression.operand, context);
      return inner && { sql: `(NOT ${inner.sql})`, unsure: inner.unsure };
    }
    case 'boolean':
      return { sql: expression.value ? '1' : '0', unsure: [] };
    case 'compare':
      return compareSql(expression, context);
    case 'matches':
      return (
        matchesManySql(expression, context) ??
        ofField(expression.operand, context, (value, inner) => matchesSql(expression, value, inner))
      );
    case 'exists':
      return ofField(expression.field, context, ({ exists }) =>
        expression.negated ? `NOT (${exists})` : `(${exists})`,
      );
    case 'attribute':
    case 'intrinsic':
      return ofField(expression, context, (value) =>
        value.boolean === undefined ? '0' : `ifNull(${value.boolean}, 0)`,
      );
    default:
      return undefined;
  }
}

const FLIPPED: Readonly<Record<ComparisonOperator, ComparisonOperator>> = {
  '=': '=',
  '!=': '!=',
  '<': '>',
  '<=': '>=',
  '>': '<',
  '>=': '<=',
};

function compareSql({ operator, left, right }: Compare, context: ConditionContext): SqlCondition | undefined {
  if (isField(left) && isLiteral(right)) return compareField(operator, left, right, context);
  if (isLiteral(left) && isField(right)) return compareField(FLIPPED[operator], right, left, context);
  return undefined;
}

function compareField(
  operator: ComparisonOperator,
  field: Field,
  literal: Literal,
  context: ConditionContext,
): SqlCondition | undefined {
  if (literal.type === 'kind' || literal.type === 'status') return compareCode(operator, field, literal, context);
  if (field.type === 'intrinsic' && (field.name === 'span:kind' || field.name === 'span:status')) return NEVER;
  if (context.subject === 'span') {
    const values = sqlValuesOf(field, context.bound);
    if (values !== undefined) return compareMany(operator, values, literal, context.bound);
  }
  return ofField(field, context, (value, { bound }) => {
    const [side, wanted] = isInexact(literal)
      ? [`if(${value.typeCode} = 'i', toInt64OrNull(${value.text}), NULL)`, bound.integer(literal.value)]
      : sideOf(value, literal, bound);
    if (side === undefined || wanted === undefined) return '0';
    if (literal.type === 'boolean' && operator !== '=' && operator !== '!=') return '0';
    return `(${indexSql(operator, value, literal, bound)}ifNull(${side} ${operator} ${wanted}, 0))`;
  });
}

/** Float64 does not hold it. */
function isInexact(literal: Literal): literal is Extract<Literal, { type: 'integer' }> {
  return literal.type === 'integer' && !Number.isSafeInteger(Number(literal.value));
}

/** Of many values any may fulfil the comparison; for `!=` all must, and there must be some. Arrays within events are not looked into. */
function compareMany(
  operator: ComparisonOperator,
  { numbers, strings, booleans }: SqlValues,
  literal: Literal,
  bound: BoundValues,
): SqlCondition {
  const [side, wanted] = sideOf({ number: numbers, string: strings, boolean: booleans }, literal, bound);
  if (side === undefined || wanted === undefined) return NEVER;
  if (literal.type === 'boolean' && operator !== '=' && operator !== '!=') return NEVER;
  const sql =
    operator === '!='
      ? `(notEmpty(${side}) AND NOT arrayExists(v -> v = ${wanted}, ${side}))`
      : `arrayExists(v -> v ${operator} ${wanted}, ${side})`;
  return { sql, unsure: [] };
}

/** Kinds and statuses are numbers in the store, and nothing else is comparable with them. */
function compareCode(
  operator: ComparisonOperator,
  field: Field,
  literal: Extract<Literal, { type: 'kind' | 'status' }>,
  { subject }: ConditionContext,
): SqlCondition | undefined {
  const column = literal.type === 'kind' ? 'Kind' : 'StatusCode';
  if (field.type !== 'intrinsic' || field.name !== `span:${literal.type}`) return NEVER;
  if (subject !== 'span') return undefined;
  if (operator !== '=' && operator !== '!=') return NEVER;
  const code = literal.type === 'kind' ? SPAN_KINDS.indexOf(literal.value) : SPAN_STATUSES.indexOf(literal.value);
  return { sql: `(${column} ${operator} ${code})`, unsure: [] };
}

type Sides = { readonly [Type in 'number' | 'string' | 'boolean']?: string | undefined };

function sideOf(value: Sides, literal: Literal, bound: BoundValues): readonly [string | undefined, string | undefined] {
  switch (literal.type) {
    case 'string':
      return [value.string, bound.text(literal.value)];
    case 'boolean':
      return [value.boolean, literal.value ? 'true' : 'false'];
    case 'integer':
      return [value.number, bound.number(Number(literal.value))];
    case 'float':
      return [value.number, bound.number(literal.value)];
    case 'duration':
      return [value.number, bound.number(literal.ns)];
    default:
      return [undefined, undefined];
  }
}

/** What the indices can tell of an equality beforehand: a column of its own, or the filter of all values of a granule. */
function indexSql(operator: ComparisonOperator, { indexed }: SqlValue, literal: Literal, bound: BoundValues): string {
  if (indexed === undefined || operator !== '=') return '';
  const text = literal.type === 'string' ? literal.value : literal.type === 'integer' ? String(literal.value) : '';
  if (text === '') return '';
  if (indexed.promoted !== undefined) return `${indexed.promoted} = ${bound.text(text)} AND `;
  return `${mayHoldValue(text, bound.text(text))} AND `;
}

/** RE2 in both places; anchored, and with `.` for line breaks too. */
function matchesSql({ negated, pattern }: Matches, { string }: SqlValue, { bound }: ConditionContext): string {
  if (string === undefined) return '0';
  const matches = `match(assumeNotNull(${string}), ${bound.text(`^(?s:${pattern.value})$`)})`;
  return `(isNotNull(${string}) AND ${negated ? 'NOT ' : ''}${matches})`;
}

function matchesManySql(
  { negated, operand, pattern }: Matches,
  { subject, bound }: ConditionContext,
): SqlCondition | undefined {
  const values = subject === 'span' && isField(operand) ? sqlValuesOf(operand, bound) : undefined;
  if (values === undefined) return undefined;
  if (values.strings === undefined) return NEVER;
  const any = `arrayExists(v -> match(assumeNotNull(v), ${bound.text(`^(?s:${pattern.value})$`)}), ${values.strings})`;
  return { sql: negated ? `(notEmpty(${values.strings}) AND NOT ${any})` : any, unsure: [] };
}

/**
 * A condition on one field. An attribute of no named place is the span's, or else its resource's; one of the resource is asked of the
 * table of resources.
 */
function ofField(
  operand: Expression,
  context: ConditionContext,
  condition: (value: SqlValue, context: ConditionContext) => string,
): SqlCondition | undefined {
  if (!isField(operand)) return undefined;
  const value = sqlValueOf(operand, context.subject, context.bound);
  if (context.subject !== 'span' || operand.type === 'intrinsic')
    return value && told(value, condition(value, context));
  if (operand.scope !== 'any' && operand.scope !== 'resource') return value && told(value, condition(value, context));
  if (operand.scope === 'resource' && value !== undefined) return told(value, condition(value, context));
  if (value !== undefined && !context.resourceAttributes.has(operand.name))
    return told(value, condition(value, context));
  const ofResource = resourceCondition(operand, context, condition);
  if (ofResource === undefined || value === undefined) return ofResource;
  // No index may answer for the span where the resource can match instead.
  const ofSpan = condition({ ...value, indexed: undefined }, context);
  return {
    sql: `if(${value.exists}, ${ofSpan}, ${ofResource.sql})`,
    unsure: [...(value.unsure === undefined ? [] : [value.unsure]), ...ofResource.unsure],
  };
}

function told(value: SqlValue, sql: string): SqlCondition {
  return { sql, unsure: value.unsure === undefined ? [] : [value.unsure] };
}

function resourceCondition(
  field: Field,
  context: ConditionContext,
  condition: (value: SqlValue, context: ConditionContext) => string,
): SqlCondition | undefined {
  const inner: ConditionContext = { ...context, subject: 'resource' };
  const value = sqlValueOf(field, 'resource', context.bound);
  if (value === undefined) return undefined;
  const ids = (where: string): string =>
    `(ResourceId IN (SELECT Id FROM resources WHERE Tenant = {tenant:String} AND ${where}))`;
  return {
    sql: ids(condition(value, inner)),
    unsure: value.unsure === undefined ? [] : [ids(value.unsure)],
  };
}

function isField(expression: Expression): expression is Field {
  return expression.type === 'attribute' || expression.type === 'intrinsic';
}

function isLiteral(expression: Expression): expression is Literal {
  return ['integer', 'float', 'duration', 'string', 'boolean', 'status', 'kind'].includes(expression.type);
}
