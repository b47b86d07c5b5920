// Search for traces. A trace is found when it starts in the range (its earliest span, by the trace index) and, where the query has
// span conditions, one of its spans meets them all. Conditions on spans read `spans`; everything else reads only `trace_index`.
import { COMPLETE, MAX_TRACES_PER_PAGE, TelemetryError, type TraceQuery, type TracesAnswer } from '@watchingcat/model';
import type { Store } from '../store/Store.ts';
import { findTraces, newestOf, type FoundTrace, type TraceConditions, type TracesAsked } from './findTraces.ts';
import { firstPart } from './firstPart.ts';
import { inParts } from './inParts.ts';
import { traceConditions } from './traceConditions.ts';
import { decodeCursor, encodeCursor } from './traceCursor.ts';
import { searchByTraceQl, type TraceQlAnswer } from './traceql/searchByTraceQl.ts';
import { readSummaries } from './traceSummaries.ts';

const DEFAULT_LIMIT = 20;

/** @throws TelemetryError `bad_request` for a limit out of range or a TraceQL query that is none, BadCursorError for a foreign cursor */
export async function searchTraces(
  store: Store,
  tenant: string,
  query: TraceQuery,
  signal?: AbortSignal,
): Promise<TracesAnswer> {
  const limit = query.limit ?? DEFAULT_LIMIT;
  if (!(Number.isInteger(limit) && limit >= 1 && limit <= MAX_TRACES_PER_PAGE)) {
    throw new TelemetryError(
      'bad_request',
      `limit must be a whole number from 1 to ${MAX_TRACES_PER_PAGE}, got ${limit}`,
    );
  }
  const after = query.cursor === undefined ? undefined : decodeCursor(query, query.cursor);
  const range = after?.range ?? query.range;
  const asked: TracesAsked = { tenant, range, sort: query.sort ?? 'newest', after, limit: limit + 1 };
  const conditions = await traceConditions(store, tenant, query, signal);
  const {
    traces: found,
    coverage,
    matches,
    next,
  }: TraceQlAnswer = query.traceQl === undefined
    ? { traces: await findInParts(store, query, asked, conditions, signal), coverage: COMPLETE }
    : await searchByTraceQl(store, asked, query.traceQl, conditions, signal);
  const page = found.slice(0, limit);
  const last = page.at(-1);
  const end = found.length > limit && last ? { key: last.key, traceId: last.id } : next;
  const summaries = await readSummaries(store, tenant, page, signal);
  return {
    traces: matches ? summaries.map((trace) => ({ ...trace, spanSets: matches.get(trace.traceId) })) : summaries,
    nextCursor: end && encodeCursor(query, { range, ...end }),
    coverage,
  };
}

async function findInParts(
  store: Store,
  query: TraceQuery,
  asked: TracesAsked,
  conditions: TraceConditions,
  signal?: AbortSignal,
): Promise<FoundTrace[]> {
  if (asked.sort !== 'newest') return findTraces(store, asked, conditions, signal);
  const { tenant, range, limit } = asked;
  const newest = newestOf(asked);
  const width = await firstPart(store, tenant, query, { range, newest, traces: limit }, signal);
  if (width === 0n) return [];
  // A part has few candidates: to read at once what they are costs less than to look for them again.
  const ofPart = { ...conditions, withSummary: conditions.candidates.length > 0 };
  return inParts(range, { newest, firstPart: width }, limit, async (range, limit) => ({
    found: await findTraces(store, { ...asked, range, limit }, ofPart, signal),
  }));
}
