// Which details belong to which row. A span id names a span, but ids are sent twice, so of spans with the same id the start decides.
import { SPAN_FLAG, type SpanDetails, type Trace } from '@watchingcat/model';

/**
 * One entry a row; `undefined` where the spans do not hold it, as when they were cut. O(n).
 * @param spans of the same trace, in any order
 */
export function detailsOfRows(trace: Trace, spans: readonly SpanDetails[]): (SpanDetails | undefined)[] {
  const byId = new Map<string, SpanDetails[]>();
  for (const span of spans) {
    const same = byId.get(span.spanId);
    if (same === undefined) byId.set(span.spanId, [span]);
    else same.push(span);
  }
  return Array.from(trace.spanIds, (spanId, row) => {
    const same = byId.get(spanId);
    if (same === undefined) return undefined;
    if (same.length === 1 && (trace.flags[row] & SPAN_FLAG.duplicateId) === 0) return same[0];
    const service = trace.services[trace.service[row]];
    const operation = trace.operations[trace.operation[row]];
    const at = same.findIndex(
      (span) =>
        Number(span.start - trace.start) === trace.startNs[row] &&
        span.service === service &&
        span.operation === operation,
    );
    // Copies are alike in all of this; each is given once.
    return at === -1 ? undefined : same.splice(at, 1)[0];
  });
}
