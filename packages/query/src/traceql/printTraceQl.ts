// From plan to text, in one canonical form: what is typed into the visual filter bar, and what is sent to a back-end that reads TraceQL.
import { intrinsicWord } from './intrinsics.ts';
import { writeDuration, writeFloat, writeName, writeString } from './literals.ts';
import type {
  Arithmetic,
  ArithmeticOperator,
  AttributeField,
  Expression,
  RelateSpans,
  Scalar,
  Spansets,
  Stage,
  TraceQlPlan,
} from './plan.ts';

const RELATION_WORDS = { child: '>', descendant: '>>', parent: '<', ancestor: '<<', sibling: '~' } as const;
const MODE_WORDS = { is: '', isNot: '!', both: '&' } as const;

/** How tightly what is printed holds together: operands of a lower rank than their place needs stand in parentheses. */
const RANK = { logic: 1, compare: 3, sum: 4, product: 5, prefix: 6, power: 7, atom: 8 } as const;
const ARITHMETIC_RANKS: Readonly<Record<ArithmeticOperator, number>> = {
  '+': RANK.sum,
  '-': RANK.sum,
  '*': RANK.product,
  '/': RANK.product,
  '%': RANK.product,
  '^': RANK.power,
};

interface Printed {
  readonly text: string;
  readonly rank: number;
}

/** Reads as the same plan again, places aside. */
export function printTraceQl({ spansets, hints }: TraceQlPlan): string {
  const clauses = hints.map(({ name, value }) => ` with (${name}=${value})`);
  return printSpansets(spansets) + clauses.join('');
}

export function printSpansets(spansets: Spansets): string {
  switch (spansets.type) {
    case 'spans':
      return spansets.where === undefined ? '{ }' : `{ ${printExpression(spansets.where)} }`;
    case 'allOf':
    case 'anyOf':
      return spansets.operands.map(printOperand).join(spansets.type === 'allOf' ? ' && ' : ' || ');
    case 'related': {
      const left = spansets.left.type === 'related' ? printSpansets(spansets.left) : printOperand(spansets.left);
      const right =
        spansets.right.type === 'related' ? `(${printSpansets(spansets.right)})` : printOperand(spansets.right);
      return `${left} ${relationWord(spansets)} ${right}`;
    }
    case 'pipeline':
      return [printSpansets(spansets.source), ...spansets.stages.map(printStage)].join(' | ');
  }
}

/** Within && and ||, also where && would bind tighter anyway: see plan.ts. */
function printOperand(spansets: Spansets): string {
  const text = printSpansets(spansets);
  return spansets.type === 'spans' || spansets.type === 'related' ? text : `(${text})`;
}

/** The operator as it is written: `!>>`. */
export function relationWord({ relation, mode }: Pick<RelateSpans, 'relation' | 'mode'>): string {
  return MODE_WORDS[mode] + RELATION_WORDS[relation];
}

function printStage(stage: Stage): string {
  switch (stage.type) {
    case 'filter':
      return printSpansets(stage.spansets);
    case 'scalar':
      return `${printScalar(stage.left)} ${stage.operator} ${printScalar(stage.right)}`;
    case 'by':
      return `by(${stage.by.map(printExpression).join(', ')})`;
    case 'select':
      return `select(${stage.fields.map(printExpression).join(', ')})`;
    case 'coalesce':
      return 'coalesce()';
  }
}

export function printScalar(scalar: Scalar): string {
  return scalarParts(scalar).text;
}

function scalarParts(scalar: Scalar): Printed {
  switch (scalar.type) {
    case 'count':
      return { text: 'count()', rank: RANK.atom };
    case 'aggregate':
      return { text: `${scalar.function}(${printExpression(scalar.of)})`, rank: RANK.atom };
    case 'arithmetic':
      return arithmeticParts(scalar, scalarParts);
    default:
      return expressionParts(scalar);
  }
}

export function printExpression(expression: Expression): string {
  return expressionParts(expression).text;
}

function expressionParts(expression: Expression): Printed {
  switch (expression.type) {
    case 'and':
    case 'or': {
      const operands = expression.operands.map((operand) => atLeast(RANK.compare, expressionParts(operand)));
      return { text: operands.join(expression.type === 'and' ? ' && ' : ' || '), rank: RANK.logic };
    }
    case 'not':
      return { text: `!${atLeast(RANK.prefix, expressionParts(expression.operand))}`, rank: RANK.prefix };
    case 'negate':
      return { text: `-${atLeast(RANK.atom, expressionParts(expression.operand))}`, rank: RANK.prefix };
    case 'compare':
      return comparison(expression.left, expression.operator, expressionParts(expression.right));
    case 'matches':
      return comparison(expression.operand, expression.negated ? '!~' : '=~', expressionParts(expression.pattern));
    case 'exists':
      return comparison(expression.field, expression.negated ? '=' : '!=', { text: 'nil', rank: RANK.atom });
    case 'arithmetic':
      return arithmeticParts(expression, expressionParts);
    case 'attribute':
      return { text: printAttribute(expression), rank: RANK.atom };
    case 'intrinsic':
      return { text: intrinsicWord(expression.name), rank: RANK.atom };
    case 'integer':
      return number(String(expression.value));
    case 'float':
      return number(writeFloat(expression.value));
    case 'duration':
      return number(writeDuration(expression.ns));
    case 'string':
      return { text: writeString(expression.value), rank: RANK.atom };
    case 'boolean':
    case 'status':
    case 'kind':
      return { text: String(expression.value), rank: RANK.atom };
  }
}

function comparison(left: Expression, operator: string, right: Printed): Printed {
  const operand = atLeast(RANK.sum, expressionParts(left));
  return { text: `${operand} ${operator} ${atLeast(RANK.sum, right)}`, rank: RANK.compare };
}

function arithmeticParts<Operand>(node: Arithmetic<Operand>, parts: (operand: Operand) => Printed): Printed {
  const rank = ARITHMETIC_RANKS[node.operator];
  const isPower = node.operator === '^';
  const left = atLeast(isPower ? RANK.atom : rank, parts(node.left));
  const right = atLeast(isPower ? RANK.prefix : rank + 1, parts(node.right));
  return { text: `${left} ${node.operator} ${right}`, rank };
}

function atLeast(rank: number, printed: Printed): string {
  return printed.rank >= rank ? printed.text : `(${printed.text})`;
}

/** A minus holds less tightly than a power. */
function number(text: string): Printed {
  return { text, rank: text.startsWith('-') ? RANK.prefix : RANK.atom };
}

function printAttribute({ scope, ofParent, name }: AttributeField): string {
  const prefix = (ofParent ? 'parent.' : '') + (scope === 'any' ? (ofParent ? '' : '.') : `${scope}.`);
  const looksScoped = ofParent && scope === 'any' && /^(span|resource|event|link|instrumentation)\./.test(name);
  return prefix + writeName(name, looksScoped);
}
