// Search for traces. A trace is found when it starts in the range (its earliest span, by the trace index) and, where the query has
// span conditions, one of its spans meets them all. Conditions on spans read `spans`; everything else reads only `trace_index`.
// What lies farther than TRACE_SPREAD from the range is not looked at: a span that comes more than an hour after the end of the
// range cannot make its trace match, and a trace that goes on for longer than that counts as shorter.
import {
  COMPLETE,
  MAX_TRACES_PER_PAGE,
  NS_PER_SECOND,
  TelemetryError,
  type TimeRange,
  type TraceQuery,
  type TraceSort,
  type TraceSummary,
  type TracesAnswer,
} from '@watchingcat/model';
import type { QueryParameter, Store } from '../store/Store.ts';
import { spanConditions, type SpanConditions } from './spanConditions.ts';
import { decodeCursor, encodeCursor, type TracePosition } from './traceCursor.ts';

const TRACE_SPREAD_NS = 3_600n * NS_PER_SECOND;
/** As wide as the spans' key is coarse. */
const FIRST_PART_NS = 300n * NS_PER_SECOND;
/** Each further look costs some milliseconds, however little there is; a part that is too large costs what it holds. */
const LEAST_GROWTH = 4;
const MOST_GROWTH = 256;
/** More trace ids than this are not looked up one by one, because each would be compared with each granule's filter. */
const LOOK_UP_FEW_IDS = 'SETTINGS use_index_for_in_with_subqueries_max_values = 500';
const DEFAULT_LIMIT = 20;
const MAX_INT64 = 2n ** 63n - 1n;

/** Trace ids are not always random (some hold the time), so a sample goes by their hash; halved, because cursors hold Int64. */
const SORT_KEYS: Readonly<Record<TraceSort, string>> = {
  newest: 'StartNs',
  slowest: 'EndNs - StartNs',
  sample: 'toInt64(bitShiftRight(sipHash64(TraceId), 1))',
};

/** @throws TelemetryError `bad_request` for a limit out of range, BadCursorError for a foreign cursor */
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
  const found = await findTraces(store, tenant, query, range, after, limit + 1, signal);
  const page = found.slice(0, limit);
  const last = page.at(-1);
  return {
    traces: await summaries(store, tenant, page, signal),
    nextCursor:
      found.length > limit && last ? encodeCursor(query, { range, key: last.key, traceId: last.id }) : undefined,
    coverage: COMPLETE,
  };
}

interface FoundTrace {
  readonly id: string;
  readonly key: bigint;
  readonly startNs: bigint;
  readonly endNs: bigint;
  /** Undefined when so many traces were looked at that reading what they are was left for the few of a page. */
  readonly summary: TraceSummary | undefined;
}

/**
 * Of the newest traces, those of the newest part of the range come first: it is looked at alone, and a larger part only while too few were
 * found. A trace that starts in a part has no span before it, so what is found there is what a search of the whole range would find.
 */
async function findTraces(
  store: Store,
  tenant: string,
  query: TraceQuery,
  range: TimeRange,
  after: TracePosition | undefined,
  limit: number,
  signal?: AbortSignal,
): Promise<FoundTrace[]> {
  const conditions = await spanConditions(store, tenant, query, signal);
  const find = (from: bigint) =>
    findInPart(store, tenant, query, { start: from, end: range.end }, conditions, after, limit, signal);
  if ((query.sort ?? 'newest') === 'newest') {
    const newest = after === undefined || after.key > range.end ? range.end : after.key;
    let width = FIRST_PART_NS;
    // A part of more than half the range is not worth a look of its own.
    while (newest - 2n * width > range.start) {
      const found = await find(newest - width);
      if (found.length === limit) return found;
      width *= growth(found.length, limit);
    }
  }
  return find(range.start);
}

/** How much larger the next part must be to hold twice what is wanted, if it is as dense as the last one. */
function growth(found: number, wanted: number): bigint {
  const needed = found === 0 ? MOST_GROWTH : Math.ceil((2 * wanted) / found);
  return BigInt(Math.min(MOST_GROWTH, Math.max(LEAST_GROWTH, needed)));
}

