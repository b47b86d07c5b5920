// One trace as columns: only what a viewer needs for every span is read, because opening many columns is what costs.
import { buildTrace, COMPLETE, MAX_SPANS_PER_TRACE, type TraceAnswer } from '@watchingcat/model';
import type { Store } from '../store/Store.ts';
import { OF_TRACE } from './ofTrace.ts';

const SELECT = `SELECT lower(hex(SpanId)) AS Id, if(ParentSpanId = toFixedString('', 8), '', lower(hex(ParentSpanId))) AS ParentId,
    toUnixTimestamp64Nano(Timestamp) AS StartNs, Duration, ServiceName, SpanName, Kind, StatusCode,
    notEmpty(\`Links.TraceId\`) AS HasLinks,
    arrayMap(t -> toUnixTimestamp64Nano(t), \`Events.Timestamp\`) AS EventNs, \`Events.Name\` AS EventNames
  FROM spans WHERE ${OF_TRACE}`;

/** @param traceId 32 lower-case hexadecimal digits. A trace beyond MAX_SPANS_PER_TRACE is cut to its earliest spans. */
export async function readTrace(
  store: Store,
  tenant: string,
  traceId: string,
  signal?: AbortSignal,
): Promise<TraceAnswer | undefined> {
  const read = (order: string, limit: number) =>
    store.columns<SpanTableColumns>(`${SELECT} ${order} LIMIT {limit:UInt32}`, {
      parameters: { tenant, traceId, limit },
      signal,
    });
  const all = await read('', MAX_SPANS_PER_TRACE + 1);
  const isCut = all.Id.length > MAX_SPANS_PER_TRACE;
  const columns = isCut ? await read('ORDER BY Timestamp, SpanId', MAX_SPANS_PER_TRACE) : all;
  if (columns.Id.length === 0) return undefined;
  const trace = buildTrace({
    traceId,
    spanIds: columns.Id,
    parentSpanIds: columns.ParentId,
    start: columns.StartNs.map(BigInt),
    durationNs: columns.Duration.map(Number),
    service: columns.ServiceName,
    operation: columns.SpanName,
    kind: columns.Kind,
    status: columns.StatusCode,
    hasLinks: columns.HasLinks,
    events: {
      row: columns.EventNs.flatMap((times, row) => times.map(() => row)),
      time: columns.EventNs.flatMap((times) => times.map(BigInt)),
      name: columns.EventNames.flat(),
    },
  });
  return {
    trace,
    coverage: isCut ? { kind: 'capped', cap: 'MAX_SPANS_PER_TRACE', limit: MAX_SPANS_PER_TRACE } : COMPLETE,
  };
}

interface SpanTableColumns extends Record<string, readonly unknown[]> {
  readonly Id: readonly string[];
  readonly ParentId: readonly string[];
  readonly StartNs: readonly string[];
  readonly Duration: readonly string[];
  readonly ServiceName: readonly string[];
  readonly SpanName: readonly string[];
  readonly Kind: readonly number[];
  readonly StatusCode: readonly number[];
  readonly HasLinks: readonly number[];
  readonly EventNs: readonly (readonly string[])[];
  readonly EventNames: readonly (readonly string[])[];
}
