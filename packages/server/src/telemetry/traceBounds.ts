// Where the starts of a trace's spans lie in time, from the trace index. A look-up in `spans` bounded by it opens a few granules instead of
// all days.
import type { UnixNano } from '@watchingcat/model';
import type { Store } from '../store/Store.ts';

export interface TraceBounds {
  /** Start of the first and of the last span. */
  readonly start: UnixNano;
  readonly end: UnixNano;
  readonly spans: number;
}

/** Restricts `spans` to one trace; takes the parameters of `boundsParameters`. */
export const WITHIN_TRACE = `Tenant = {tenant:String} AND TraceId = toFixedString(unhex({traceId:String}), 16)
  AND Timestamp >= fromUnixTimestamp64Nano({start:Int64}) AND Timestamp <= fromUnixTimestamp64Nano({end:Int64})`;

export function boundsParameters(tenant: string, traceId: string, bounds: TraceBounds) {
  return { tenant, traceId, start: bounds.start, end: bounds.end };
}

/** @param traceId 32 hexadecimal digits @returns `undefined` when no span of the trace is stored */
export async function readTraceBounds(
  store: Store,
  tenant: string,
  traceId: string,
  signal?: AbortSignal,
): Promise<TraceBounds | undefined> {
  const [row] = await store.rows<{ StartNs: string; EndNs: string; SpanCount: string }>(
    `SELECT toUnixTimestamp64Nano(min(Start)) AS StartNs, toUnixTimestamp64Nano(max(LastStart)) AS EndNs, sum(Spans) AS SpanCount
     FROM trace_index WHERE Tenant = {tenant:String} AND TraceId = toFixedString(unhex({traceId:String}), 16)
     HAVING SpanCount > 0`,
    { parameters: { tenant, traceId }, signal },
  );
  return row && { start: BigInt(row.StartNs), end: BigInt(row.EndNs), spans: Number(row.SpanCount) };
}
