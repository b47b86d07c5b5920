// One trace as columns: only what a viewer needs for every span is read, because opening many columns is what costs.
import { buildTrace, COMPLETE, MAX_SPANS_PER_TRACE, type TraceAnswer } from '@watchingcat/model';
import type { Store } from '../store/Store.ts';
import { boundsParameters, readTraceBounds, WITHIN_TRACE } from './traceBounds.ts';

/** @param traceId 32 lower-case hexadecimal digits. A trace beyond MAX_SPANS_PER_TRACE is cut to its earliest spans. */
export async function readTrace(
  store: Store,
  tenant: string,
  traceId: string,
  signal?: AbortSignal,
): Promise<TraceAnswer | undefined> {
  const bounds = await readTraceBounds(store, tenant, traceId, signal);
  if (bounds === undefined) return undefined;
  const isCut = bounds.spans > MAX_SPANS_PER_TRACE;
  const columns = await store.columns<SpanTableColumns>(
    `SELECT lower(hex(SpanId)) AS Id, if(ParentSpanId = toFixedString('', 8), '', lower(hex(ParentSpanId))) AS ParentId,
       toUnixTimestamp64Nano(Timestamp) AS StartNs, Duration, ServiceName, SpanName, Kind, StatusCode,
       notEmpty(\`Links.TraceId\`) AS HasLinks,
       arrayMap(t -> toUnixTimestamp64Nano(t), \`Events.Timestamp\`) AS EventNs, \`Events.Name\` AS EventNames
     FROM spans WHERE ${WITHIN_TRACE} ${isCut ? `ORDER BY Timestamp, SpanId LIMIT ${MAX_SPANS_PER_TRACE}` : ''}`,
    { parameters: boundsParameters(tenant, traceId, bounds), signal },
  );
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
