// What the trace index says of traces, for a page of results.
import type { TraceSummary } from '@watchingcat/model';
import type { Store } from '../store/Store.ts';
import type { FoundTrace } from './findTraces.ts';

/** More trace ids than this are not looked up one by one, because each would be compared with each granule's filter. */
export const LOOK_UP_FEW_IDS = 'SETTINGS use_index_for_in_with_subqueries_max_values = 500';

/** In the order of `page`. Each row of the index that belongs to one of its traces starts between that trace's start and end. */
export async function readSummaries(
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

export const TRACE_COLUMNS = `lower(hex(TraceId)) AS Id, toUnixTimestamp64Nano(min(Start)) AS StartNs, toUnixTimestamp64Nano(max(End)) AS EndNs`;
export interface TraceRow extends Record<string, unknown> {
  readonly Id: string;
  readonly StartNs: string;
  readonly EndNs: string;
}

export const SUMMARY_COLUMNS = `sum(Spans) AS SpanCount, sum(Errors) AS ErrorCount, arraySort(groupUniqArrayArray(Services)) AS ServiceNames,
       max(RootService) AS RootServiceName, max(RootName) AS RootSpanName`;
export interface SummaryRow extends TraceRow {
  readonly SpanCount: string;
  readonly ErrorCount: string;
  readonly ServiceNames: readonly string[];
  readonly RootServiceName: string;
  readonly RootSpanName: string;
}

export const hasSummary = (row: TraceRow & Partial<SummaryRow>): row is SummaryRow => row.SpanCount !== undefined;

export function summary(row: SummaryRow): TraceSummary {
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
