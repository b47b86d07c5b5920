// Traces of one service from Jaeger, for an order that Jaeger may not have and for conditions on whole traces, which it never has: it
// compares the durations of single spans. What was found is held to the conditions again, and where Jaeger has more than was asked for,
// the answer says so.
import type { SpanDetails, TraceQuery, TraceSummary } from '@watchingcat/model';
import type { JaegerSource } from '../jaeger/jaegerSource.ts';
import type { JaegerSearch } from '../jaeger/jaegerSearch.ts';
import { matchesQuery } from './matchesQuery.ts';
import { distinct } from './sampleTraces.ts';
import { summaryOfSpans } from './traceOfSpans.ts';

/** Conditions that only we can check leave few traces of many: the second and third look are this much wider. */
const WIDER = 4;
const LOOKS = 3;

/** The conditions of a search in one service, as Jaeger spells it. */
export type ServiceQuery = Omit<TraceQuery, 'service' | 'cursor' | 'limit' | 'sort'> & { readonly service: string };

export interface Gathered {
  readonly traces: readonly TraceSummary[];
  /** No trace that meets the conditions is missing. */
  readonly isComplete: boolean;
}

/** At least `wanted` of the newest, where there are so many and looking for them is affordable. */
export async function gatherNewest(
  jaeger: JaegerSource,
  query: ServiceQuery,
  wanted: number,
  signal?: AbortSignal,
): Promise<Gathered> {
  let limit = wanted;
  for (let look = 1; ; look++) {
    const { traces, isCut } = await jaeger.searchTraces({ ...conditionsOf(query), limit }, signal);
    const found = meeting(traces, query);
    if (!isCut || found.length >= wanted) return { traces: found, isComplete: !isCut };
    if (look === LOOKS || traces.length < limit) return withSlowSpans(jaeger, query, found, wanted, signal);
    limit *= WIDER;
  }
}

/** A trace is as slow as was asked for when one of the service's spans is; only where others took the time it stays unfound. */
async function withSlowSpans(
  jaeger: JaegerSource,
  query: ServiceQuery,
  found: readonly TraceSummary[],
  wanted: number,
  signal?: AbortSignal,
): Promise<Gathered> {
  const { minDurationMs } = query;
  if (minDurationMs === undefined) return { traces: found, isComplete: false };
  const { traces } = await jaeger.searchTraces({ ...conditionsOf(query), minDurationMs, limit: wanted }, signal);
  const byId = new Map([...found, ...meeting(traces, query)].map((trace) => [trace.traceId, trace]));
  return { traces: [...byId.values()], isComplete: false };
}

/**
 * The traces in which the service's own spans took longest, at least `wanted` where there are so many.
 * @param rises looks after the first; each starts at what the slowest of the former took
 */
export async function gatherSlowest(
  jaeger: JaegerSource,
  query: ServiceQuery,
  wanted: number,
  rises: number,
  signal?: AbortSignal,
): Promise<Gathered> {
  const all = new Map<string, readonly SpanDetails[]>();
  let minDurationMs: number | undefined;
  for (let rise = 0; rise <= rises; rise++) {
    const search = { ...conditionsOf(query), minDurationMs, limit: 2 * wanted };
    const { traces, isCut } = await jaeger.searchTraces(search, signal);
    for (const spans of traces) if (spans.length > 0) all.set(spans[0].traceId, spans);
    if (!isCut) return { traces: meeting([...all.values()], query), isComplete: minDurationMs === undefined };
    const longest = traces.map((spans) => longestSpanMs(spans, query)).sort((a, b) => b - a);
    const next = longest[Math.min(wanted, longest.length) - 1];
    if (next === undefined || next <= (minDurationMs ?? 0)) break;
    minDurationMs = next;
  }
  return { traces: meeting([...all.values()], query), isComplete: false };
}

/** What Jaeger can check. No span is longer than its trace, so that a longest duration of the trace holds for each span too. */
export function conditionsOf({
  service,
  operation,
  range,
  status,
  attributes,
  maxDurationMs,
}: ServiceQuery): Omit<JaegerSearch, 'limit'> {
  const tags = { ...attributes, ...(status === 'error' ? { error: 'true' } : {}) };
  return { service, operation, range, tags, maxDurationMs };
}

/** Summaries of those traces that meet all conditions, in no order. */
export function meeting(traces: readonly (readonly SpanDetails[])[], query: ServiceQuery): TraceSummary[] {
  return distinct(traces).flatMap((spans) => {
    const summary = summaryOfSpans(spans);
    return matchesQuery(spans, summary, query) ? [summary] : [];
  });
}

function longestSpanMs(spans: readonly SpanDetails[], { service, operation }: ServiceQuery): number {
  return spans
    .filter((span) => span.service === service && (operation === undefined || span.operation === operation))
    .reduce((longest, { durationNs }) => Math.max(longest, durationNs / 1e6), 0);
}
