// A whole trace as the evaluator sees it: its shape, and a way to read any field of any span.
import {
  buildTrace,
  NO_PARENT,
  SPAN_KINDS,
  SPAN_STATUSES,
  type AttributeValue,
  type SpanDetails,
  type Trace,
} from '@watchingcat/model';
import type { Intrinsic } from '../intrinsics.ts';
import type { AttributeField, Field } from '../plan.ts';

/**
 * What a field has for a span. Undefined and null: nothing. An array: each of its elements, be it an attribute which is an array or what
 * all events or links of a span have. Durations are in ns; kinds and statuses are their names.
 */
export type FieldValue = AttributeValue | undefined;

/** Rows are spans, in the display order of a `Trace`: the descendants of row r are the `subtreeSize[r] - 1` rows after it. */
export interface SearchableTrace {
  readonly size: number;
  /** NO_PARENT for a root, and for a span whose parent is not in the trace. */
  readonly parent: Int32Array;
  readonly subtreeSize: Uint32Array;
  /** How to read a field. Asked once for each field of a query, so that columns can be looked up or decoded here. */
  reader(field: Field): (row: number) => FieldValue;
}

/**
 * All spans of one trace, in any order. SpanDetails has no attributes of instrumentation scopes: those fields have no value.
 * @throws RangeError when there are no spans
 */
export function searchableTrace(
  spans: readonly SpanDetails[],
): SearchableTrace & { readonly spans: readonly SpanDetails[] } {
  const trace = buildTrace({
    traceId: spans[0]?.traceId ?? '',
    spanIds: spans.map((span) => span.spanId),
    parentSpanIds: spans.map((span) => span.parentSpanId ?? ''),
    start: spans.map((span) => span.start),
    durationNs: spans.map((span) => span.durationNs),
    service: spans.map((span) => span.service),
    operation: spans.map((_, index) => String(index)), // to find the spans again: ids may occur twice
    kind: spans.map((span) => SPAN_KINDS.indexOf(span.kind)),
    status: spans.map((span) => SPAN_STATUSES.indexOf(span.status)),
    hasLinks: spans.map((span) => span.links.length > 0),
    events: { row: [], time: [], name: [] },
  });
  const byRow = Array.from(trace.operation, (index) => spans[Number(trace.operations[index])]);
  const { size, parent, subtreeSize } = trace;
  return { size, parent, subtreeSize, spans: byRow, reader: (field) => readerOf(field, trace, byRow) };
}

type SpanReader = (row: number) => FieldValue;

function readerOf(field: Field, trace: Trace, spans: readonly SpanDetails[]): SpanReader {
  if (field.type === 'intrinsic') return intrinsicReader(field.name, trace, spans);
  const read = attributeReader(field);
  if (!field.ofParent) return (row) => read(spans[row]);
  return (row) => (trace.parent[row] === NO_PARENT ? undefined : read(spans[trace.parent[row]]));
}

function attributeReader({ scope, name }: AttributeField): (span: SpanDetails) => FieldValue {
  switch (scope) {
    case 'any':
      return ({ attributes, resource }) => attributes.get(name) ?? resource.get(name);
    case 'span':
      return ({ attributes }) => attributes.get(name);
    case 'resource':
      return ({ resource }) => resource.get(name);
    case 'event':
      return ({ events }) => gathered(events.map(({ attributes }) => attributes.get(name)));
    case 'link':
      return ({ links }) => gathered(links.map(({ attributes }) => attributes.get(name)));
    case 'instrumentation':
      return () => undefined;
  }
}

function intrinsicReader(name: Intrinsic, trace: Trace, spans: readonly SpanDetails[]): SpanReader {
  const { parent, subtreeSize, depth, durationsNs } = trace;
  const left = (row: number) => 2 * row - depth[row] + 1;
  switch (name) {
    case 'span:name':
      return (row) => spans[row].operation;
    case 'span:kind':
      return (row) => spans[row].kind;
    case 'span:status':
      return (row) => spans[row].status;
    case 'span:statusMessage':
      return (row) => spans[row].statusMessage;
    case 'span:duration':
      return (row) => durationsNs[row];
    case 'span:id':
      return (row) => spans[row].spanId;
    case 'span:parentID':
      return (row) => nonEmpty(spans[row].parentSpanId);
    case 'span:childCount': {
      const children = new Uint32Array(trace.size);
      for (const above of parent) if (above !== NO_PARENT) children[above]++;
      return (row) => children[row];
    }
    case 'trace:id':
      return () => trace.traceId;
    case 'trace:duration':
      return () => trace.durationNs;
    case 'trace:rootName':
      return constant(rootOf(spans)?.operation);
    case 'trace:rootService':
      return constant(rootOf(spans)?.service);
    case 'event:name':
      return (row) => gathered(spans[row].events.map((event) => event.name));
    case 'event:timeSinceStart':
      return (row) => gathered(spans[row].events.map(({ time }) => Number(time - spans[row].start)));
    case 'link:traceID':
      return (row) => gathered(spans[row].links.map((link) => link.traceId));
    case 'link:spanID':
      return (row) => gathered(spans[row].links.map((link) => link.spanId));
    case 'instrumentation:name':
      return (row) => nonEmpty(spans[row].scope.name);
    case 'instrumentation:version':
      return (row) => nonEmpty(spans[row].scope.version);
    case 'parent':
      return (row) => (parent[row] === NO_PARENT ? undefined : true);
    case 'nestedSetLeft':
      return left;
    case 'nestedSetRight':
      return (row) => left(row) + 2 * subtreeSize[row] - 1;
    case 'nestedSetParent':
      return (row) => (parent[row] === NO_PARENT ? -1 : left(parent[row]));
  }
}

/** The first span that has no parent, rather than one whose parent is missing. */
function rootOf(spans: readonly SpanDetails[]): SpanDetails | undefined {
  return spans.find(({ parentSpanId }) => nonEmpty(parentSpanId) === undefined);
}

function gathered(values: readonly FieldValue[]): FieldValue {
  const all = values.flatMap((value): readonly FieldValue[] => (isMany(value) ? value : [value]));
  const present = all.filter((value) => value !== undefined && value !== null);
  return present.length === 0 ? undefined : present;
}

export function isMany(value: FieldValue): value is readonly AttributeValue[] {
  return Array.isArray(value);
}

function constant(value: FieldValue): SpanReader {
  return () => value;
}

function nonEmpty(text: string | undefined): string | undefined {
  return text === '' ? undefined : text;
}
