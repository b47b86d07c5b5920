// Searching traces in Jaeger without being buried: Jaeger answers with whole traces, and a page of 2,000 traces of 5,000 spans would be
// gigabytes. So traces are asked for in batches: a small one first, then as many as the spans of the former answers allow, each batch
// ending where the former one began.
import type { SpanDetails, TimeRange } from '@watchingcat/model';

/** The first batch: a page of 20, and the one trace more that tells whether there are others. */
export const FIRST_BATCH_TRACES = 21;
/** A batch grows no faster than this, because a few small traces do not promise that all are. */
const BATCH_GROWTH = 5;
/** So many at the old end of a batch tell what to expect behind it. */
const OLDEST_TRACES = 10;
/** Spans that a request may be expected to bring. A span with 11 attributes takes 860 bytes of JSON (measured), so 43 MB. */
export const MAX_SPANS_PER_REQUEST = 50_000;
/** Spans that all requests of a search may bring. Such a span takes 1.8 kB of memory (measured), so 270 MB at worst. */
export const MAX_SPANS_PER_SEARCH = 150_000;
/** Elasticsearch as Jaeger's store compares whole milliseconds, so that a batch may start a little after its end. */
const END_SLACK_US = 1_000n;

export interface JaegerSearch {
  /** As Jaeger spells it. */
  readonly service: string;
  readonly operation?: string | undefined;
  /**
   * Tags that one span (of `service` and `operation`) has, in itself, its process or its logs, compared as text. With Elasticsearch as
   * Jaeger's store each value is a regular expression of Lucene that must match the whole value: `a.b` then also finds `aXb`.
   */
  readonly tags?: Readonly<Record<string, string>> | undefined;
  /** In which a matching span starts. */
  readonly range: TimeRange;
  /** Of that one span, not of the trace. */
  readonly minDurationMs?: number | undefined;
  readonly maxDurationMs?: number | undefined;
  /** Traces, 1 or more. */
  readonly limit: number;
}

export interface JaegerTraces {
  /** Newest first, by the start of their first span. Each trace is whole. */
  readonly traces: readonly (readonly SpanDetails[])[];
  /** There are more than `limit`, or looking for more would have cost more than the budget of a search. */
  readonly isCut: boolean;
}

/** At most `limit` traces with a matching span that starts between these times, both included, in µs since 1970. */
type AskBatch = (limit: number, startUs: bigint, endUs: bigint) => Promise<readonly (readonly SpanDetails[])[]>;

/**
 * What "newest" is depends on Jaeger's store. Elasticsearch, OpenSearch and Badger give the traces with the newest matching spans: nothing
 * is left out between batches. The memory store gives those whose first span to arrive started last: once a search takes more than one
 * batch, a trace may be missing whose matching spans all start later than the old end of a batch. Cassandra picks at random from
 * among its newest rows, may give fewer traces than there are (the search then ends, as if there were no more), and refuses tags together with
 * durations.
 */
export async function searchInBatches(search: JaegerSearch, ask: AskBatch): Promise<JaegerTraces> {
  const { limit } = search;
  const range = { startUs: search.range.start / 1_000n, endUs: (search.range.end - 1n) / 1_000n + 1n };
  const found = new Map<string, FoundTrace>();
  let endUs = range.endUs;
  let asked = Math.min(limit + 1, FIRST_BATCH_TRACES);
  let spansLeft = MAX_SPANS_PER_SEARCH;
  let isCut = false;

  for (;;) {
    const batch = await ask(asked, range.startUs, endUs);
    const starts = batch.map((trace) => startsOf(trace, search, range.startUs, endUs + END_SLACK_US));
    const before = found.size;
    batch.forEach((spans, index) => {
      const traceId = spans[0]?.traceId;
      if (traceId !== undefined && !found.has(traceId)) found.set(traceId, { spans, firstUs: starts[index]?.first });
    });
    const spansOfBatch = batch.reduce((sum, { length }) => sum + length, 0);
    spansLeft -= spansOfBatch;
    if (batch.length < asked) break;
    isCut = true;
    if (found.size > limit || found.size === before) break;

    const oldest = starts.reduce<bigint | undefined>((min, start) => smaller(min, start?.last), undefined);
    if (oldest === undefined) break; // Jaeger matched by something that is not in its answer: there is no end to go on from.
    // Jaeger cuts times to µs in its answer: the next batch begins with the rest of this one.
    if (oldest + 1n < endUs) endUs = oldest + 1n;
    const again = [...found.values()].filter(
      ({ firstUs }) => firstUs !== undefined && firstUs <= endUs + END_SLACK_US,
    ).length;
    const spansPerTrace = expectedSpans(batch, starts);
    const affordable = Math.floor(Math.min(MAX_SPANS_PER_REQUEST, spansLeft) / spansPerTrace);
    const wanted = again + limit + 1 - found.size;
    asked = Math.min(wanted, affordable, again + asked * BATCH_GROWTH);
    if (asked <= again) break;
    isCut = false;
  }
  const traces = [...found.values()].map(({ spans }) => ({ spans, start: startOf(spans) }));
  traces.sort((a, b) => (a.start === b.start ? 0 : a.start < b.start ? 1 : -1));
  return { traces: traces.slice(0, limit).map(({ spans }) => spans), isCut };
}

interface FoundTrace {
  readonly spans: readonly SpanDetails[];
  /** Start of its first span that may have matched: until the batches end before it, Jaeger gives the trace again. */
  readonly firstUs: bigint | undefined;
}

/** Of the spans that may have matched. Tags and durations are Jaeger's to compare; leaving them out only makes batches overlap more. */
function startsOf(
  spans: readonly SpanDetails[],
  { service, operation }: JaegerSearch,
  startUs: bigint,
  endUs: bigint,
): { readonly first: bigint; readonly last: bigint } | undefined {
  let first: bigint | undefined;
  let last: bigint | undefined;
  for (const span of spans) {
    if (span.service !== service || (operation !== undefined && span.operation !== operation)) continue;
    const us = span.start / 1_000n;
    if (us < startUs || us > endUs) continue;
    if (first === undefined || us < first) first = us;
    if (last === undefined || us > last) last = us;
  }
  return first === undefined || last === undefined ? undefined : { first, last };
}

/** Spans of a trace in the next batch: as in this one, or as in its oldest traces where those are larger. At least 1. */
function expectedSpans(
  batch: readonly (readonly SpanDetails[])[],
  starts: readonly ({ readonly last: bigint } | undefined)[],
): number {
  const sizes = batch.map((spans, index) => ({ spans: spans.length, last: starts[index]?.last ?? 0n }));
  sizes.sort((a, b) => (a.last === b.last ? 0 : a.last < b.last ? -1 : 1));
  return Math.max(1, average(sizes), average(sizes.slice(0, OLDEST_TRACES)));
}

function average(sizes: readonly { readonly spans: number }[]): number {
  return sizes.reduce((sum, { spans }) => sum + spans, 0) / sizes.length;
}

function startOf(spans: readonly SpanDetails[]): bigint {
  return spans.reduce((min, { start }) => (start < min ? start : min), spans[0].start);
}

function smaller(a: bigint | undefined, b: bigint | undefined): bigint | undefined {
  if (a === undefined || b === undefined) return a ?? b;
  return b < a ? b : a;
}
