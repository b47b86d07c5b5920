// Trace search over Jaeger, which answers for one service at a time and knows no cursor.
import type { Coverage, TraceQuery, TracesAnswer } from '@watchingcat/model';
import { COMPLETE, MAX_TRACES_PER_PAGE, TelemetryError } from '@watchingcat/model';
import type { Gathered, ServiceSearch } from './gatherTraces.ts';
import { gatherNewest, gatherSlowest, meeting } from './gatherTraces.ts';
import { inTurns } from './inTurns.ts';
import { sampleTraces } from './sampleTraces.ts';
import { byPlace, placeOf, readCursor, writeCursor } from './searchCursor.ts';
import type { Names, Sources } from './sourcesOf.ts';
import { needJaeger } from './sourcesOf.ts';
import { planSearches, type PlannedSearches } from './planSearches.ts';

const DEFAULT_LIMIT = 20;
const SERVICES_AT_ONCE = 3;
/** A sample costs whole traces; so many show what there is. */
const MAX_SAMPLED_TRACES = 240;

export async function searchTraces(
  sources: Sources,
  names: Names,
  query: TraceQuery,
  signal?: AbortSignal,
): Promise<TracesAnswer> {
  signal?.throwIfAborted();
  const { sort = 'newest', limit = DEFAULT_LIMIT } = query;
  if (!Number.isSafeInteger(limit) || limit < 1 || limit > MAX_TRACES_PER_PAGE)
    throw new TelemetryError(
      'bad_request',
      `limit must be a whole number from 1 to ${MAX_TRACES_PER_PAGE}, got ${limit}.`,
    );
  const jaeger = needJaeger(sources);
  const cursor = query.cursor === undefined ? undefined : readCursor(query.cursor, sort);
  const range = cursor?.range ?? query.range;
  const planned = await planSearches(sources, names, { ...query, range }, signal);
  const given = cursor?.given ?? 0;
  const wanted = given + limit;
  const size = sizeOfLook(planned.searches.length);

  const gathered = await inTurns(planned.searches, SERVICES_AT_ONCE, (search) => {
    if (sort === 'slowest') return gatherSlowest(jaeger, search, wanted, size.rises, signal);
    if (sort === 'newest') return gatherNewest(jaeger, search, wanted, signal);
    return sampled(search, Math.ceil(Math.min(limit, MAX_SAMPLED_TRACES) / planned.searches.length));
  });
  async function sampled(search: ServiceSearch, share: number): Promise<Gathered> {
    const { slices } = size;
    const sample = await sampleTraces(
      jaeger,
      search.conditions,
      { slices, tracesPerSlice: Math.ceil(share / slices) },
      signal,
    );
    return { traces: meeting(sample.traces, search), isComplete: sample.isComplete };
  }

  const found = new Map(gathered.flatMap(({ traces }) => traces).map((trace) => [trace.traceId, trace]));
  const isComplete = gathered.every((one) => one.isComplete);
  if (sort === 'sample') {
    const traces = [...found.values()].sort((a, b) => hash(a.traceId) - hash(b.traceId)).slice(0, limit);
    return { traces, nextCursor: undefined, coverage: coverageOf(planned, isComplete, found.size, query) };
  }
  const placed = [...found.values()]
    .map((trace) => ({ trace, place: placeOf(trace, sort) }))
    .filter(({ place }) => cursor === undefined || byPlace(cursor.after, place) < 0)
    .sort((a, b) => byPlace(a.place, b.place));
  const page = placed.slice(0, limit);
  const last = page.at(-1);
  // Where Jaeger has more than was looked at, a further page looks further.
  const hasMore = last !== undefined && (placed.length > limit || (page.length === limit && !isComplete));
  return {
    traces: page.map(({ trace }) => trace),
    nextCursor: hasMore ? writeCursor(sort, { range, given: given + page.length, after: last.place }) : undefined,
    // A full page of the newest is all that it claims to be, however many there are behind it.
    coverage: coverageOf(planned, isComplete || (sort === 'newest' && hasMore), found.size, query),
  };
}

/** One service is worth a closer look; of many, each costs its own requests. */
function sizeOfLook(searches: number): { readonly slices: number; readonly rises: number } {
  return searches <= 1 ? { slices: 6, rises: 6 } : { slices: 3, rises: 2 };
}

function coverageOf(
  { services, known, looked }: PlannedSearches,
  isComplete: boolean,
  seen: number,
  { sort, traceQl }: TraceQuery,
): Coverage {
  const reasons: string[] = [];
  if (services < known)
    reasons.push(
      `Only the traces of ${services} of ${known} services were looked at, because Jaeger searches one service at a time. Choose a service to see all of its traces.`,
    );
  if (!isComplete)
    reasons.push(
      sort === 'slowest'
        ? 'Jaeger finds slow spans, not slow traces: a trace in which other services took the time may be missing.'
        : 'Jaeger has more traces than could be looked at. Choose a shorter time range or more conditions.',
    );
  if (reasons.length > 0 && traceQl !== undefined)
    reasons.push(`The query was evaluated over ${looked()} traces that Jaeger found for it.`);
  return reasons.length === 0 ? COMPLETE : { kind: 'sampled', seen, reason: reasons.join(' ') };
}

/** FNV-1a (http://www.isthe.com/chongo/tech/comp/fnv/): an order that has nothing to do with the traces. */
function hash(text: string): number {
  let value = 0x811c9dc5;
  for (let index = 0; index < text.length; index++) value = Math.imul(value ^ text.charCodeAt(index), 0x01000193);
  return value >>> 0;
}
