// Field expressions over the spans of a trace. An expression is prepared once for a plan, bound once to each trace, and then asked by row.
import { compileRegex } from '../../regex/compileRegex.ts';
import type { Arithmetic, ArithmeticOperator, Compare, Expression } from '../plan.ts';
import { typeOf } from '../types.ts';
import { compareValues, matchValue } from './compareValues.ts';
import { isMany, type FieldValue, type SearchableTrace } from './searchableTrace.ts';

type Bind<Value> = (trace: SearchableTrace) => (row: number) => Value;

/** Whether the expression is true for a span. */
export function prepareCondition(expression: Expression): Bind<boolean> {
  const prepared = prepareExpression(expression);
  return (trace) => {
    const value = prepared(trace);
    return (row) => isTrue(value(row));
  };
}

export function prepareExpression(expression: Expression): Bind<FieldValue> {
  switch (expression.type) {
    case 'attribute':
    case 'intrinsic':
      return (trace) => trace.reader(expression);
    case 'duration':
      return constant(expression.ns);
    case 'integer':
    case 'float':
    case 'string':
    case 'boolean':
    case 'status':
    case 'kind':
      return constant(expression.value);
    case 'compare':
      return prepareCompare(expression);
    case 'matches': {
      const regex = compileRegex(expression.pattern.value);
      return perRow(prepareExpression(expression.operand), (value) => matchValue(regex, expression.negated, value));
    }
    case 'exists':
      return perRow(
        prepareExpression(expression.field),
        (value) => (value === undefined || value === null) === expression.negated,
      );
    case 'not':
      return perRow(prepareExpression(expression.operand), (value) => !isTrue(value));
    case 'negate':
      return perRow(prepareExpression(expression.operand), (value) => {
        const number = numberOf(value);
        return number === undefined ? undefined : -number;
      });
    case 'and':
    case 'or':
      return prepareLogic(expression.operands.map(prepareCondition), expression.type === 'or');
    case 'arithmetic':
      return prepareArithmetic(expression);
  }
}

function constant(value: FieldValue): Bind<FieldValue> {
  return () => () => value;
}

function perRow(operand: Bind<FieldValue>, answer: (value: FieldValue) => FieldValue): Bind<FieldValue> {
  return (trace) => {
    const read = operand(trace);
    return (row) => answer(read(row));
  };
}

function prepareCompare({ operator, left, right }: Compare): Bind<FieldValue> {
  const isOwnType = (side: Expression) => typeOf(side) === 'kind' || typeOf(side) === 'status';
  // An attribute may hold the text "server", but that is no kind.
  if (isOwnType(left) !== isOwnType(right)) return constant(false);
  const [bindLeft, bindRight] = [left, right].map(prepareExpression);
  return (trace) => {
    const [readLeft, readRight] = [bindLeft(trace), bindRight(trace)];
    return (row) => compareValues(operator, readLeft(row), readRight(row));
  };
}

/** `decisive`: the answer of one operand that settles the whole. */
function prepareLogic(operands: readonly Bind<boolean>[], decisive: boolean): Bind<FieldValue> {
  return (trace) => {
    const bound = operands.map((operand) => operand(trace));
    return (row) => {
      for (const holds of bound) if (holds(row) === decisive) return decisive;
      return !decisive;
    };
  };
}

function prepareArithmetic({ operator, left, right }: Arithmetic<Expression>): Bind<FieldValue> {
  const [bindLeft, bindRight] = [left, right].map(prepareExpression);
  return (trace) => {
    const [readLeft, readRight] = [bindLeft(trace), bindRight(trace)];
    return (row) => calculate(operator, numberOf(readLeft(row)), numberOf(readRight(row)));
  };
}

/** Undefined when a side is, and when the result is no finite number. */
export function calculate(
  operator: ArithmeticOperator,
  left: number | undefined,
  right: number | undefined,
): number | undefined {
  if (left === undefined || right === undefined) return undefined;
  const result = {
    '+': () => left + right,
    '-': () => left - right,
    '*': () => left * right,
    '/': () => left / right,
    '%': () => left % right,
    '^': () => left ** right,
  }[operator]();
  return Number.isFinite(result) ? result : undefined;
}

/** Of many values none is the number. */
export function numberOf(value: FieldValue): number | undefined {
  if (isMany(value)) return value.length === 1 ? numberOf(value[0]) : undefined;
  return typeof value === 'number' ? value : typeof value === 'bigint' ? Number(value) : undefined;
}

/** Of many values any may be. */
function isTrue(value: FieldValue): boolean {
  return isMany(value) ? value.includes(true) : value === true;
}
