// One trace as columns: only what a viewer needs for every span is read, because opening many columns is what costs.
import { COMPLETE, MAX_SPANS_PER_TRACE, traceOfTable, type TraceAnswer } from '@watchingcat/model';
import { nativeBlocks } from '../store/nativeBlocks.ts';
import type { Store } from '../store/Store.ts';
import { OF_TRACE } from './ofTrace.ts';
import { StoredSpans } from './StoredSpans.ts';

const SELECT = `SELECT SpanId, ParentSpanId, Timestamp, Duration, ServiceName, SpanName, Kind, StatusCode,
    notEmpty(\`Links.TraceId\`) AS HasLinks, \`Events.Timestamp\`, \`Events.Name\`
  FROM spans WHERE ${OF_TRACE}`;

/** @param traceId 32 lower-case hexadecimal digits. A trace beyond MAX_SPANS_PER_TRACE is cut to its earliest spans. */
export async function readTrace(
  store: Store,
  tenant: string,
  traceId: string,
  signal?: AbortSignal,
): Promise<TraceAnswer | undefined> {
  const read = async (order: string, limit: number) => {
    const parameters = { tenant, traceId, limit };
    const answer = await store.native(`${SELECT} ${order} LIMIT {limit:UInt32}`, { parameters, signal });
    return new StoredSpans(nativeBlocks(answer));
  };
  const traceOf = (spans: StoredSpans) => traceOfTable(spans.tableWithEvents(traceId));
  const all = await read('', MAX_SPANS_PER_TRACE + 1);
  if (all.size === 0) return undefined;
  if (all.size <= MAX_SPANS_PER_TRACE) return { trace: traceOf(all), coverage: COMPLETE };
  return {
    trace: traceOf(await read('ORDER BY Timestamp, SpanId', MAX_SPANS_PER_TRACE)),
    coverage: { kind: 'capped', cap: 'MAX_SPANS_PER_TRACE', limit: MAX_SPANS_PER_TRACE },
  };
}
