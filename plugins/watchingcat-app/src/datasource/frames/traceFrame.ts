// One trace as the frame that Grafana's trace view and our trace panel read: one row a span, times in Unix milliseconds.
// Shape: https://grafana.com/developers/plugin-tools/tutorials/build-a-data-source-plugin (trace frame) and `TraceSpanRow` of @grafana/data.
import {
  createDataFrame,
  FieldType,
  type DataFrame,
  type QueryResultMetaNotice,
  type TraceKeyValuePair,
} from '@grafana/data';
import {
  attributeText,
  msFromUnixNano,
  SPAN_STATUSES,
  type Attributes,
  type AttributeValue,
  type SpanDetails,
  type SpanEvent,
} from '@watchingcat/model';

export function traceFrame(refId: string, spans: readonly SpanDetails[], notices: QueryResultMetaNotice[]): DataFrame {
  const known = new Set(spans.map(({ spanId }) => spanId));
  const field = (name: string, type: FieldType, value: (span: SpanDetails) => unknown, unit?: string) => ({
    name,
    type,
    values: spans.map(value),
    config: unit === undefined ? {} : { unit },
  });
  return createDataFrame({
    refId,
    name: 'Trace',
    meta: { preferredVisualisationType: 'trace', custom: { traceFormat: 'otlp' }, notices },
    fields: [
      field('traceID', FieldType.string, ({ traceId }) => traceId),
      field('spanID', FieldType.string, ({ spanId }) => spanId),
      field('parentSpanID', FieldType.string, ({ parentSpanId }) => parentSpanId),
      field('operationName', FieldType.string, ({ operation }) => operation),
      field('serviceName', FieldType.string, ({ service }) => service),
      field('kind', FieldType.string, ({ kind }) => kind),
      field('statusCode', FieldType.number, ({ status }) => SPAN_STATUSES.indexOf(status)),
      field('statusMessage', FieldType.string, ({ statusMessage }) => statusMessage),
      field('instrumentationLibraryName', FieldType.string, ({ scope }) => scope.name),
      field('instrumentationLibraryVersion', FieldType.string, ({ scope }) => scope.version),
      field('traceState', FieldType.string, ({ traceState }) => traceState),
      field('serviceTags', FieldType.other, ({ resource }) => keyValues(resource)),
      field('startTime', FieldType.number, ({ start }) => msFromUnixNano(start), 'ms'),
      field('duration', FieldType.number, ({ durationNs }) => Math.max(0, durationNs) / 1e6, 'ms'),
      field('logs', FieldType.other, ({ events }) => events.map(log)),
      field('references', FieldType.other, ({ links }) =>
        links.map(({ traceId, spanId, attributes }) => ({
          traceID: traceId,
          spanID: spanId,
          tags: keyValues(attributes),
        })),
      ),
      field('tags', FieldType.other, ({ attributes }) => keyValues(attributes)),
      field('warnings', FieldType.other, (span) => warnings(span, known)),
      field('stackTraces', FieldType.other, ({ events }) => stackTraces(events)),
      field('errorIconColor', FieldType.string, () => undefined), // Grafana's own red
    ],
  });
}

function log({ time, name, attributes }: SpanEvent) {
  return { timestamp: msFromUnixNano(time), name, fields: keyValues(attributes) };
}

function keyValues(attributes: Attributes): TraceKeyValuePair[] {
  return Array.from(attributes, ([key, value]) => ({ key, ...typed(value) }));
}

/** Grafana's view shows text, numbers and booleans; anything deeper goes as JSON text. Integers that a number cannot hold stay exact as text. */
function typed(value: AttributeValue): { value: string | number | boolean; type: string } {
  switch (typeof value) {
    case 'string':
      return { value, type: 'string' };
    case 'boolean':
      return { value, type: 'bool' };
    case 'number':
      return { value: Number.isFinite(value) ? value : String(value), type: 'float64' };
    case 'bigint':
      return { value: Number.isSafeInteger(Number(value)) ? Number(value) : value.toString(), type: 'int64' };
    default:
      return { value: attributeText(value), type: 'string' };
  }
}

function warnings({ durationNs, parentSpanId }: SpanDetails, known: ReadonlySet<string>): string[] {
  const found: string[] = [];
  if (durationNs < 0)
    found.push(`The span ended ${-durationNs / 1e6} ms before it started; its duration is shown as 0.`);
  if (parentSpanId !== undefined && !known.has(parentSpanId))
    found.push(`Its parent, span ${parentSpanId}, is not in this trace.`);
  return found;
}

function stackTraces(events: readonly SpanEvent[]): string[] {
  return events.flatMap(({ attributes }) => {
    const stack = attributes.get('exception.stacktrace');
    return typeof stack === 'string' ? [stack] : [];
  });
}
