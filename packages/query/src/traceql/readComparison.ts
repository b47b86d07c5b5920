// Comparisons: which may stand between what, and what to write instead.
import { compileRegex, RegexError } from '../regex/compileRegex.ts';
import type { OperatorItem } from './grammar.ts';
import { intrinsicFacts, intrinsicWord } from './intrinsics.ts';
import type { ComparisonOperator, Condition, Expression, StringLiteral } from './plan.ts';
import type { Operand } from './readExpression.ts';
import { isUnread, unread } from './readValue.ts';
import type { Reader } from './reader.ts';
import { mayBe, sayType, typeOf } from './types.ts';

export function readComparison(reader: Reader, operator: OperatorItem, left: Operand, right: Operand): Condition {
  const at = { from: left.at.from, to: right.at.to };
  const word = operator.operator;
  if (left.type === 'nil' || right.type === 'nil') return readExistence(reader, operator, left, right);
  if (word === '~') reader.fail(operator, '~ stands between span sets. For a regular expression write =~');
  for (const side of [left, right]) {
    if (side.type === 'intrinsic' && side.name === 'parent')
      reader.fail(side.at, 'parent can only be compared with nil');
  }
  if (word === '=~' || word === '!~') {
    checkRegex(reader, left, right);
    return { type: 'matches', negated: word === '!~', operand: left, pattern: right as StringLiteral, at };
  }
  checkTypes(reader, operator, left, right);
  return { type: 'compare', operator: word as ComparisonOperator, left, right, at };
}

function readExistence(reader: Reader, { operator, from, to }: OperatorItem, left: Operand, right: Operand): Condition {
  const at = { from: left.at.from, to: right.at.to };
  const other = left.type === 'nil' ? right : left;
  if (operator !== '=' && operator !== '!=') reader.fail({ from, to }, 'nil can be compared with = and != only');
  if (other.type === 'intrinsic' || other.type === 'attribute') {
    if (other.type === 'intrinsic' && intrinsicFacts(other.name).optional !== true) {
      reader.fail(at, `Every span has ${intrinsicWord(other.name)}, so that comparing it with nil tells nothing`);
    }
    return { type: 'exists', negated: operator === '=', field: other, at };
  }
  reader.fail(other.at, 'Only a field can be compared with nil, for example .name != nil');
  return unread(at);
}

function checkRegex(reader: Reader, left: Expression, right: Expression): void {
  if (!mayBe(typeOf(left), 'string')) {
    reader.fail(left.at, `A regular expression is for strings, and this is ${sayType(typeOf(left))}`);
  }
  if (isUnread(right)) return;
  if (right.type !== 'string') {
    reader.fail(right.at, 'A regular expression is written as a string, for example "GET|POST"');
    return;
  }
  try {
    compileRegex(right.value);
  } catch (error) {
    if (!(error instanceof RegexError)) throw error;
    // Without escapes, what is wrong can be pointed at.
    const { from, to } = right.at;
    const isPlain = right.value.length === to - from - 2;
    reader.fail(isPlain ? { from: from + 1 + error.offset, to: to - 1 } : right.at, error.message);
  }
}

function checkTypes(reader: Reader, { operator, from, to }: OperatorItem, left: Expression, right: Expression): void {
  const types = [typeOf(left), typeOf(right)];
  if (!mayBe(types[0], types[1]) && types[1] !== 'any') {
    reader.fail(wrongSide(left, right).at, adviceFor(left, right) ?? adviceFor(right, left) ?? mismatch(left, right));
    return;
  }
  for (const side of [left, right]) {
    const other = side === left ? right : left;
    if ((side.type === 'status' || side.type === 'kind') && other.type === 'attribute') {
      reader.fail(
        side.at,
        `${side.value} without quotes is ${sayType(side.type)}. For an attribute write "${side.value}"`,
      );
    }
  }
  if (operator === '=' || operator === '!=') return;
  const unordered = types.find((type) => type === 'status' || type === 'kind' || type === 'boolean');
  if (unordered !== undefined)
    reader.fail({ from, to }, `There is no order in ${sayType(unordered)}. Compare it with = or !=`);
}

/** The value rather than the field. */
function wrongSide(left: Expression, right: Expression): Expression {
  return right.type === 'intrinsic' && left.type !== 'intrinsic' ? left : right;
}

function adviceFor(field: Expression, value: Expression): string | undefined {
  if (field.type !== 'intrinsic') return undefined;
  const word = intrinsicWord(field.name);
  const { type, duration } = intrinsicFacts(field.name);
  if (type === 'kind' || type === 'status') {
    const example = type === 'kind' ? 'server' : 'error';
    return `${word} is ${sayType(type)}, written without quotes: ${word} = ${example}`;
  }
  if (duration) return `${word} is compared with a duration: ${word} > 100ms`;
  if (type === 'string' && 'value' in value)
    return `${word} is a string, written in quotes: ${word} = "${String(value.value)}"`;
  return undefined;
}

function mismatch(left: Expression, right: Expression): string {
  return `This compares ${sayType(typeOf(left))} with ${sayType(typeOf(right))}, which is never true`;
}
