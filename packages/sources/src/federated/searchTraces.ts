// Trace search over Jaeger, which answers for one service at a time and knows no cursor.
import type { Coverage, TraceQuery, TracesAnswer } from '@watchingcat/model';
import { COMPLETE, MAX_TRACES_PER_PAGE, TelemetryError } from '@watchingcat/model';
import type { Gathered, ServiceQuery } from './gatherTraces.ts';
import { conditionsOf, gatherNewest, gatherSlowest, meeting } from './gatherTraces.ts';
import { inTurns } from './inTurns.ts';
import { sampleTraces } from './sampleTraces.ts';
import { byPlace, placeOf, readCursor, writeCursor } from './searchCursor.ts';
import type { Names, Sources } from './sourcesOf.ts';
import { needJaeger } from './sourcesOf.ts';

const DEFAULT_LIMIT = 20;
/** Without a service in the question each is a request: so many are asked. */
export const MAX_SEARCHED_SERVICES = 10;
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
  const chosen = await servicesToSearch(sources, names, query, signal);
  const given = cursor?.given ?? 0;
  const wanted = given + limit;
  const size = sizeOfLook(chosen.services.length);

  const gathered = await inTurns(chosen.services, SERVICES_AT_ONCE, (service) => {
    const one: ServiceQuery = { ...query, service, range };
    if (sort === 'slowest') return gatherSlowest(jaeger, one, wanted, size.rises, signal);
    if (sort === 'newest') return gatherNewest(jaeger, one, wanted, signal);
    return sampled(one, Math.ceil(Math.min(limit, MAX_SAMPLED_TRACES) / chosen.services.length));
  });
  async function sampled(one: ServiceQuery, share: number): Promise<Gathered> {
    const { slices } = size;
    const sample = await sampleTraces(
      jaeger,
      conditionsOf(one),
      { slices, tracesPerSlice: Math.ceil(share / slices) },
      signal,
    );
    return { traces: meeting(sample.traces, one), isComplete: sample.isComplete };
  }

  const found = new Map(gathered.flatMap(({ traces }) => traces).map((trace) => [trace.traceId, trace]));
  const isComplete = gathered.every((one) => one.isComplete);
  if (sort === 'sample') {
    const traces = [...found.values()].sort((a, b) => hash(a.traceId) - hash(b.traceId)).slice(0, limit);
    return { traces, nextCursor: undefined, coverage: coverageOf(chosen, isComplete, found.size, query) };
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
    coverage: coverageOf(chosen, isComplete || (sort === 'newest' && hasMore), found.size, query),
  };
}

/** One service is worth a closer look; of many, each costs its own requests. */
function sizeOfLook(services: number): { readonly slices: number; readonly rises: number } {
  return services <= 1 ? { slices: 6, rises: 6 } : { slices: 3, rises: 2 };
}

interface ChosenServices {
  readonly services: readonly string[];
  readonly known: number;
}

/** The service that was asked for, else the busiest (as Prometheus counts them), else the first by name. */
async function servicesToSearch(
  sources: Sources,
  names: Names,
  { service, range }: TraceQuery,
  signal?: AbortSignal,
): Promise<ChosenServices> {
  if (service !== undefined) {
    const { value } = await names.of(['Jaeger'], range, signal);
    return { services: value.spellings('Jaeger', service), known: 1 };
  }
  const all = await needJaeger(sources).services(signal);
  if (all.length <= MAX_SEARCHED_SERVICES) return { services: all, known: all.length };
  const counted = (await names.byCalls(range, signal)) ?? [];
  const busiest = [...new Set([...counted.filter((name) => all.includes(name)), ...all])];
  return { services: busiest.slice(0, MAX_SEARCHED_SERVICES), known: all.length };
}

function coverageOf(chosen: ChosenServices, isComplete: boolean, seen: number, { sort }: TraceQuery): Coverage {
  const reasons: string[] = [];
  if (chosen.services.length < chosen.known)
    reasons.push(
      `Only the traces of ${chosen.services.length} of ${chosen.known} services were looked at, because Jaeger searches one service at a time. Choose a service to see all of its traces.`,
    );
  if (!isComplete)
    reasons.push(
      sort === 'slowest'
        ? 'Jaeger finds slow spans, not slow traces: a trace in which other services took the time may be missing.'
        : 'Jaeger has more traces than could be looked at. Choose a shorter time range or more conditions.',
    );
  return reasons.length === 0 ? COMPLETE : { kind: 'sampled', seen, reason: reasons.join(' ') };
}

/** FNV-1a (http://www.isthe.com/chongo/tech/comp/fnv/): an order that has nothing to do with the traces. */
function hash(text: string): number {
  let value = 0x811c9dc5;
  for (let index = 0; index < text.length; index++) value = Math.imul(value ^ text.charCodeAt(index), 0x01000193);
  return value >>> 0;
}
