// The conditions of a search, held to the spans that a back-end found: back-ends compare spans where we compare traces, and text their way.
import type { SpanDetails, TraceQuery, TraceSummary } from '@watchingcat/model';
import { attributeText } from '@watchingcat/model';

/** Whether the trace meets all conditions of the query; see `TraceQuery` for what each means. */
export function matchesQuery(spans: readonly SpanDetails[], summary: TraceSummary, query: TraceQuery): boolean {
  const { range, minDurationMs = 0, maxDurationMs = Infinity } = query;
  if (summary.start < range.start || summary.start >= range.end) return false;
  if (summary.durationMs < minDurationMs || summary.durationMs > maxDurationMs) return false;
  return spans.some((span) => isMatchingSpan(span, query));
}

function isMatchingSpan(span: SpanDetails, { service, operation, status, attributes = {} }: TraceQuery): boolean {
  return (
    (service === undefined || span.service === service) &&
    (operation === undefined || span.operation === operation) &&
    (status === undefined || (span.status === 'error') === (status === 'error')) &&
    Object.entries(attributes).every(([key, text]) => hasAttribute(span, key, text))
  );
}

function hasAttribute({ attributes, resource }: SpanDetails, key: string, text: string): boolean {
  return [attributes.get(key), resource.get(key)].some((value) => value !== undefined && attributeText(value) === text);
}
