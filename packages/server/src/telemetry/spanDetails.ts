// All that is stored of a span, or of every span of a trace: attributes with their types, events, links, resource.
import {
  COMPLETE,
  MAX_SPANS_AS_OTLP,
  SPAN_KINDS,
  SPAN_STATUSES,
  type Attributes,
  type SpanDetails,
  type SpanEvent,
  type SpanLink,
  type SpansAnswer,
  type TimeRange,
} from '@watchingcat/model';
import type { Store } from '../store/Store.ts';
import { OF_TRACE } from './ofTrace.ts';
import { readResources } from './resources.ts';
import { decodeStoredAttributes } from './storedAttributes.ts';

/** Of spans with the same id the earliest. Ids are lower-case hexadecimal. */
export async function readSpan(
  store: Store,
  tenant: string,
  traceId: string,
  spanId: string,
  signal?: AbortSignal,
): Promise<SpanDetails | undefined> {
  const rows = await store.rows<SpanRow>(
    `SELECT ${SPAN_COLUMNS} FROM spans WHERE ${OF_TRACE} AND SpanId = toFixedString(unhex({spanId:String}), 8)
     ORDER BY Timestamp LIMIT 1`,
    { parameters: { tenant, traceId, spanId }, signal },
  );
  const [span] = await withResources(store, tenant, inTrace(traceId, rows), signal);
  return span;
}

/** By start. A trace beyond MAX_SPANS_AS_OTLP is cut to its earliest spans. */
export async function readSpansOfTrace(
  store: Store,
  tenant: string,
  traceId: string,
  signal?: AbortSignal,
): Promise<SpansAnswer | undefined> {
  const rows = await store.rows<SpanRow>(
    `SELECT ${SPAN_COLUMNS} FROM spans WHERE ${OF_TRACE} ORDER BY Timestamp, SpanId LIMIT ${MAX_SPANS_AS_OTLP + 1}`,
    { parameters: { tenant, traceId }, signal },
  );
  if (rows.length === 0) return undefined;
  const spans = await withResources(store, tenant, inTrace(traceId, rows.slice(0, MAX_SPANS_AS_OTLP)), signal);
  return {
    spans,
    coverage:
      rows.length > MAX_SPANS_AS_OTLP
        ? { kind: 'capped', cap: 'MAX_SPANS_AS_OTLP', limit: MAX_SPANS_AS_OTLP }
        : COMPLETE,
  };
}

/** All spans of some traces, which lie within `range` (inclusive). */
export async function readSpansOfTraces(
  store: Store,
  tenant: string,
  traceIds: readonly string[],
  range: TimeRange,
  signal?: AbortSignal,
): Promise<ReadonlyMap<string, SpanDetails[]>> {
  const rows = await store.rows<SpanRow & { readonly OfTrace: string }>(
    `SELECT lower(hex(TraceId)) AS OfTrace, ${SPAN_COLUMNS} FROM spans
     WHERE Tenant = {tenant:String} AND TraceId IN (SELECT toFixedString(unhex(arrayJoin({ids:Array(String)})), 16))
       AND Timestamp >= fromUnixTimestamp64Nano({from:Int64}) AND Timestamp <= fromUnixTimestamp64Nano({to:Int64})
     ORDER BY Timestamp, SpanId`,
    { parameters: { tenant, ids: traceIds, from: range.start, to: range.end }, lane: 'heavy', signal },
  );
  const spans = await withResources(store, tenant, rows, signal);
  return Map.groupBy(spans, (span) => span.traceId);
}

