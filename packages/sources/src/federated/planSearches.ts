// What to ask Jaeger for a question about traces: Jaeger searches one service at a time, by conditions on one span. A question may take
// many services, and a TraceQL query may be met in more than one way.
import type { MatchedSpanSet, SpanDetails, TraceQuery } from '@watchingcat/model';
import type { ServiceSearch } from './gatherTraces.ts';
import { matchesQuery } from './matchesQuery.ts';
import type { Names, Sources } from './sourcesOf.ts';
import { needJaeger } from './sourcesOf.ts';
import { summaryOfSpans } from './traceOfSpans.ts';
import type { JaegerAlternative } from './traceQlOverJaeger.ts';

/** Without a service in the question each is a request: so many are asked. */
export const MAX_SEARCHED_SERVICES = 10;

export interface PlannedSearches {
  readonly searches: readonly ServiceSearch[];
  /** That are searched, of those in which traces may be. */
  readonly services: number;
  readonly known: number;
  /** How many traces have been held to the conditions by now. */
  readonly looked: () => number;
}

/** @throws QueryError when `query.traceQl` cannot be answered */
export async function planSearches(
  sources: Sources,
  names: Names,
  query: TraceQuery,
  signal?: AbortSignal,
): Promise<PlannedSearches> {
  const { traceQl } = query;
  // Loaded when it is needed: the language is larger than all else here.
  const traceQlSearch =
    traceQl === undefined ? undefined : (await import('./traceQlSearch.ts')).prepareTraceQlSearch(traceQl);
  const evaluated = new Map<string, readonly MatchedSpanSet[]>();
  const spanSetsOf = (spans: readonly SpanDetails[]): readonly MatchedSpanSet[] | undefined => {
    if (traceQlSearch === undefined) return undefined;
    const known = evaluated.get(spans[0].traceId) ?? traceQlSearch.evaluate(spans);
    evaluated.set(spans[0].traceId, known);
    return known;
  };
  const searchIn = (service: string, conditions: JaegerAlternative['conditions']): ServiceSearch => {
    const one = { ...query, service: query.service === undefined ? undefined : service };
    return {
      conditions: { range: query.range, ...conditions, service },
      minTraceMs: query.minDurationMs,
      summaryIfMet: (spans) => {
        const summary = summaryOfSpans(spans);
        if (!matchesQuery(spans, summary, one)) return undefined;
        const spanSets = spanSetsOf(spans);
        return spanSets === undefined ? summary : spanSets.length === 0 ? undefined : { ...summary, spanSets };
      },
    };
  };

  const own = conditionsOf(query);
  const chosen = await servicesToSearch(sources, names, query, signal);
  if (traceQlSearch === undefined || query.service !== undefined || Object.keys(own).length > 0) {
    const services = chosen.all.slice(0, MAX_SEARCHED_SERVICES);
    return {
      searches: services.map((service) => searchIn(service, own)),
      services: services.length,
      known: chosen.all.length,
      looked: () => evaluated.size,
    };
  }
  const ways = traceQlSearch.alternatives(chosen.all).map(({ conditions, mayBeOf }) => {
    const services = chosen.all.filter(mayBeOf);
    return { services, searches: services.slice(0, MAX_SEARCHED_SERVICES).map((one) => searchIn(one, conditions)) };
  });
  return {
    searches: ways.flatMap(({ searches }) => searches),
    services: new Set(ways.flatMap(({ services }) => services.slice(0, MAX_SEARCHED_SERVICES))).size,
    known: new Set(ways.flatMap(({ services }) => services)).size,
    looked: () => evaluated.size,
  };
}

/** What Jaeger can check. No span is longer than its trace, so that a longest duration of the trace holds for each span too. */
function conditionsOf({ operation, status, attributes, maxDurationMs }: TraceQuery): JaegerAlternative['conditions'] {
  const tags = { ...attributes, ...(status === 'error' ? { error: 'true' } : {}) };
  return {
    ...(operation !== undefined && { operation }),
    ...(Object.keys(tags).length > 0 && { tags }),
    ...(maxDurationMs !== undefined && { maxDurationMs }),
  };
}

/** The service that was asked for, as Jaeger spells it; else all, the busiest (as Prometheus counts them) first, else by name. */
async function servicesToSearch(
  sources: Sources,
  names: Names,
  { service, range }: TraceQuery,
  signal?: AbortSignal,
): Promise<{ readonly all: readonly string[] }> {
  if (service !== undefined) {
    const { value } = await names.of(['Jaeger'], range, signal);
    return { all: value.spellings('Jaeger', service) };
  }
  const all = await needJaeger(sources).services(signal);
  if (all.length <= MAX_SEARCHED_SERVICES) return { all };
  const counted = (await names.byCalls(range, signal)) ?? [];
  return { all: [...new Set([...counted.filter((name) => all.includes(name)), ...all])] };
}
