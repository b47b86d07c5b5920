// Spans with all that they carry, as the columns of a viewer and, by row, as they came.
import type { SpanDetails, Trace } from '@watchingcat/model';
import { traceOfSpans } from '../federated/traceOfSpans.ts';

export interface RowsOfSpans {
  readonly trace: Trace;
  /** By row of the trace. Ids do not tell rows from each other where several spans have the same. */
  readonly spans: readonly SpanDetails[];
}

/** @param spans of one trace, in any order; at least one */
export function rowsOfSpans(spans: readonly SpanDetails[]): RowsOfSpans {
  // Names play no part in the order, so a second trace whose names are places in the input tells where each row came from.
  const places = traceOfSpans(spans.map((span, place) => ({ ...span, operation: String(place), events: [] })));
  return {
    trace: traceOfSpans(spans),
    spans: Array.from(places.operation, (name) => spans[Number(places.operations[name])]),
  };
}
