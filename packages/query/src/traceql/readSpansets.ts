// Span set expressions and pipelines: from the grammar's chains to plan nodes.
import { groupByRank } from './chain.ts';
import { childrenOf, type Node, type OperatorItem } from './grammar.ts';
import type { Expression, Field, Pipeline, Place, RelateSpans, Relation, Spansets, Stage } from './plan.ts';
import { itemsOf, readCondition, readExpression } from './readExpression.ts';
import { readScalarStage } from './readScalar.ts';
import type { Reader } from './reader.ts';

/** Parts of a pipeline that are no span sets themselves. */
type PlainStage = Exclude<Stage, { readonly type: 'filter' }>;
type Part = Spansets | PlainStage;

const RELATIONS: Readonly<Record<string, Relation>> = {
  '>': 'child',
  '>>': 'descendant',
  '<': 'parent',
  '<<': 'ancestor',
  '~': 'sibling',
};
const MODES: Readonly<Record<string, RelateSpans['mode']>> = { '!': 'isNot', '&': 'both' };
const RANKS: Readonly<Record<string, number>> = { '|': 1, '||': 2, '&&': 3 };
const RELATION = 4;

export function readSpansets(reader: Reader, node: Node): Spansets {
  const part = readPart(reader, node);
  return isSpansets(part) ? part : pipe(part, []);
}

function readPart(reader: Reader, node: Node): Part {
  const items = itemsOf(reader, node, (item): Part => {
    const at = 'group' in item ? item.at : { from: item.operand.from, to: item.operand.to };
    return 'group' in item ? { ...readPart(reader, item.group), at } : readOne(reader, item.operand, at);
  });
  return groupByRank<Part, OperatorItem>(items, {
    rank: ({ operator }) => RANKS[operator] ?? RELATION,
    isRightAssociative: () => false,
    binary: (operator, left, right) =>
      operator.operator === '|' ? pipe(left, [right]) : combine(reader, operator, left, right),
    prefix: (_, operand) => operand, // the grammar has none here
  });
}

function readOne(reader: Reader, node: Node, at: Place): Part {
  const [first] = childrenOf(node);
  switch (node.name) {
    case 'SpansetFilter':
      return { type: 'spans', where: first && readCondition(reader, first), at };
    case 'ScalarFilter':
      return readScalarStage(reader, node);
    case 'GroupOperation':
      return { type: 'by', by: childrenOf(node).map((child) => readExpression(reader, child)), at };
    case 'SelectOperation':
      return { type: 'select', fields: readSelected(reader, first), at };
    case 'CoalesceOperation':
      return { type: 'coalesce', at };
    default:
      reader.fail(
        at,
        'This makes a metric, and here traces are searched. Remove it, or chart the metric on the Metrics page',
      );
      return { type: 'coalesce', at };
  }
}

/** The grammar nests the list to the left. */
function readSelected(reader: Reader, list: Node): Field[] {
  const fields: Field[] = [];
  for (let rest: Node | undefined = list; rest !== undefined;) {
    const parts: Node[] = childrenOf(rest);
    const field = readExpression(reader, parts[parts.length - 1]);
    if (isField(field)) fields.unshift(field);
    else reader.fail(field.at, 'select() takes fields, for example select(span.http.method, duration)');
    rest = parts.length > 1 ? parts[0] : undefined;
  }
  return fields;
}

function isField(expression: Expression): expression is Field {
  return expression.type === 'attribute' || expression.type === 'intrinsic';
}

function isSpansets(part: Part): part is Spansets {
  return (
    part.type === 'spans' ||
    part.type === 'allOf' ||
    part.type === 'anyOf' ||
    part.type === 'related' ||
    part.type === 'pipeline'
  );
}

/** Pipelines within pipelines are written out, which changes nothing: `a | (b | c)` is `a | b | c`. */
function pipe(left: Part, right: readonly Part[]): Pipeline {
  const [first, ...rest] = [left, ...right];
  const at = { from: first.at.from, to: (rest.at(-1) ?? first).at.to };
  const stages = rest.flatMap(asStages);
  if (first.type === 'pipeline') return { ...first, stages: [...first.stages, ...stages], at };
  if (isSpansets(first)) return { type: 'pipeline', source: first, stages, at };
  // A query may begin with a stage, which then takes all spans.
  const start = { from: at.from, to: at.from };
  return { type: 'pipeline', source: { type: 'spans', where: undefined, at: start }, stages: [first, ...stages], at };
}

function asStages(part: Part): Stage[] {
  if (!isSpansets(part)) return [part];
  if (part.type !== 'pipeline') return [{ type: 'filter', spansets: part, at: part.at }];
  return [{ type: 'filter', spansets: part.source, at: part.source.at }, ...part.stages];
}

function combine(reader: Reader, operator: OperatorItem, left: Part, right: Part): Spansets {
  const sides = [left, right].map((side): Spansets => {
    if (isSpansets(side)) return side;
    reader.fail(side.at, `${operator.operator} combines span sets. Put the whole pipeline in parentheses: ({ … } | …)`);
    return { type: 'spans', where: undefined, at: side.at };
  });
  const at = { from: left.at.from, to: right.at.to };
  if (operator.operator === '&&' || operator.operator === '||') {
    const type = operator.operator === '&&' ? 'allOf' : 'anyOf';
    return { type, operands: sides.flatMap((side) => (side.type === type ? side.operands : [side])), at };
  }
  const mode = MODES[operator.operator[0]] ?? 'is';
  return {
    type: 'related',
    relation: RELATIONS[mode === 'is' ? operator.operator : operator.operator.slice(1)],
    mode,
    left: sides[0],
    right: sides[1],
    operatorAt: { from: operator.from, to: operator.to },
    at,
  };
}
