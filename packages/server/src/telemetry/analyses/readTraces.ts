// Many traces as columns, a hundred or so with one question: what an analysis needs of each span, without events and links.
import { buildTrace, type Trace, type TraceSummary } from '@watchingcat/model';
import type { Store } from '../../store/Store.ts';
import { timeSlices } from './timeSlices.ts';

/** Of one question, so that its answer is some ten megabytes. A longer trace is asked for alone. */
const SPANS_PER_SLICE = 40_000;
const TRACES_PER_SLICE = 200;

/** In the order of time. `undefined` for traces that are not stored any more. */
export async function* readTraces(
  store: Store,
  tenant: string,
  traces: readonly TraceSummary[],
  signal?: AbortSignal,
): AsyncGenerator<Trace | undefined> {
  const ends = traces.map((trace) => ({
    traceId: trace.traceId,
    spans: trace.spans,
    start: trace.start,
    end: trace.start + BigInt(Math.ceil(trace.durationMs * 1e6)),
  }));
  for (const slice of timeSlices(ends, { items: TRACES_PER_SLICE, spans: SPANS_PER_SLICE })) {
    const columns = await store.columns<SpansByColumn>(
      `SELECT lower(hex(TraceId)) AS OfTrace, lower(hex(SpanId)) AS Id,
         if(ParentSpanId = toFixedString('', 8), '', lower(hex(ParentSpanId))) AS ParentId,
         toUnixTimestamp64Nano(Timestamp) AS StartNs, Duration, ServiceName, SpanName, Kind, StatusCode
       FROM spans
       WHERE Tenant = {tenant:String} AND TraceId IN (SELECT toFixedString(unhex(arrayJoin({ids:Array(String)})), 16))
         AND Timestamp >= fromUnixTimestamp64Nano({from:Int64}) AND Timestamp <= fromUnixTimestamp64Nano({to:Int64})`,
      {
        parameters: { tenant, ids: slice.items.map(({ traceId }) => traceId), from: slice.start, to: slice.end },
        lane: 'heavy',
        signal,
      },
    );
    const rows = Map.groupBy(columns.OfTrace.keys(), (row) => columns.OfTrace[row]);
    for (const { traceId } of slice.items) {
      const own = rows.get(traceId);
      yield own === undefined ? undefined : traceOf(traceId, columns, own);
    }
  }
}

interface SpansByColumn extends Record<string, readonly unknown[]> {
  readonly OfTrace: readonly string[];
  readonly Id: readonly string[];
  readonly ParentId: readonly string[];
  readonly StartNs: readonly string[];
  readonly Duration: readonly string[];
  readonly ServiceName: readonly string[];
  readonly SpanName: readonly string[];
  readonly Kind: readonly number[];
  readonly StatusCode: readonly number[];
}

function traceOf(traceId: string, columns: SpansByColumn, rows: readonly number[]): Trace {
  return buildTrace({
    traceId,
    spanIds: rows.map((row) => columns.Id[row]),
    parentSpanIds: rows.map((row) => columns.ParentId[row]),
    start: rows.map((row) => BigInt(columns.StartNs[row])),
    durationNs: rows.map((row) => Number(columns.Duration[row])),
    service: rows.map((row) => columns.ServiceName[row]),
    operation: rows.map((row) => columns.SpanName[row]),
    kind: rows.map((row) => columns.Kind[row]),
    status: rows.map((row) => columns.StatusCode[row]),
    hasLinks: new Uint8Array(rows.length),
    events: { row: [], time: [], name: [] },
  });
}
