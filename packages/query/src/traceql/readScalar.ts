// Numbers of a span set, such as count() > 2 and avg(duration) > 1s.
import { groupByRank } from './chain.ts';
import { childrenOf, type Node, type OperatorItem } from './grammar.ts';
import type {
  AggregateOf,
  ArithmeticOperator,
  ComparisonOperator,
  NumberLiteral,
  Scalar,
  ScalarStage,
} from './plan.ts';
import { itemsOf, readExpression } from './readExpression.ts';
import { isNumberLiteral, negated, readValue } from './readValue.ts';
import type { Reader } from './reader.ts';
import { mayBe, sayType, typeOf } from './types.ts';

const RANKS: Readonly<Record<string, number>> = { '+': 1, '-': 1, '*': 2, '/': 2, '%': 2, '^': 4 };
const PREFIX = 3;

export function readScalarStage(reader: Reader, node: Node): ScalarStage {
  const [left, operator, right] = childrenOf(node);
  const { text, from, to } = reader.query.tokenOf(operator);
  if (text === '=~' || text === '!~') {
    reader.fail({ from, to }, 'A number cannot be compared with a regular expression. Write =, !=, <, <=, > or >=');
  }
  return {
    type: 'scalar',
    operator: text as ComparisonOperator,
    left: readScalar(reader, left),
    right: readScalar(reader, right),
    at: { from: node.from, to: node.to },
  };
}

function readScalar(reader: Reader, node: Node): Scalar {
  const items = itemsOf(reader, node, (item, negative): Scalar => {
    if ('operand' in item) {
      return item.operand.name === 'Aggregate'
        ? readAggregate(reader, item.operand)
        : asNumber(readValue(reader, item.operand, negative));
    }
    return { ...readScalar(reader, item.group), at: item.at };
  });
  return groupByRank<Scalar, OperatorItem>(items, {
    rank: ({ operator, prefix }) => (prefix ? PREFIX : RANKS[operator]),
    isRightAssociative: ({ operator }) => operator === '^',
    binary: ({ operator }, left, right) => ({
      type: 'arithmetic',
      operator: operator as ArithmeticOperator,
      left,
      right,
      at: { from: left.at.from, to: right.at.to },
    }),
    prefix: ({ from }, operand) => {
      const at = { from, to: operand.at.to };
      if (isNumberLiteral(operand)) return negated(operand, at);
      return { type: 'arithmetic', operator: '-', left: { type: 'integer', value: 0n, at }, right: operand, at };
    },
  });
}

/** Only what the grammar takes for a number comes here, but for a variable, or what else `readValue` has complained about. */
function asNumber(value: ReturnType<typeof readValue>): NumberLiteral {
  return isNumberLiteral(value) ? value : { type: 'integer', value: 0n, at: value.at };
}

function readAggregate(reader: Reader, node: Node): Scalar {
  const at = { from: node.from, to: node.to };
  const [name, field] = childrenOf(node);
  if (name === undefined) return { type: 'count', at };
  const of = readExpression(reader, field);
  const word = reader.query.tokenOf(name).text as AggregateOf['function'];
  if (!mayBe(typeOf(of), 'number')) reader.fail(of.at, `${word}() takes a number, and this is ${sayType(typeOf(of))}`);
  return { type: 'aggregate', function: word, of, at };
}
