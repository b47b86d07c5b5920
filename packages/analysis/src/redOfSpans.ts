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
export function redOfSpans(calls: readonly Measured[]): RedStats {
  const durationsMs = Float64Array.from(calls, durationMs).sort();
  const quantile = (q: number) => durationsMs.at(Math.max(0, Math.ceil(q * durationsMs.length) - 1));
  return {
    calls: calls.length,
    errors: calls.filter(({ status }) => status === 'error').length,
    p50Ms: quantile(0.5),
    p95Ms: quantile(0.95),
    p99Ms: quantile(0.99),
  };
}

/** What all calls took together. */
export function totalMsOfSpans(calls: readonly Measured[]): number {
  return calls.reduce((sum, call) => sum + durationMs(call), 0);
}

type Measured = Pick<SpanDetails, 'durationNs' | 'status'>;

function durationMs({ durationNs }: Measured): number {
  return Math.max(0, durationNs) / 1e6;
}
