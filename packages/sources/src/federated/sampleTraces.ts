// Whole traces from the whole range, where Jaeger has too many to ask for all: a few of each slice of time, so that one busy second does
// not stand for an hour. Where a slice has no more than the few, its traces are all there are.
import type { SpanDetails, TimeRange } from '@watchingcat/model';
import type { JaegerSearch } from '../jaeger/jaegerSearch.ts';
import type { JaegerSource } from '../jaeger/jaegerSource.ts';
import { inTurns } from './inTurns.ts';

/** Questions under way at once, also where the transport has no limit of its own. */
const WIDTH = 6;
/** Asked first for the whole range: a service with less is known completely after one request. */
const FIRST_TRACES = 20;

export interface TraceSample {
  readonly traces: readonly (readonly SpanDetails[])[];
  /** These are all traces that meet the conditions. */
  readonly isComplete: boolean;
}

export interface SampleSize {
  readonly slices: number;
  readonly tracesPerSlice: number;
}

/** @returns each trace once, in no order; requests: 1, or 1 + `slices` and what batches of large traces take */
export async function sampleTraces(
  jaeger: JaegerSource,
  conditions: Omit<JaegerSearch, 'limit'>,
  { slices, tracesPerSlice }: SampleSize,
  signal?: AbortSignal,
): Promise<TraceSample> {
  const first = await jaeger.searchTraces({ ...conditions, limit: FIRST_TRACES }, signal);
  if (!first.isCut) return { traces: first.traces, isComplete: true };
  const answers = await inTurns(slicesOf(conditions.range, slices), WIDTH, (range) =>
    jaeger.searchTraces({ ...conditions, range, limit: tracesPerSlice }, signal),
  );
  return {
    traces: distinct([first, ...answers].flatMap(({ traces }) => traces)),
    isComplete: answers.every(({ isCut }) => !isCut),
  };
}

/** Each trace once, as it came first. */
export function distinct(traces: readonly (readonly SpanDetails[])[]): (readonly SpanDetails[])[] {
  const byId = new Map<string, readonly SpanDetails[]>();
  for (const spans of traces) if (spans.length > 0 && !byId.has(spans[0].traceId)) byId.set(spans[0].traceId, spans);
  return [...byId.values()];
}

function slicesOf({ start, end }: TimeRange, count: number): TimeRange[] {
  const width = end - start;
  const at = (index: number) => start + (width * BigInt(index)) / BigInt(count);
  return Array.from({ length: count }, (_, index) => ({ start: at(index), end: at(index + 1) })).filter(
    (slice) => slice.end > slice.start,
  );
}