async function findInPart(
  store: Store,
  tenant: string,
  query: TraceQuery,
  range: TimeRange,
  conditions: SpanConditions,
  after: TracePosition | undefined,
  limit: number,
  signal?: AbortSignal,
): Promise<FoundTrace[]> {
  const parameters: Record<string, QueryParameter> = {
    ...conditions.parameters,
    tenant,
    start: range.start,
    end: range.end,
    from: range.start > TRACE_SPREAD_NS ? range.start - TRACE_SPREAD_NS : 0n,
    to: range.end < MAX_INT64 - TRACE_SPREAD_NS ? range.end + TRACE_SPREAD_NS : MAX_INT64,
    limit,
  };
  const having = ['StartNs >= {start:Int64}', 'StartNs < {end:Int64}'];
  if (conditions.sql.length === 0) {
    if (query.status === 'error') having.push('sum(Errors) > 0');
    if (query.status === 'ok') having.push('sum(Spans) > sum(Errors)');
  }
  if (query.minDurationMs !== undefined) {
    parameters.minDuration = nanoseconds(query.minDurationMs);
    having.push('EndNs - StartNs >= {minDuration:Int64}');
  }
  if (query.maxDurationMs !== undefined) {
    parameters.maxDuration = nanoseconds(query.maxDurationMs);
    having.push('EndNs - StartNs <= {maxDuration:Int64}');
  }
  const key = SORT_KEYS[query.sort ?? 'newest'];
  if (after !== undefined) {
    parameters.key = after.key;
    parameters.id = after.traceId;
    having.push(`(${key} < {key:Int64} OR (${key} = {key:Int64} AND Id < {id:String}))`);
  }
  const matching =
    conditions.sql.length === 0
      ? ''
      : `AND TraceId IN (SELECT TraceId FROM spans WHERE Tenant = {tenant:String}
           AND Timestamp >= fromUnixTimestamp64Nano({start:Int64}) AND Timestamp < fromUnixTimestamp64Nano({to:Int64})
           AND ${conditions.sql.join(' AND ')})`;
  const rows = await store.rows<TraceRow & Partial<SummaryRow> & { readonly Key: string }>(
    `SELECT ${TRACE_COLUMNS}, ${matching === '' ? '' : `${SUMMARY_COLUMNS},`} ${key} AS Key
     FROM trace_index
     WHERE Tenant = {tenant:String} AND Start >= fromUnixTimestamp64Nano({from:Int64}) AND Start < fromUnixTimestamp64Nano({to:Int64})
       ${matching}
     GROUP BY TraceId HAVING ${having.join(' AND ')}
     ORDER BY Key DESC, Id DESC LIMIT {limit:UInt32}
     ${LOOK_UP_FEW_IDS}`,
    { parameters, signal, lane: query.attributes === undefined ? 'interactive' : 'heavy' },
  );
  return rows.map((row) => ({
    id: row.Id,
    key: BigInt(row.Key),
    startNs: BigInt(row.StartNs),
    endNs: BigInt(row.EndNs),
    summary: hasSummary(row) ? summary(row) : undefined,
  }));
}

function nanoseconds(ms: number): bigint {
  const ns = Math.round(ms * 1e6);
  return ns >= Number(MAX_INT64) ? MAX_INT64 : BigInt(ns);
}

/** In the order of `page`. Each row of the index that belongs to one of its traces starts between that trace's start and end. */
async function summaries(
  store: Store,
  tenant: string,
  page: readonly FoundTrace[],
  signal?: AbortSignal,
): Promise<TraceSummary[]> {
  const unread = page.filter((trace) => trace.summary === undefined);
  if (unread.length === 0) return page.flatMap((trace) => trace.summary ?? []);
  const rows = await store.rows<SummaryRow>(
    `SELECT ${TRACE_COLUMNS}, ${SUMMARY_COLUMNS}
     FROM trace_index
     WHERE Tenant = {tenant:String} AND TraceId IN (SELECT toFixedString(unhex(arrayJoin({ids:Array(String)})), 16))
       AND Start >= fromUnixTimestamp64Nano({from:Int64}) AND Start <= fromUnixTimestamp64Nano({to:Int64})
     GROUP BY TraceId ${LOOK_UP_FEW_IDS}`,
    {
      parameters: {
        tenant,
        ids: unread.map((trace) => trace.id),
        from: smallest(unread.map((trace) => trace.startNs)),
        to: largest(unread.map((trace) => trace.endNs)),
      },
      signal,
    },
  );
  const byId = new Map(rows.map((row) => [row.Id, summary(row)]));
  return page.flatMap(({ id, summary: known }) => known ?? byId.get(id) ?? []);
}

const TRACE_COLUMNS = `lower(hex(TraceId)) AS Id, toUnixTimestamp64Nano(min(Start)) AS StartNs, toUnixTimestamp64Nano(max(End)) AS EndNs`;
interface TraceRow extends Record<string, unknown> {
  readonly Id: string;
  readonly StartNs: string;
  readonly EndNs: string;
}

const SUMMARY_COLUMNS = `sum(Spans) AS SpanCount, sum(Errors) AS ErrorCount, arraySort(groupUniqArrayArray(Services)) AS ServiceNames,
       max(RootService) AS RootServiceName, max(RootName) AS RootSpanName`;
interface SummaryRow extends TraceRow {
  readonly SpanCount: string;
  readonly ErrorCount: string;
  readonly ServiceNames: readonly string[];
  readonly RootServiceName: string;
  readonly RootSpanName: string;
}

const hasSummary = (row: TraceRow & Partial<SummaryRow>): row is SummaryRow => row.SpanCount !== undefined;

function summary(row: SummaryRow): TraceSummary {
  return {
    traceId: row.Id,
    rootService: row.RootServiceName,
    rootOperation: row.RootSpanName,
    start: BigInt(row.StartNs),
    durationMs: Number(BigInt(row.EndNs) - BigInt(row.StartNs)) / 1e6,
    spans: Number(row.SpanCount),
    errors: Number(row.ErrorCount),
    services: row.ServiceNames,
  };
}

const smallest = (numbers: readonly bigint[]) => numbers.reduce((least, n) => (n < least ? n : least));
const largest = (numbers: readonly bigint[]) => numbers.reduce((most, n) => (n > most ? n : most));
