// Traces by the trace index: those that start in a part of time, in an order, after a position. What traceSearch.ts is made of.
//
// What lies farther than TRACE_SPREAD from the part is not looked at: a span that comes more than an hour after its end cannot make its
// trace match, and a trace that goes on for longer than that counts as shorter.
import { NS_PER_SECOND, type TimeRange, type TraceSort, type TraceSummary } from '@watchingcat/model';
import type { QueryParameter, Store } from '../store/Store.ts';
import type { TracePosition } from './traceCursor.ts';
import {
  hasSummary,
  LOOK_UP_FEW_IDS,
  SUMMARY_COLUMNS,
  summary,
  TRACE_COLUMNS,
  type SummaryRow,
  type TraceRow,
} from './traceSummaries.ts';

const TRACE_SPREAD_NS = 3_600n * NS_PER_SECOND;
const MAX_INT64 = 2n ** 63n - 1n;

/** Trace ids are not always random (some hold the time), so a sample goes by their hash; halved, because cursors hold Int64. */
const SORT_KEYS: Readonly<Record<TraceSort, string>> = {
  newest: 'StartNs',
  slowest: 'EndNs - StartNs',
  sample: 'toInt64(bitShiftRight(sipHash64(TraceId), 1))',
};

export interface FoundTrace {
  readonly id: string;
  readonly key: bigint;
  readonly startNs: bigint;
  readonly endNs: bigint;
  /** See `TraceConditions.withSummary`. */
  readonly summary: TraceSummary | undefined;
}

/** Which traces are found, in SQL with named parameters. */
export interface TraceConditions {
  /**
   * SELECTs of the ids of traces whose spans make them candidates; a trace must be in all of them.
   * @param ofSpans the condition on `spans` that keeps to the tenant and to the time where the spans of these traces lie
   */
  readonly candidates: readonly ((ofSpans: string) => string)[];
  /** On what the trace index has of each trace; all must hold. */
  readonly having: readonly string[];
  readonly parameters: Readonly<Record<string, QueryParameter>>;
  /** Reads many rows of spans. */
  readonly isHeavy: boolean;
  /** Read what each trace is with it: for conditions that are evaluated on that. Costs more than reading it for a page alone. */
  readonly withSummary: boolean;
}

export interface TracesAsked {
  readonly tenant: string;
  readonly range: TimeRange;
  readonly sort: TraceSort;
  readonly after: TracePosition | undefined;
  readonly limit: number;
}

export async function findTraces(
  store: Store,
  { tenant, range, sort, after, limit }: TracesAsked,
  conditions: TraceConditions,
  signal?: AbortSignal,
): Promise<FoundTrace[]> {
  const parameters: Record<string, QueryParameter> = {
    ...conditions.parameters,
    tenant,
    start: range.start,
    end: range.end,
    from: range.start > TRACE_SPREAD_NS ? range.start - TRACE_SPREAD_NS : 0n,
    to: spansEndOf(range),
    limit,
  };
  const having = ['StartNs >= {start:Int64}', 'StartNs < {end:Int64}', ...conditions.having];
  const key = SORT_KEYS[sort];
  if (after !== undefined) {
    parameters.key = after.key;
    parameters.id = after.traceId;
    having.push(`(${key} < {key:Int64} OR (${key} = {key:Int64} AND Id < {id:String}))`);
  }
  const ofSpans = `Tenant = {tenant:String} AND Timestamp >= fromUnixTimestamp64Nano({start:Int64}) AND Timestamp < fromUnixTimestamp64Nano({to:Int64})`;
  const candidates = conditions.candidates.map((select) => `AND TraceId IN (${select(ofSpans)})`);
  const rows = await store.rows<TraceRow & Partial<SummaryRow> & { readonly Key: string }>(
    `SELECT ${TRACE_COLUMNS}, ${conditions.withSummary ? `${SUMMARY_COLUMNS},` : ''} ${key} AS Key
     FROM trace_index
     WHERE Tenant = {tenant:String} AND Start >= fromUnixTimestamp64Nano({from:Int64}) AND Start < fromUnixTimestamp64Nano({to:Int64})
       ${candidates.join(' ')}
     GROUP BY TraceId HAVING ${having.join(' AND ')}
     ORDER BY Key DESC, Id DESC LIMIT {limit:UInt32}
     ${LOOK_UP_FEW_IDS}`,
    { parameters, signal, lane: conditions.isHeavy ? 'heavy' : 'interactive' },
  );
  return rows.map((row) => ({
    id: row.Id,
    key: BigInt(row.Key),
    startNs: BigInt(row.StartNs),
    endNs: BigInt(row.EndNs),
    summary: hasSummary(row) ? summary(row) : undefined,
  }));
}

/** Until when spans of traces that start in the range are looked at. */
export function spansEndOf({ end }: TimeRange): bigint {
  return end < MAX_INT64 - TRACE_SPREAD_NS ? end + TRACE_SPREAD_NS : MAX_INT64;
}

/** Where a search from the newest on begins. */
export function newestOf({ range, after }: Pick<TracesAsked, 'range' | 'after'>): bigint {
  return after === undefined || after.key > range.end ? range.end : after.key;
}
