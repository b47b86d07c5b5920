// A query, narrowed to traces that also have a span of some kind, whatever else its own conditions say.
import {
  filterOf,
  parseTraceQl,
  printExpression,
  printTraceQl,
  type Expression,
  type Spansets,
} from '@watchingcat/query';

const at = { from: 0, to: 0 };

/**
 * One span set where the query says nothing of a single span but what the condition says, too; else `{ … } && { … }`, because the span that
 * meets the condition need not be the one that meets the query.
 * @param condition within braces it is a query
 * @returns undefined when one of both has a fault
 */
export function alsoWith(query: string, condition: string): string | undefined {
  const { plan } = parseTraceQl(query.trim() === '' ? '{ }' : query);
  const also = parseTraceQl(`{ ${condition} }`).plan?.spansets;
  if (plan === undefined || also?.type !== 'spans') return undefined;
  return printTraceQl({ spansets: bothOf(plan.spansets, also), hints: plan.hints });
}

function bothOf(spansets: Spansets, also: Extract<Spansets, { type: 'spans' }>): Spansets {
  if (spansets.type === 'allOf') return { ...spansets, operands: [...spansets.operands, also] };
  if (spansets.type === 'spans') {
    const added = conjunctsOf(also.where);
    const said = new Set(added.map(printExpression));
    const own = conjunctsOf(spansets.where);
    const further = own.filter((one) => !said.has(printExpression(one)));
    if (further.every(isOfTrace)) {
      const all = [...further, ...added];
      return { type: 'spans', where: all.length > 1 ? { type: 'and', operands: all, at } : all[0], at };
    }
  }
  return { type: 'allOf', operands: [spansets, also], at };
}

function conjunctsOf(where: Expression | undefined): readonly Expression[] {
  if (where === undefined) return [];
  return where.type === 'and' ? where.operands : [where];
}

/** Holds of every span of a trace or of none. */
function isOfTrace(condition: Expression): boolean {
  const field = filterOf(condition)?.field;
  return field?.type === 'intrinsic' && field.name.startsWith('trace:');
}
