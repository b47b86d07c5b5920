// The JSON answers of the REST API (prefix /api/v1) as the seam's types: times to bigint, null to undefined.
import {
  ATTRIBUTE_OWNERS,
  ATTRIBUTE_TYPES,
  decodeAttributes,
  decodeTrace,
  EDGE_ORIGINS,
  NODE_KINDS,
  parseRfc3339,
  SEVERITIES,
  spansFromOtlpJson,
} from '@watchingcat/model';
import type {
  AttributeName,
  AttributeNamesAnswer,
  Attributes,
  AttributeValueCount,
  AttributeValuesAnswer,
  Coverage,
  Exemplar,
  ExemplarsAnswer,
  LogHistogramAnswer,
  LogHistogramBar,
  LogRecord,
  LogsAnswer,
  MatchedSpan,
  MatchedSpanSet,
  OperationsAnswer,
  OperationStats,
  OtlpKeyValue,
  OtlpTraceJson,
  RedAnswer,
  RedPoint,
  ServiceEdge,
  ServiceGraph,
  ServiceNode,
  ServicesAnswer,
  ServiceStats,
  ServiceTrend,
  ServiceTrendsAnswer,
  Severity,
  SpanDetails,
  SpansAnswer,
  TraceAnswer,
  TracesAnswer,
  TraceSummary,
  UnixNano,
} from '@watchingcat/model';
import type { Decoder } from './decode.ts';
import { count, fields, finite, list, oneOf, optional, record, ShapeError, text } from './decode.ts';

const time: Decoder<UnixNano> = (value, at) => {
  try {
    return parseRfc3339(text(value, at));
  } catch (cause) {
    if (cause instanceof ShapeError) throw cause;
    throw new ShapeError(at, 'an RFC 3339 time', value);
  }
};

export const coverage: Decoder<Coverage> = (value, at) => {
  const { kind } = record(value, at);
  switch (kind) {
    case 'complete':
      return { kind };
    case 'sampled':
      return {
        kind,
        ...fields<{ seen: number; total: number | undefined; reason: string | undefined }>({
          seen: finite,
          total: optional(finite),
          reason: optional(text),
        })(value, at),
      };
    case 'capped':
      return { kind, ...fields<{ cap: string; limit: number }>({ cap: text, limit: count })(value, at) };
    case 'partial':
      return { kind, ...fields<{ reason: string }>({ reason: text })(value, at) };
    default:
      throw new ShapeError(`${at}.kind`, 'complete, sampled, capped or partial', kind);
  }
};

const redStats = {
  calls: finite,
  errors: finite,
  p50Ms: optional(finite),
  p95Ms: optional(finite),
  p99Ms: optional(finite),
};

export const servicesAnswer = fields<ServicesAnswer>({
  services: list(fields<ServiceStats>({ name: text, ...redStats, lastSeen: optional(time) })),
  coverage,
});

export const operationsAnswer = fields<OperationsAnswer>({
  operations: list(fields<OperationStats>({ name: text, ...redStats, totalMs: finite })),
  coverage,
});

export const redAnswer = fields<RedAnswer>({
  stepMs: finite,
  points: list(fields<RedPoint>({ startMs: finite, ...redStats })),
  coverage,
});

const spanSet = fields<MatchedSpanSet>({
  spans: count,
  groups: list(fields<MatchedSpanSet['groups'][number]>({ name: text, value: optional(text) })),
  aggregates: list(fields<MatchedSpanSet['aggregates'][number]>({ name: text, value: optional(finite) })),
  sample: list(
    fields<MatchedSpan>({
      spanId: text,
      fields: list(fields<MatchedSpan['fields'][number]>({ name: text, value: text })),
    }),
  ),
});

