// Groups a flat run of operands and operators by rank.

export interface Operator {
  readonly operator: string;
  readonly prefix: boolean;
}

export type Item<Operand, Op extends Operator> = { readonly value: Operand } | Op;

export interface Ranks<Operand, Op extends Operator> {
  /** Higher binds tighter; at least 1. A prefix operator reaches over what binds tighter than its rank. */
  rank(operator: Op): number;
  isRightAssociative(operator: Op): boolean;
  binary(operator: Op, left: Operand, right: Operand): Operand;
  prefix(operator: Op, operand: Operand): Operand;
}

/** @param items an operand, and then any number of operators with an operand each; prefix operators stand before any operand */
export function groupByRank<Operand, Op extends Operator>(
  items: readonly Item<Operand, Op>[],
  ranks: Ranks<Operand, Op>,
): Operand {
  // Shunting-yard (Dijkstra 1961).
  const operands: Operand[] = [];
  const waiting: Op[] = [];
  const apply = () => {
    const operator = waiting.pop()!;
    const right = operands.pop()!;
    operands.push(operator.prefix ? ranks.prefix(operator, right) : ranks.binary(operator, operands.pop()!, right));
  };
  for (const item of items) {
    if ('value' in item) {
      operands.push(item.value);
      continue;
    }
    if (!item.prefix) {
      const rank = ranks.rank(item);
      while (waiting.length > 0) {
        const other = ranks.rank(waiting[waiting.length - 1]);
        if (other > rank || (other === rank && !ranks.isRightAssociative(item))) apply();
        else break;
      }
    }
    waiting.push(item);
  }
  while (waiting.length > 0) apply();
  return operands[0];
}
