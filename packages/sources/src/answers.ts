// The JSON answers of the REST API (prefix /api/v1) as the seam's types: times to bigint, null to undefined.
import { decodeTrace, parseRfc3339, spansFromOtlpJson } from '@watchingcat/model';
import type {
  Coverage,
  OperationsAnswer,
  OperationStats,
  OtlpTraceJson,
  RedAnswer,
  RedPoint,
  ServicesAnswer,
  ServiceStats,
  SpanDetails,
  TraceAnswer,
  TraceJson,
  TracesAnswer,
  TraceSummary,
  UnixNano,
} from '@watchingcat/model';
import type { Decoder } from './decode.ts';
import { count, fields, finite, list, optional, record, ShapeError, text } from './decode.ts';

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
      return { kind, ...fields<{ seen: number; total: number }>({ seen: finite, total: finite })(value, at) };
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
  services: list(fields<ServiceStats>({ name: text, ...redStats, lastSeen: time })),
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
    }),
  ),
  nextCursor: optional(text),
  coverage,
});

/** The columns of `?format=columns`. */
export const traceAnswer = fields<TraceAnswer>({
  trace: (value, at) =>
    whole(() => decodeTrace(record(value, at) as unknown as TraceJson), value, at, 'the columns of a trace'),
  coverage,
});

/** All spans of an OTLP JSON answer. */
export const otlpSpans: Decoder<readonly SpanDetails[]> = (value, at) => {
  list(record)(record(value, at)['resourceSpans'], 'resourceSpans');
  return whole(() => spansFromOtlpJson(value as OtlpTraceJson), value, at, 'OTLP JSON');
};

/** The model's readers throw whatever a wrong shape makes them throw; here it becomes one kind of error. */
function whole<T>(read: () => T, value: unknown, at: string, expected: string): T {
  try {
    return read();
  } catch (cause) {
    if (cause instanceof ShapeError) throw cause;
    throw new ShapeError(at, `${expected} (${cause instanceof Error ? cause.message : String(cause)})`, value);
  }
}