export const tracesAnswer = fields<TracesAnswer>({
  traces: list(
    fields<TraceSummary>({
      traceId: text,
      rootService: text,
      rootOperation: text,
      start: time,
      durationMs: finite,
      spans: count,
      errors: count,
      services: list(text),
      spanSets: optional(list(spanSet)),
    }),
  ),
  nextCursor: optional(text),
  coverage,
});

export const trendsAnswer = fields<ServiceTrendsAnswer>({
  startMs: finite,
  stepMs: finite,
  services: list(fields<ServiceTrend>({ name: text, p95Ms: list(optional(finite)) })),
  coverage,
});

export const exemplarsAnswer = fields<ExemplarsAnswer>({
  exemplars: list(fields<Exemplar>({ time, durationMs: finite, traceId: text, spanId: optional(text) })),
  coverage,
});

export const attributeNamesAnswer = fields<AttributeNamesAnswer>({
  names: list(fields<AttributeName>({ owner: oneOf(ATTRIBUTE_OWNERS), name: text, spans: count })),
  coverage,
});

export const attributeValuesAnswer = fields<AttributeValuesAnswer>({
  values: list(fields<AttributeValueCount>({ text, type: oneOf(ATTRIBUTE_TYPES), spans: count })),
  coverage,
});

const attributes: Decoder<Attributes> = (value, at) => {
  const pairs = list(record)(value, at);
  return whole(() => decodeAttributes(pairs as unknown as OtlpKeyValue[]), value, at, 'OTLP attributes');
};

export const logsAnswer = fields<LogsAnswer>({
  logs: list(
    fields<LogRecord>({
      id: text,
      time,
      severity: oneOf(SEVERITIES),
      severityText: text,
      service: text,
      body: text,
      traceId: optional(text),
      spanId: optional(text),
      attributes,
      resource: attributes,
    }),
  ),
  total: optional(count),
  nextCursor: optional(text),
  coverage,
});

const counts = fields<Record<Severity, number>>(
  Object.fromEntries(SEVERITIES.map((severity) => [severity, count])) as Record<Severity, Decoder<number>>,
);

export const logHistogramAnswer = fields<LogHistogramAnswer>({
  stepMs: finite,
  bars: list(fields<LogHistogramBar>({ startMs: finite, counts })),
  coverage,
});

export const graphAnswer = fields<ServiceGraph>({
  nodes: list(fields<ServiceNode>({ name: text, kind: oneOf(NODE_KINDS) })),
  edges: list(
    fields<ServiceEdge>({
      from: text,
      to: text,
      calls: finite,
      errors: optional(finite),
      p95Ms: optional(finite),
      origins: list(oneOf(EDGE_ORIGINS)),
    }),
  ),
  coverage,
});

/** The bytes of `?format=columns`. */
export const traceAnswer: Decoder<TraceAnswer> = (value, at) => {
  const expected = 'the columns of a trace';
  if (!(value instanceof Uint8Array)) throw new ShapeError(at, expected, value);
  const answer = whole(() => decodeTrace(value), value, at, expected);
  return { trace: answer.trace, coverage: coverage(answer.coverage, 'coverage') };
};

/** All spans of an OTLP JSON answer. */
export const otlpSpans: Decoder<readonly SpanDetails[]> = (value, at) => {
  list(record)(record(value, at)['resourceSpans'], 'resourceSpans');
  return whole(() => spansFromOtlpJson(value as OtlpTraceJson), value, at, 'OTLP JSON');
};

export const spansAnswer: Decoder<SpansAnswer> = (value, at) => ({
  spans: otlpSpans(value, at),
  coverage: coverage(record(value, at)['coverage'], 'coverage'),
});

/** The model's readers throw whatever a wrong shape makes them throw; here it becomes one kind of error. */
function whole<T>(read: () => T, value: unknown, at: string, expected: string): T {
  try {
    return read();
  } catch (cause) {
    if (cause instanceof ShapeError) throw cause;
    throw new ShapeError(at, `${expected} (${cause instanceof Error ? cause.message : String(cause)})`, value);
  }
}
