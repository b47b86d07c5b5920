// What a TraceQL plan asks of the spans of some traces, read as columns: how they hang together, which conditions they meet, and the
// fields that are read besides.
import { NO_PARENT, SPAN_KINDS, SPAN_STATUSES, type Attributes, type TimeRange } from '@watchingcat/model';
import { printExpression, type Field, type FieldValue, type SearchableTrace } from '@watchingcat/query';
import type { Store } from '../../store/Store.ts';
import type { FoundTrace } from '../findTraces.ts';
import { LOOK_UP_FEW_IDS } from '../traceSummaries.ts';
import { readResources } from '../resources.ts';
import { decodeStoredText } from '../storedAttributes.ts';
import type { BoundValues } from './BoundValues.ts';
import { spanIdAt, spanShape, type SpanShape } from './spanShape.ts';
import { isShape, sqlValueOf } from './sqlValue.ts';
import { answeredIndex, type StorePlan } from './storePlan.ts';

export interface Candidate {
  readonly trace: FoundTrace;
  readonly spans: SearchableTrace;
  readonly spanId: (row: number) => string;
  /** Some span has a value that SQL does not compare as TraceQL does. */
  readonly isUnsure: boolean;
}

type CandidateRow = Record<string, unknown> & {
  readonly Id: string;
  readonly Spans: string;
  readonly Unsure: number;
  readonly Resources?: readonly string[];
};

/** In the order of `traces`; those of which no span is found are left out. */
export async function readCandidates(
  store: Store,
  tenant: string,
  traces: readonly FoundTrace[],
  plan: StorePlan,
  bound: BoundValues,
  signal?: AbortSignal,
): Promise<Candidate[]> {
  const ofSpans = plan.fields.map((field) => (isShape(field) ? undefined : sqlValueOf(field, 'span', bound)));
  const needsResource = plan.fields.some(
    (field) => field.type === 'attribute' && (field.scope === 'resource' || field.scope === 'any'),
  );
  const unsure = [...new Set(plan.answered.flatMap((condition) => condition.unsure))];
  const columns = [
    'lower(hex(TraceId)) AS Id',
    'base64Encode(arrayStringConcat(groupArray(concat(SpanId, ParentSpanId, reinterpretAsFixedString(toUnixTimestamp64Nano(Timestamp)))))) AS Spans',
    `max(${unsure.length === 0 ? '0' : unsure.join(' OR ')}) AS Unsure`,
    ...plan.answered.map(({ sql }, i) => `arrayStringConcat(groupArray(if(${sql}, '1', '0'))) AS Answer${i}`),
    ...ofSpans.flatMap((value, i) =>
      value === undefined
        ? []
        : [
            `groupArray(${value.text}) AS Text${i}, arrayStringConcat(groupArray(${oneByte(value.typeCode)})) AS Types${i}`,
          ],
    ),
    ...(needsResource ? ['groupArray(toString(ResourceId)) AS Resources'] : []),
  ];
  const times = timesOf(traces);
  const rows = await store.rows<CandidateRow>(
    `SELECT ${columns.join(', ')} FROM spans
     WHERE Tenant = {tenant:String} AND TraceId IN (SELECT toFixedString(unhex(arrayJoin({ids:Array(String)})), 16))
       AND Timestamp >= fromUnixTimestamp64Nano({from:Int64}) AND Timestamp <= fromUnixTimestamp64Nano({to:Int64})
     GROUP BY TraceId ${LOOK_UP_FEW_IDS}`,
    {
      parameters: { ...bound.parameters, tenant, ids: traces.map(({ id }) => id), from: times.start, to: times.end },
      lane: 'heavy',
      signal,
    },
  );
  const resources = needsResource
    ? await readResources(store, tenant, [...new Set(rows.flatMap((row) => row.Resources ?? []))], signal)
    : new Map<string, Attributes>();
  const byId = new Map(rows.map((row) => [row.Id, row]));
  return traces.flatMap((trace) => {
    const row = byId.get(trace.id);
    if (row === undefined) return [];
    const bytes = Buffer.from(row.Spans, 'base64');
    const shape = spanShape(bytes);
    const { size, parent, subtreeSize, order } = shape;
    const spans = {
      size,
      parent,
      subtreeSize,
      reader: (field: Field) => readerOf(field, { row, shape, trace, plan, resources }),
    };
    return [{ trace, spans, spanId: (at) => spanIdAt(bytes, order[at]), isUnsure: row.Unsure === 1 }];
  });
}

