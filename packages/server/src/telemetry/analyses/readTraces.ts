// Many traces as columns, a hundred or so with one question: what an analysis needs of each span, without events and links.
import { traceOfTable, type Trace, type TraceSummary } from '@watchingcat/model';
import { nativeBlocks } from '../../store/nativeBlocks.ts';
import type { Store } from '../../store/Store.ts';
import { StoredSpans } from '../StoredSpans.ts';
import { timeSlices } from './timeSlices.ts';

/** Of one question, so that its answer is some ten megabytes. A longer trace is asked for alone. */
const SPANS_PER_SLICE = 40_000;
const TRACES_PER_SLICE = 200;
const TRACE_ID_BYTES = 16;

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
    const answer = await store.native(
      `SELECT TraceId, SpanId, ParentSpanId, Timestamp, Duration, ServiceName, SpanName, Kind, StatusCode
       FROM spans
       WHERE Tenant = {tenant:String} AND TraceId IN (SELECT toFixedString(unhex(arrayJoin({ids:Array(String)})), 16))
         AND Timestamp >= fromUnixTimestamp64Nano({from:Int64}) AND Timestamp <= fromUnixTimestamp64Nano({to:Int64})
       ORDER BY TraceId`,
      {
        parameters: { tenant, ids: slice.items.map(({ traceId }) => traceId), from: slice.start, to: slice.end },
        lane: 'heavy',
        signal,
      },
    );
    const spans = new StoredSpans(nativeBlocks(answer));
    const rows = rowsByTrace(spans);
    for (const { traceId } of slice.items) {
      const own = rows.get(traceId);
      yield own && traceOfTable(spans.table(traceId, own.from, own.to));
    }
  }
}

interface Rows {
  readonly from: number;
  readonly to: number;
}

/** @param spans by trace */
function rowsByTrace(spans: StoredSpans): Map<string, Rows> {
  const ids = Buffer.from(spans.fixed('TraceId').buffer);
  const idAt = (row: number) => ids.subarray(row * TRACE_ID_BYTES, (row + 1) * TRACE_ID_BYTES);
  const rows = new Map<string, Rows>();
  for (let from = 0, to = 1; from < spans.size; from = to++) {
    const id = idAt(from);
    while (to < spans.size && idAt(to).equals(id)) to++;
    rows.set(id.toString('hex'), { from, to });
  }
  return rows;
}
