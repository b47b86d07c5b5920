// Traces of one service from Jaeger, for an order that Jaeger may not have and for conditions on whole traces, which it never has: it
// compares the durations of single spans. What was found is held to the conditions again, and where Jaeger has more than was asked for,
// the answer says so.
import type { SpanDetails, TraceSummary } from '@watchingcat/model';
import type { JaegerSource } from '../jaeger/jaegerSource.ts';
import type { JaegerSearch } from '../jaeger/jaegerSearch.ts';
import { distinct } from './sampleTraces.ts';

/** Conditions that only we can check leave few traces of many: the second and third look are this much wider. */
const WIDER = 4;
const LOOKS = 3;

/** A search in one service. */
export interface ServiceSearch {
  /** What Jaeger can check. */
  readonly conditions: Omit<JaegerSearch, 'limit'>;
  /** A condition on whole traces, which Jaeger cannot check. */
  readonly minTraceMs: number | undefined;
  /** Holds a trace to all conditions: its summary when it meets them. */
  readonly summaryIfMet: (spans: readonly SpanDetails[]) => TraceSummary | undefined;
}

export interface Gathered {
  readonly traces: readonly TraceSummary[];
  /** No trace that meets the conditions is missing. */
  readonly isComplete: boolean;
}

/** At least `wanted` of the newest, where there are so many and looking for them is affordable. */
export async function gatherNewest(
  jaeger: JaegerSource,
  search: ServiceSearch,
  wanted: number,
  signal?: AbortSignal,
): Promise<Gathered> {
  let limit = wanted;
  for (let look = 1; ; look++) {
    const { traces, isCut } = await jaeger.searchTraces({ ...search.conditions, limit }, signal);
    const found = meeting(traces, search);
    if (!isCut || found.length >= wanted) return { traces: found, isComplete: !isCut };
    if (look === LOOKS || traces.length < limit) return withSlowSpans(jaeger, search, found, wanted, signal);
    limit *= WIDER;
  }
}

/** A trace is as slow as was asked for when one of the service's spans is; only where others took the time it stays unfound. */
async function withSlowSpans(
  jaeger: JaegerSource,
  search: ServiceSearch,
  found: readonly TraceSummary[],
  wanted: number,
  signal?: AbortSignal,
): Promise<Gathered> {
  const { conditions, minTraceMs } = search;
  if (minTraceMs === undefined) return { traces: found, isComplete: false };
  const minDurationMs = Math.max(minTraceMs, conditions.minDurationMs ?? 0);
  const { traces } = await jaeger.searchTraces({ ...conditions, minDurationMs, limit: wanted }, signal);
  const byId = new Map([...found, ...meeting(traces, search)].map((trace) => [trace.traceId, trace]));
  return { traces: [...byId.values()], isComplete: false };
}

/**
 * The traces in which the service's own spans took longest, at least `wanted` where there are so many.
 * @param rises looks after the first; each starts at what the slowest of the former took
 */
export async function gatherSlowest(
  jaeger: JaegerSource,
  search: ServiceSearch,
  wanted: number,
  rises: number,
  signal?: AbortSignal,
): Promise<Gathered> {
  const { conditions } = search;
  const all = new Map<string, readonly SpanDetails[]>();
  let { minDurationMs } = conditions;
  for (let rise = 0; rise <= rises; rise++) {
    const { traces, isCut } = await jaeger.searchTraces({ ...conditions, minDurationMs, limit: 2 * wanted }, signal);
    for (const spans of traces) if (spans.length > 0) all.set(spans[0].traceId, spans);
    if (!isCut)
      return { traces: meeting([...all.values()], search), isComplete: minDurationMs === conditions.minDurationMs };
    const longest = traces.map((spans) => longestSpanMs(spans, conditions)).sort((a, b) => b - a);
    const next = longest[Math.min(wanted, longest.length) - 1];
    if (next === undefined || next <= (minDurationMs ?? 0)) break;
    minDurationMs = next;
  }
  return { traces: meeting([...all.values()], search), isComplete: false };
}

/** Summaries of those traces that meet all conditions, in no order. */
export function meeting(traces: readonly (readonly SpanDetails[])[], { summaryIfMet }: ServiceSearch): TraceSummary[] {
  return distinct(traces).flatMap((spans) => summaryIfMet(spans) ?? []);
}

function longestSpanMs(spans: readonly SpanDetails[], { service, operation }: Omit<JaegerSearch, 'limit'>): number {
  return spans
    .filter((span) => span.service === service && (operation === undefined || span.operation === operation))
    .reduce((longest, { durationNs }) => Math.max(longest, durationNs / 1e6), 0);
}
