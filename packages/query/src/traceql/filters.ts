// Queries as a list of conditions on one span, which is what the visual filter bar shows: both ways, without loss.
import type { ComparisonOperator, Condition, Expression, Field, Literal, StringLiteral, TraceQlPlan } from './plan.ts';

type Unplaced<T> = T extends unknown ? Omit<T, 'at'> : never;

/** A field or value that stands in no text. */
export type FilterField = Unplaced<Field>;
export type FilterValue = Unplaced<Literal>;

export type TraceFilter =
  | { readonly field: FilterField; readonly operator: ComparisonOperator; readonly value: FilterValue }
  | { readonly field: FilterField; readonly operator: '=~' | '!~'; readonly value: Unplaced<StringLiteral> }
  | { readonly field: FilterField; readonly operator: 'exists' | 'missing' };

/** Undefined when the query is more than one span set with conditions that must all hold: it can only be edited as text. */
export function filtersOf({ spansets, hints }: TraceQlPlan): TraceFilter[] | undefined {
  if (spansets.type !== 'spans' || hints.length > 0) return undefined;
  if (spansets.where === undefined) return [];
  const filters = conjuncts(spansets.where).map(filterOf);
  return filters.every((filter) => filter !== undefined) ? filters : undefined;
}

/**
 * The plan whose filters these are. Its places are all 0 to 0. Types are not checked: a bar that lets people write any value parses the
 * printed plan again, and shows the errors.
 */
export function planOfFilters(filters: readonly TraceFilter[]): TraceQlPlan {
  const conditions = filters.map(conditionOf);
  const where: Expression | undefined =
    conditions.length > 1 ? { type: 'and', operands: conditions, at: NOWHERE } : conditions[0];
  return { spansets: { type: 'spans', where, at: NOWHERE }, hints: [] };
}

/** The conditions of which all must hold for the expression to be true. */
export function conjuncts(expression: Expression): readonly Expression[] {
  return expression.type === 'and' ? expression.operands : [expression];
}

/** A condition on one field, as a filter; undefined when it is anything else. */
export function filterOf(condition: Expression): TraceFilter | undefined {
  switch (condition.type) {
    case 'attribute':
      return { field: withoutPlace(condition), operator: '=', value: { type: 'boolean', value: true } };
    case 'exists':
      return { field: withoutPlace(condition.field), operator: condition.negated ? 'missing' : 'exists' };
    case 'matches':
      if (!isField(condition.operand)) return undefined;
      return {
        field: withoutPlace(condition.operand),
        operator: condition.negated ? '!~' : '=~',
        value: withoutPlace(condition.pattern),
      };
    case 'compare': {
      const { left, right, operator } = condition;
      if (isField(left) && isLiteral(right)) return { field: withoutPlace(left), operator, value: withoutPlace(right) };
      if (!isField(right) || !isLiteral(left)) return undefined;
      return { field: withoutPlace(right), operator: MIRRORED[operator], value: withoutPlace(left) };
    }
    default:
      return undefined;
  }
}

const NOWHERE = { from: 0, to: 0 };
const MIRRORED: Readonly<Record<ComparisonOperator, ComparisonOperator>> = {
  '=': '=',
  '!=': '!=',
  '<': '>',
  '<=': '>=',
  '>': '<',
  '>=': '<=',
};

function conditionOf(filter: TraceFilter): Condition {
  const field = { ...filter.field, at: NOWHERE };
  switch (filter.operator) {
    case 'exists':
    case 'missing':
      return { type: 'exists', negated: filter.operator === 'missing', field, at: NOWHERE };
    case '=~':
    case '!~':
      return {
        type: 'matches',
        negated: filter.operator === '!~',
        operand: field,
        pattern: { ...filter.value, at: NOWHERE },
        at: NOWHERE,
      };
    default:
      return {
        type: 'compare',
        operator: filter.operator,
        left: field,
        right: { ...filter.value, at: NOWHERE },
        at: NOWHERE,
      };
  }
}

function isField(expression: Expression): expression is Field {
  return expression.type === 'attribute' || expression.type === 'intrinsic';
}

const LITERALS = new Set<string>(['integer', 'float', 'duration', 'string', 'boolean', 'status', 'kind']);

function isLiteral(expression: Expression): expression is Literal {
  return LITERALS.has(expression.type);
}

function withoutPlace<T extends { readonly at: unknown }>(node: T): Unplaced<T> {
  const copy: { at?: unknown } = { ...node };
  delete copy.at;
  return copy as Unplaced<T>;
}
