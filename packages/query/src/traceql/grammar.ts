// The order of tokens, by Grafana's published grammar (@grafana/lezer-traceql), with what that grammar lacks made good.
//
// 1. Its words are older than the language: it knows no `nestedSetParent`, `childCount`, `minInt`, no escape but \" and \\, no
//    `parent.event.…`, and its names run on over a line's end. So it is given a text of the same length in which each attribute reads
//    `.xxx`, each string and each intrinsic that it does not know "xxx", and comments are spaces: it judges the order, and what a token
//    says is read from `tokensOf`.
// 2. Its trees give all operators of a field expression one rank (`.a = 1 + 2` is `(.a = 1) + 2`) and `!>` a lower one than `|`. So a
//    run of operands and operators is handed over flat, and `chain.ts` groups it.
import { parser } from '@grafana/lezer-traceql';
import type { SyntaxNode } from '@lezer/common';
import type { Place } from './plan.ts';
import type { Token } from './tokens.ts';

/** What the grammar made of a text; for `Query.chainOf` and friends. */
export type Node = SyntaxNode;

/** An operand or operator of a chain. In `prefix` position, an operator applies to what follows it. */
export type ChainItem = { readonly operand: Node } | { readonly group: Node; readonly at: Place } | OperatorItem;
export interface OperatorItem extends Place {
  readonly operator: string;
  readonly prefix: boolean;
}

/** Intrinsics that the grammar does not know. */
const UNKNOWN_INTRINSIC = /^(?:(?:span:)?childCount|nestedSet(?:Parent|Left|Right))$/;

/** Nodes that only wrap others, so that a chain goes on within them. */
const TRANSPARENT = new Set([
  'FieldExpression',
  'ScalarExpression',
  'SpansetPipelineExpression',
  'SpansetExpression',
  'SpansetPipeline',
  'WrappedSpansetPipeline',
]);
const OPERATORS = new Set([
  'And',
  'Or',
  'Gt',
  'Lt',
  'Desc',
  'Anc',
  'Pipe',
  'ExperimentalOp',
  'UnionStructuralOp',
  'FieldOp',
  'ScalarOp',
]);

export class Query {
  /** As the grammar reads it. Offsets are those of the text. */
  private readonly masked: string;
  private readonly byOffset: ReadonlyMap<number, Token>;
  readonly root: Node;
  private readonly tokens: readonly Token[];

  constructor(tokens: readonly Token[]) {
    this.tokens = tokens;
    this.masked = mask(tokens);
    this.byOffset = new Map(tokens.map((token) => [token.from, token]));
    this.root = parser.parse(this.masked).topNode;
  }

  /** Where the order of tokens first makes no sense. */
  firstError(): Place | undefined {
    const cursor = this.root.cursor();
    let first: Place | undefined;
    do {
      if (cursor.type.isError && (first === undefined || cursor.from < first.from)) {
        first = { from: cursor.from, to: cursor.to };
      }
    } while (cursor.next());
    return first;
  }

  /** The token that begins where the node does. */
  tokenOf(node: Node): Token {
    return this.byOffset.get(node.from)!;
  }

  /** The operands and operators of an expression, in the order of the text; what stands in parentheses is one of them. Iterative. */
  chainOf(expression: Node): ChainItem[] {
    const items: ChainItem[] = [];
    const stack: (Node | OperatorItem)[] = [expression];
    for (let next = stack.pop(); next !== undefined; next = stack.pop()) {
      if ('operator' in next) items.push(next);
      else if (OPERATORS.has(next.name)) items.push(this.operator(next.from));
      else if (!TRANSPARENT.has(next.name)) items.push({ operand: next });
      else this.unwrap(next, items, stack);
    }
    return items;
  }

  private unwrap(node: Node, items: ChainItem[], stack: (Node | OperatorItem)[]): void {
    const inner = childrenOf(node);
    const opening = inner.length === 1 && inner[0].from > node.from ? this.masked[node.from] : undefined;
    if (opening === '(') {
      items.push({ group: inner[0], at: { from: node.from, to: node.to } });
      return;
    }
    if (opening !== undefined) items.push({ operator: opening, prefix: true, from: node.from, to: node.from + 1 });
    for (let i = inner.length - 1; i >= 0; i--) {
      stack.push(inner[i]);
      // `~` is the one operator that has no node.
      const isPair = i > 0 && !OPERATORS.has(inner[i].name) && !OPERATORS.has(inner[i - 1].name);
      if (isPair) stack.push(this.operator(this.tildeAfter(inner[i - 1].to)));
    }
  }

  private operator(from: number): OperatorItem {
    const { text, to } = this.byOffset.get(from)!;
    return { operator: text, prefix: false, from, to };
  }

  private tildeAfter(offset: number): number {
    return this.tokens.find((token) => token.from >= offset && token.text === '~')!.from;
  }
}

export function childrenOf(node: Node): Node[] {
  const children: Node[] = [];
  for (let child = node.firstChild; child !== null; child = child.nextSibling) children.push(child);
  return children;
}

function mask(tokens: readonly Token[]): string {
  return tokens
    .map(({ kind, text }) => {
      const { length } = text;
      if (kind === 'space' || kind === 'comment') return ' '.repeat(length);
      if (kind === 'string' && length > 1) return `"${'x'.repeat(length - 2)}"`;
      if (kind === 'duration') return text.replace('μ', 'µ');
      if (kind === 'attribute' && !text.endsWith('.')) return `.${'x'.repeat(length - 1)}`;
      if (kind === 'word' && UNKNOWN_INTRINSIC.test(text)) return `"${'x'.repeat(length - 2)}"`;
      if (kind === 'word' && /^(min|max)Int$/.test(text)) return '0'.repeat(length);
      return text;
    })
    .join('')
    .replace(/\bcount(\s*)\((\s*)\)|\((\s+)\)/g, (_, a: string | undefined, b = '', c = '') =>
      a === undefined ? `()${c}` : `count()${a}${b}`,
    );
}
