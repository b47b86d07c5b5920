// Rate, errors and duration counted from the spans themselves: exact for the spans that are given, whatever part of all spans they are.
import type { RedStats, SpanDetails } from '@watchingcat/model';

/** Whether the span is a call that reached its service: the server's or consumer's side, or the root of a trace. Calls it makes are not. */
export function isCall({ kind, parentSpanId }: Pick<SpanDetails, 'kind' | 'parentSpanId'>): boolean {
  return kind === 'server' || kind === 'consumer' || parentSpanId === undefined;
}

/**
 * Quantiles are the durations of single calls (nearest rank), so they need no histogram; `undefined` when there are no calls. Negative
 * durations count as 0.
 */
export function redOfSpans(
  calls: readonly Pick<SpanDetails, 'durationNs' | 'status'>[],
): RedStats & { readonly totalMs: number } {
  const durationsMs = Float64Array.from(calls, ({ durationNs }) => Math.max(0, durationNs) / 1e6).sort();
  const quantile = (q: number) => durationsMs.at(Math.max(0, Math.ceil(q * durationsMs.length) - 1));
  return {
    calls: calls.length,
    errors: calls.filter(({ status }) => status === 'error').length,
    p50Ms: quantile(0.5),
    p95Ms: quantile(0.95),
    p99Ms: quantile(0.99),
    totalMs: durationsMs.reduce((sum, ms) => sum + ms, 0),
  };
}
