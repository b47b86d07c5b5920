// Field expressions, what stands between { } and in by(): from the grammar's chains to plan nodes, with their types checked.
import { groupByRank, type Item } from './chain.ts';
import type { ChainItem, Node, OperatorItem } from './grammar.ts';
import { readComparison } from './readComparison.ts';
import { isNumberLiteral, negated, placeOf, readField, readValue, unread, type Nil } from './readValue.ts';
import type { ArithmeticOperator, Expression, Place } from './plan.ts';
import type { Reader } from './reader.ts';
import { mayBe, sayType, typeOf } from './types.ts';

/** While an expression is grouped, `nil` may stand where values do; only a comparison takes it. */
export type Operand = Expression | Nil;

const RANKS: Readonly<Record<string, number>> = { '||': 1, '&&': 2, '+': 4, '-': 4, '*': 5, '/': 5, '%': 5, '^': 7 };
const COMPARISON = 3;
const PREFIX = 6;

/** An expression that may be a boolean. */
export function readCondition(reader: Reader, node: Node): Expression {
  return asCondition(reader, readExpression(reader, node));
}

export function readExpression(reader: Reader, node: Node): Expression {
  return asValue(reader, readOperand(reader, node));
}

function readOperand(reader: Reader, node: Node): Operand {
  const items = itemsOf(reader, node, (item, negative): Operand => {
    if ('group' in item) {
      const inner = readOperand(reader, item.group);
      return { ...inner, at: item.at };
    }
    return readField(reader, item.operand) ?? readValue(reader, item.operand, negative);
  });
  return groupByRank<Operand, OperatorItem>(items, {
    rank: ({ operator, prefix }) => (prefix ? PREFIX : (RANKS[operator] ?? COMPARISON)),
    isRightAssociative: ({ operator }) => operator === '^',
    binary: (operator, left, right) => readBinary(reader, operator, left, right),
    prefix: (operator, operand) => readPrefix(reader, operator, operand),
  });
}

/** Reads the operands. A minus before a number belongs to the number, unless that is the base of a power. */
export function itemsOf<T extends { readonly type: string; readonly at: Place }>(
  reader: Reader,
  node: Node,
  read: (item: Exclude<ChainItem, OperatorItem>, negative: boolean) => T,
): Item<T, OperatorItem>[] {
  const items: Item<T, OperatorItem>[] = [];
  const chain = reader.query.chainOf(node);
  chain.forEach((item, i) => {
    if ('operator' in item) {
      items.push(item);
      return;
    }
    const before = items.at(-1);
    const after = chain[i + 1];
    const isNegative =
      before !== undefined &&
      'prefix' in before &&
      before.prefix &&
      before.operator === '-' &&
      !(after !== undefined && 'operator' in after && after.operator === '^') &&
      'operand' in item &&
      ['Static', 'Integer', 'Float', 'Duration'].includes(item.operand.name);
    const value = read(item, isNegative);
    if (!isNegative || !isNumberLiteral(value)) items.push({ value });
    else items[items.length - 1] = { value: { ...value, at: { from: before.from, to: value.at.to } } };
  });
  return items;
}

function readBinary(reader: Reader, operator: OperatorItem, left: Operand, right: Operand): Operand {
  const at = { from: left.at.from, to: right.at.to };
  if (operator.operator === '&&' || operator.operator === '||') {
    const type = operator.operator === '&&' ? 'and' : 'or';
    const operands = [left, right].flatMap((side) => {
      const condition = asCondition(reader, asValue(reader, side));
      return condition.type === type ? condition.operands : [condition];
    });
    return { type, operands, at };
  }
  if (!(operator.operator in RANKS)) return readComparison(reader, operator, left, right);
  return {
    type: 'arithmetic',
    operator: operator.operator as ArithmeticOperator,
    left: asNumber(reader, left, operator),
    right: asNumber(reader, right, operator),
    at,
  };
}

function readPrefix(reader: Reader, operator: OperatorItem, operand: Operand): Operand {
  const at = { from: operator.from, to: operand.at.to };
  if (operator.operator === '!') {
    const condition = asValue(reader, operand);
    if (!mayBe(typeOf(condition), 'boolean')) {
      reader.fail(at, `! stands before a condition, and this is ${sayType(typeOf(condition))}. Write != or !( … )`);
    }
    return { type: 'not', operand: condition, at };
  }
  const number = asNumber(reader, operand, operator);
  if (!isNumberLiteral(number)) return { type: 'negate', operand: number, at };
  const literal = negated(number, at);
  if (literal.type === 'integer' && literal.value === 2n ** 63n) reader.fail(at, 'This number does not fit in 64 bits');
  return literal;
}

function asValue(reader: Reader, operand: Operand): Expression {
  if (operand.type === 'nil') {
    reader.fail(operand.at, 'nil is no value. It can be compared with = and != only, for example .name != nil');
    return unread(operand.at);
  }
  if (operand.type === 'intrinsic' && operand.name === 'parent') {
    reader.fail(
      operand.at,
      'Write parent = nil or parent != nil, or an attribute of the parent such as parent.span.name',
    );
  }
  return operand;
}

function asNumber(reader: Reader, operand: Operand, operator: OperatorItem): Expression {
  const value = asValue(reader, operand);
  if (!mayBe(typeOf(value), 'number')) {
    reader.fail(value.at, `${operator.operator} takes numbers, and this is ${sayType(typeOf(value))}`);
  }
  return value;
}

function asCondition(reader: Reader, value: Expression): Expression {
  const type = typeOf(value);
  if (!mayBe(type, 'boolean')) {
    reader.fail(
      placeOf(value.at),
      `This is ${sayType(type)}, not a condition. Compare it with something, for example with = or >`,
    );
  }
  return value;
}
