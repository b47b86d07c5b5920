// A search as Jaeger means it, on a Telemetry: Jaeger holds service, operation, tags and duration to one and the same span, the seam its
// duration to the whole trace. So what cannot be asked is held to the spans that come back. Times are those of the seam: a trace is found
// by its start, where Jaeger goes by the start of the matching span. Attributes of events are not searched.
import type { SpanDetails, Telemetry, TraceQuery } from '@watchingcat/model';
import { MAX_SPANS_PER_ANSWER, readTraces, type ReadTrace } from '@watchingcat/sources';
import type { JaegerTraceQuery } from './jaegerQuery.ts';
import { hasTag, isField, searchableTags } from './jaegerTags.ts';

/** Traces that are read for one search, where spans must be looked at to tell which match. */
const MAX_EXAMINED_TRACES = 1_000;
const MIN_PAGE = 20;

export interface FoundTraces {
  /** Newest first. */
  readonly traces: readonly ReadTrace[];
  /** What was cut, for people. */
  readonly notes: readonly string[];
}

/** @throws TelemetryError */
export async function findTraces(
  telemetry: Telemetry,
  query: JaegerTraceQuery,
  signal: AbortSignal,
): Promise<FoundTraces> {
  if (query.range.start >= query.range.end) return { traces: [], notes: [] };
  const needsSpans = query.minDurationNs > 0 || query.maxDurationNs < Infinity || [...query.tags.keys()].some(isField);
  const asked = askedOf(query);
  const traces: ReadTrace[] = [];
  let cursor: string | undefined;
  let examined = 0;
  let spans = 0;
  do {
    const limit = needsSpans ? Math.max(MIN_PAGE, query.limit - traces.length) : query.limit;
    const page = await telemetry.searchTraces({ ...asked, limit, cursor }, signal);
    const read = await readTraces(telemetry, page.traces, { signal, budget: MAX_SPANS_PER_ANSWER - spans });
    examined += read.length;
    for (const trace of read) {
      if (trace.spans === undefined || traces.length === query.limit) continue;
      if (needsSpans && !trace.spans.some((span) => matches(span, query))) continue;
      traces.push(trace);
      spans += trace.spans.length;
    }
    if (read.length < page.traces.length || spans >= MAX_SPANS_PER_ANSWER)
      return { traces, notes: [`cut at ${MAX_SPANS_PER_ANSWER} spans: ask for fewer traces, or a shorter time range`] };
    cursor = page.nextCursor;
  } while (needsSpans && cursor !== undefined && traces.length < query.limit && examined < MAX_EXAMINED_TRACES);
  const isCut = needsSpans && cursor !== undefined && traces.length < query.limit;
  return {
    traces,
    notes: isCut ? [`only the newest ${examined} traces were looked at: ask for a shorter time range`] : [],
  };
}

function askedOf(query: JaegerTraceQuery): TraceQuery {
  const { service, operation, range, minDurationNs } = query;
  return {
    service,
    operation,
    range,
    // No span is longer than its trace.
    minDurationMs: minDurationNs > 0 ? minDurationNs / 1e6 : undefined,
    ...searchableTags(query.tags),
    sort: 'newest',
  };
}

function matches(span: SpanDetails, query: JaegerTraceQuery): boolean {
  return (
    span.service === query.service &&
    (query.operation === undefined || span.operation === query.operation) &&
    span.durationNs >= query.minDurationNs &&
    span.durationNs <= query.maxDurationNs &&
    [...query.tags].every(([key, text]) => hasTag(span, key, text))
  );
}
