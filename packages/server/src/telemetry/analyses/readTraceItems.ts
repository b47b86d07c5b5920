// What is known of many traces, by service, as columns of attributes (see traceItems.ts of packages/analysis): the store groups equal
// values, so that each comes once with the traces that have it, and no object is made per trace or span.
import {
  AttributeColumnsBuilder,
  itemKey,
  type ReadItemsOptions,
  type TraceItems,
  type WantedTrace,
} from '@watchingcat/analysis';
import { SPAN_KINDS, SPAN_STATUSES, type AttributeValue } from '@watchingcat/model';
import type { Store } from '../../store/Store.ts';
import { readResources } from '../resources.ts';
import { decodeStoredText } from '../storedAttributes.ts';
import { timeSlices } from './timeSlices.ts';

/** More ids are not looked up one by one: see LOOK_UP_FEW_IDS. */
const TRACES_PER_SLICE = 500;
const MAX_INT64 = 2n ** 63n - 1n;

export async function readTraceItems(
  store: Store,
  tenant: string,
  wanted: readonly WantedTrace[],
  { operation = '', onProgress, signal }: ReadItemsOptions,
): Promise<TraceItems> {
  const placed = wanted.map(({ traceId, start = 0n, end = MAX_INT64 }, at) => ({ traceId, at, start, end, spans: 0 }));
  const facts: Fact[] = [];
  let seen = 0;
  for (const { items, start, end } of timeSlices(placed, { items: TRACES_PER_SLICE, spans: Infinity })) {
    const found = await store.rows<FactRow>(FACTS, {
      parameters: { tenant, operation, ids: items.map(({ traceId }) => traceId), from: start, to: end },
      lane: 'heavy',
      signal,
    });
    for (const { Service, Scope, Key, Text, Type, Rows } of found) {
      facts.push({ Service, Scope, Key, Text, Type, traces: Rows.map((row) => items[row].at) });
    }
    seen += items.length;
    onProgress?.({ traces: seen, of: wanted.length });
  }
  const resources = await readResources(
    store,
    tenant,
    facts.filter(({ Scope }) => Scope === 'resource').map(({ Text }) => Text),
    signal,
  );
  const items = itemsOf(facts);
  const itemOf = new Map(items.map((trace, item) => [trace, item]));
  const builder = new AttributeColumnsBuilder();
  for (const { Service, Scope, Key, Text, Type, traces } of facts) {
    const having = traces.map((trace) => itemOf.get(trace)!);
    switch (Scope) {
      case 'span':
        builder.addToAll(itemKey.span(Service, Key), decodeStoredText(Text, Type), having);
        break;
      case 'resource':
        for (const [key, value] of resources.get(Text) ?? []) {
          builder.addToAll(itemKey.resource(Service, key), value, having);
        }
        break;
      default:
        builder.addToAll(itemKey.intrinsic(Service, Scope), intrinsic(Scope, Text), having);
    }
  }
  return { ...builder.columns(items.length), items };
}

type Scope = 'span' | 'resource' | 'name' | 'kind' | 'status' | 'statusMessage' | 'spans';

interface Known {
  readonly Service: string;
  readonly Scope: Scope;
  readonly Key: string;
  readonly Text: string;
  readonly Type: string;
}

interface FactRow extends Known, Record<string, unknown> {
  /** Positions in the ids of the question. */
  readonly Rows: readonly number[];
}

interface Fact extends Known {
  /** Positions in all that is wanted. */
  readonly traces: readonly number[];
}

/** Every trace that is stored has a name of some service. */
function itemsOf(facts: readonly Fact[]): number[] {
  const found = new Set<number>();
  for (const { Scope, traces } of facts) {
    if (Scope === 'name') for (const trace of traces) found.add(trace);
  }
  return [...found].sort((a, b) => a - b);
}

function intrinsic(scope: Exclude<Scope, 'span' | 'resource'>, text: string): AttributeValue {
  switch (scope) {
    case 'kind':
      return SPAN_KINDS[Number(text)] ?? 'unspecified';
    case 'status':
      return SPAN_STATUSES[Number(text)] ?? 'unset';
    case 'spans':
      return Number(text);
    case 'name':
    case 'statusMessage':
      return text;
  }
}

/** The same first span of a service as `traceItem` chooses. A row of the inner question is a service of a trace; then one is a fact of it. */
const FACTS = `SELECT Service, Fact.1 AS Scope, Fact.2 AS Key, Fact.3 AS Text, Fact.4 AS Type, groupArray(Row) AS Rows
  FROM (
    SELECT Row, Service, arrayJoin(arrayConcat(
      arrayMap((key, text, type) -> ('span', key, text, type),
        CAST(mapKeys(First.1), 'Array(String)'), mapValues(First.1), splitByString('', CAST(First.2, 'String'))),
      [('resource', '', toString(First.3), ''), ('name', '', CAST(First.4, 'String'), ''), ('kind', '', toString(First.5), ''),
       ('status', '', toString(First.6), ''), ('spans', '', toString(Spans), '')],
      if(First.7 = '', [], [('statusMessage', '', First.7, '')]))) AS Fact
    FROM (
      SELECT Row, CAST(ServiceName, 'String') AS Service, count() AS Spans,
        argMin((SpanAttributes, SpanAttributeTypes, ResourceId, SpanName, Kind, StatusCode, StatusMessage),
          ({operation:String} != '' AND SpanName != {operation:String}, ParentSpanId != toFixedString('', 8), Timestamp, SpanId)) AS First
      FROM spans
      INNER JOIN (
        SELECT toFixedString(unhex(item.1), 16) AS TraceId, toUInt32(item.2) AS Row
        FROM (SELECT arrayJoin(arrayZip({ids:Array(String)}, range(length({ids:Array(String)})))) AS item)
      ) AS wanted USING (TraceId)
      WHERE Tenant = {tenant:String} AND TraceId IN (SELECT toFixedString(unhex(arrayJoin({ids:Array(String)})), 16))
        AND Timestamp >= fromUnixTimestamp64Nano({from:Int64}) AND Timestamp <= fromUnixTimestamp64Nano({to:Int64})
      GROUP BY Row, Service
    )
  )
  GROUP BY Service, Scope, Key, Text, Type`;
