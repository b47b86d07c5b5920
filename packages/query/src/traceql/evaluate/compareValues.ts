// How values compare: see `Compare` and `Matches` in plan.ts.
import type { Regex } from '../../regex/compileRegex.ts';
import type { ComparisonOperator } from '../plan.ts';
import { isMany, type FieldValue } from './searchableTrace.ts';

/** Whether `left operator right`; of many values, whether any does, and for `!=` whether all do. */
export function compareValues(operator: ComparisonOperator, left: FieldValue, right: FieldValue): boolean {
  if (!isMany(left) && !isMany(right)) return compareOne(operator, left, right) === true;
  let isAny = false;
  let isAll = true;
  for (const one of isMany(left) ? left : [left]) {
    for (const other of isMany(right) ? right : [right]) {
      const answer = compareOne(operator, one, other);
      if (answer === true) isAny = true;
      if (answer === false) isAll = false;
    }
  }
  return operator === '!=' ? isAny && isAll : isAny;
}

/** Whether the text matches; of many, whether any does, and negated whether none does. What is no string takes no part. */
export function matchValue(regex: Regex, negated: boolean, value: FieldValue): boolean {
  const texts = (isMany(value) ? value : [value]).filter((each) => typeof each === 'string');
  return texts.length > 0 && texts.some((text) => regex.matches(text)) !== negated;
}

/** Undefined when the two cannot be compared. */
function compareOne(operator: ComparisonOperator, left: FieldValue, right: FieldValue): boolean | undefined {
  if (isNumeric(left) && isNumeric(right)) return answer(operator, orderOfNumbers(left, right));
  if (typeof left === 'string' && typeof right === 'string') return answer(operator, orderOfTexts(left, right));
  if (typeof left !== 'boolean' || typeof right !== 'boolean') return undefined;
  if (operator === '=') return left === right;
  return operator === '!=' ? left !== right : undefined;
}

function isNumeric(value: FieldValue): value is number | bigint {
  return typeof value === 'number' || typeof value === 'bigint';
}

/** @param order below, at or above 0; NaN when there is none */
function answer(operator: ComparisonOperator, order: number): boolean {
  switch (operator) {
    case '=':
      return order === 0;
    case '!=':
      return order !== 0;
    case '<':
      return order < 0;
    case '<=':
      return order <= 0;
    case '>':
      return order > 0;
    case '>=':
      return order >= 0;
  }
}

/** Exact, also between a bigint and a number. */
function orderOfNumbers(left: number | bigint, right: number | bigint): number {
  if (left < right) return -1;
  if (left > right) return 1;
  return left >= right ? 0 : NaN;
}

/** By code point, as UTF-8 sorts; JavaScript's own order is by UTF-16 unit. */
function orderOfTexts(left: string, right: string): number {
  if (left === right) return 0;
  const shorter = Math.min(left.length, right.length);
  for (let i = 0; i < shorter; i++) {
    const [a, b] = [left.charCodeAt(i), right.charCodeAt(i)];
    if (a !== b) return sortKey(a) - sortKey(b);
  }
  return left.length - right.length;
}

/** Surrogates, which stand for the characters from U+10000, go after all other units. */
function sortKey(unit: number): number {
  if (unit >= 0xe000) return unit - 0x800;
  return unit >= 0xd800 ? unit + 0x2000 : unit;
}
