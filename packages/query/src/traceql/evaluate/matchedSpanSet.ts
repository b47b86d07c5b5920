// What a search shows of a span set that was found: how many spans, what they have in common, and the first of them.
import { attributeText, type MatchedSpanSet } from '@watchingcat/model';
import { printExpression, printScalar } from '../printTraceQl.ts';
import type { SpansetMatch } from './evaluateTraceQl.ts';

/** Spans that an answer shows of each span set. */
const SHOWN_SPANS = 3;

/** @param spanId of a row of the trace in which the span set was found */
export function matchedSpanSet(
  { rows, groups, aggregates, selected }: SpansetMatch,
  spanId: (row: number) => string,
): MatchedSpanSet {
  return {
    spans: rows.length,
    groups: groups.map(({ by, value }) => ({
      name: printExpression(by),
      value: value === undefined ? undefined : attributeText(value),
    })),
    aggregates: aggregates.map(({ of, value }) => ({ name: printScalar(of), value })),
    sample: Array.from(rows.subarray(0, SHOWN_SPANS), (row, i) => ({
      spanId: spanId(row),
      fields: selected.flatMap(({ field, values }) => {
        const value = values[i];
        return value === undefined ? [] : [{ name: printExpression(field), value: attributeText(value) }];
      }),
    })),
  };
}