// Maps are read as two arrays: a JSON object would reorder names that look like numbers, and types are matched by position.
const SPAN_COLUMNS = `lower(hex(SpanId)) AS Id, if(ParentSpanId = toFixedString('', 8), '', lower(hex(ParentSpanId))) AS ParentId,
  TraceState, ServiceName, SpanName, Kind, StatusCode, StatusMessage, toUnixTimestamp64Nano(Timestamp) AS StartNs, Duration,
  toString(ResourceId) AS Resource, ScopeName, ScopeVersion,
  mapKeys(SpanAttributes) AS Names, mapValues(SpanAttributes) AS Texts, SpanAttributeTypes AS Types,
  arrayMap(t -> toUnixTimestamp64Nano(t), \`Events.Timestamp\`) AS EventNs, \`Events.Name\` AS EventNames,
  arrayMap(m -> mapKeys(m), \`Events.Attributes\`) AS EventAttributeNames,
  arrayMap(m -> mapValues(m), \`Events.Attributes\`) AS EventAttributeTexts, \`Events.AttributeTypes\` AS EventAttributeTypes,
  arrayMap(id -> lower(hex(id)), \`Links.TraceId\`) AS LinkTraceIds, arrayMap(id -> lower(hex(id)), \`Links.SpanId\`) AS LinkSpanIds,
  \`Links.TraceState\` AS LinkTraceStates, arrayMap(m -> mapKeys(m), \`Links.Attributes\`) AS LinkAttributeNames,
  arrayMap(m -> mapValues(m), \`Links.Attributes\`) AS LinkAttributeTexts, \`Links.AttributeTypes\` AS LinkAttributeTypes`;

type Texts = readonly string[];

interface SpanRow extends Record<string, unknown> {
  readonly Id: string;
  readonly ParentId: string;
  readonly TraceState: string;
  readonly ServiceName: string;
  readonly SpanName: string;
  readonly Kind: number;
  readonly StatusCode: number;
  readonly StatusMessage: string;
  readonly StartNs: string;
  readonly Duration: string;
  readonly Resource: string;
  readonly ScopeName: string;
  readonly ScopeVersion: string;
  readonly Names: Texts;
  readonly Texts: Texts;
  readonly Types: string;
  readonly EventNs: Texts;
  readonly EventNames: Texts;
  readonly EventAttributeNames: readonly Texts[];
  readonly EventAttributeTexts: readonly Texts[];
  readonly EventAttributeTypes: Texts;
  readonly LinkTraceIds: Texts;
  readonly LinkSpanIds: Texts;
  readonly LinkTraceStates: Texts;
  readonly LinkAttributeNames: readonly Texts[];
  readonly LinkAttributeTexts: readonly Texts[];
  readonly LinkAttributeTypes: Texts;
}

const inTrace = (OfTrace: string, rows: readonly SpanRow[]) => rows.map((row) => ({ ...row, OfTrace }));

/** Spans of the same resource share one map. */
async function withResources(
  store: Store,
  tenant: string,
  rows: readonly (SpanRow & { readonly OfTrace: string })[],
  signal?: AbortSignal,
): Promise<SpanDetails[]> {
  if (rows.length === 0) return [];
  const byId = await readResources(
    store,
    tenant,
    rows.map((row) => row.Resource),
    signal,
  );
  return rows.map((row) =>
    details(row.OfTrace, row, byId.get(row.Resource) ?? new Map([['service.name', row.ServiceName]])),
  );
}

function details(traceId: string, row: SpanRow, resource: Attributes): SpanDetails {
  return {
    traceId,
    spanId: row.Id,
    parentSpanId: row.ParentId === '' ? undefined : row.ParentId,
    traceState: row.TraceState,
    service: row.ServiceName,
    operation: row.SpanName,
    kind: SPAN_KINDS[row.Kind] ?? 'unspecified',
    status: SPAN_STATUSES[row.StatusCode] ?? 'unset',
    statusMessage: row.StatusMessage,
    start: BigInt(row.StartNs),
    durationNs: Number(row.Duration),
    attributes: decodeStoredAttributes(row.Names, row.Texts, row.Types),
    resource,
    scope: { name: row.ScopeName, version: row.ScopeVersion },
    events: row.EventNs.map((ns, i): SpanEvent => ({
      time: BigInt(ns),
      name: row.EventNames[i],
      attributes: decodeStoredAttributes(
        row.EventAttributeNames[i],
        row.EventAttributeTexts[i],
        row.EventAttributeTypes[i],
      ),
    })),
    links: row.LinkTraceIds.map((linkedTrace, i): SpanLink => ({
      traceId: linkedTrace,
      spanId: row.LinkSpanIds[i],
      traceState: row.LinkTraceStates[i],
      attributes: decodeStoredAttributes(
        row.LinkAttributeNames[i],
        row.LinkAttributeTexts[i],
        row.LinkAttributeTypes[i],
      ),
    })),
  };
}
