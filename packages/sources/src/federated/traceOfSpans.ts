// Spans with all that they carry, as the columns of a viewer and as a row of a search result.
import type { SpanDetails, Trace, TraceSummary } from '@watchingcat/model';
import { buildTrace, SPAN_KINDS, SPAN_STATUSES } from '@watchingcat/model';

/** @param spans of one trace, in any order; at least one */
export function traceOfSpans(spans: readonly SpanDetails[]): Trace {
  return buildTrace({
    traceId: spans[0].traceId,
    spanIds: spans.map(({ spanId }) => spanId),
    parentSpanIds: spans.map(({ parentSpanId }) => parentSpanId ?? ''),
    start: spans.map(({ start }) => start),
    durationNs: spans.map(({ durationNs }) => durationNs),
    service: spans.map(({ service }) => service),
    operation: spans.map(({ operation }) => operation),
    kind: spans.map(({ kind }) => SPAN_KINDS.indexOf(kind)),
    status: spans.map(({ status }) => SPAN_STATUSES.indexOf(status)),
    hasLinks: spans.map(({ links }) => links.length > 0),
    events: {
      row: spans.flatMap(({ events }, row) => events.map(() => row)),
      time: spans.flatMap(({ events }) => events.map(({ time }) => time)),
      name: spans.flatMap(({ events }) => events.map(({ name }) => name)),
    },
  });
}

/** @param spans of one trace, in any order; at least one */
export function summaryOfSpans(spans: readonly SpanDetails[]): TraceSummary {
  const root = spans.filter(({ parentSpanId }) => parentSpanId === undefined).reduce(earlier, undefined);
  const start = spans.reduce(earlier, undefined)!.start;
  const end = spans.reduce((latest, span) => max(latest, endOf(span)), start);
  return {
    traceId: spans[0].traceId,
    rootService: root?.service ?? '',
    rootOperation: root?.operation ?? '',
    start,
    durationMs: Number(end - start) / 1e6,
    spans: spans.length,
    errors: spans.filter(({ status }) => status === 'error').length,
    services: [...new Set(spans.map(({ service }) => service))].sort(),
  };
}

function earlier(first: SpanDetails | undefined, span: SpanDetails): SpanDetails {
  return first === undefined || span.start < first.start ? span : first;
}

function endOf({ start, durationNs }: SpanDetails): bigint {
  return start + BigInt(Math.max(0, Math.round(durationNs)));
}

const max = (a: bigint, b: bigint) => (a > b ? a : b);