/** Types of all spans of a trace are one text, a character for each span; a missing value is of no type. */
function oneByte(typeCode: string): string {
  return `if(${typeCode} = '', 'n', ${typeCode})`;
}

/** From the first start to the last end, inclusive. */
export function timesOf(traces: readonly FoundTrace[]): TimeRange {
  let { startNs: from, endNs: to } = traces[0];
  for (const { startNs, endNs } of traces) {
    if (startNs < from) from = startNs;
    if (endNs > to) to = endNs;
  }
  return { start: from, end: to };
}

interface ReadFrom {
  readonly row: CandidateRow;
  readonly shape: SpanShape;
  readonly trace: FoundTrace;
  readonly plan: StorePlan;
  readonly resources: ReadonlyMap<string, Attributes>;
}

type Reader = (row: number) => FieldValue;

function readerOf(field: Field, from: ReadFrom): Reader {
  const answered = answeredIndex(field);
  const { order } = from.shape;
  if (answered !== undefined) {
    const answers = from.row[`Answer${answered}`] as string;
    return (row) => answers[order[row]] === '1';
  }
  if (isShape(field)) return shapeReader(field, from.shape);
  if (field.type === 'intrinsic' && field.name.startsWith('trace:')) return traceReader(field.name, from.trace);
  const ofSpan = spanReader(field, from);
  if (field.type === 'intrinsic' || field.scope === 'span') return ofSpan ?? (() => undefined);
  const resourceIds = from.row.Resources ?? [];
  const ofResource: Reader = (row) => from.resources.get(resourceIds[order[row]])?.get(field.name);
  return ofSpan === undefined ? ofResource : (row) => ofSpan(row) ?? ofResource(row);
}

function spanReader(field: Field, { row: columns, shape: { order }, plan }: ReadFrom): Reader | undefined {
  // A plan may name a field at several places.
  const key = printExpression(field);
  const index = plan.fields.findIndex((each) => printExpression(each) === key);
  const texts = columns[`Text${index}`] as readonly string[] | undefined;
  if (texts === undefined) return undefined;
  const types = columns[`Types${index}`] as string;
  const name = field.type === 'intrinsic' ? field.name : undefined;
  if (name === 'span:kind') return (row) => SPAN_KINDS[Number(texts[order[row]])];
  if (name === 'span:status') return (row) => SPAN_STATUSES[Number(texts[order[row]])];
  return (row) => decodeStoredText(texts[order[row]], types[order[row]]);
}

function traceReader(name: string, { id, startNs, endNs, summary }: FoundTrace): Reader {
  const texts: Readonly<Record<string, string | undefined>> = {
    'trace:id': id,
    'trace:rootName': summary?.rootOperation || undefined,
    'trace:rootService': summary?.rootService || undefined,
  };
  const value = name === 'trace:duration' ? Number(endNs - startNs) : texts[name];
  return () => value;
}

function shapeReader(field: Field, { parent, subtreeSize, size }: SpanShape): Reader {
  const depth = new Uint32Array(size);
  const children = new Uint32Array(size);
  for (let row = 0; row < size; row++) {
    if (parent[row] === NO_PARENT) continue;
    depth[row] = depth[parent[row]] + 1;
    children[parent[row]]++;
  }
  const left = (row: number): number => 2 * row - depth[row] + 1;
  switch (field.name) {
    case 'span:childCount':
      return (row) => children[row];
    case 'nestedSetLeft':
      return left;
    case 'nestedSetRight':
      return (row) => left(row) + 2 * subtreeSize[row] - 1;
    case 'nestedSetParent':
      return (row) => (parent[row] === NO_PARENT ? -1 : left(parent[row]));
    default:
      return (row) => (parent[row] === NO_PARENT ? undefined : true);
  }
}
