// Answers of a Telemetry as the JSON of the API: bigint times become RFC 3339, `undefined` becomes null.
import {
  formatRfc3339,
  type OperationsAnswer,
  type RedAnswer,
  type RedStats,
  type ServicesAnswer,
  type TracesAnswer,
} from '@watchingcat/model';

const redJson = ({ calls, errors, p50Ms, p95Ms, p99Ms }: RedStats) => ({
  calls,
  errors,
  p50Ms: p50Ms ?? null,
  p95Ms: p95Ms ?? null,
  p99Ms: p99Ms ?? null,
});

export function servicesJson({ services, coverage }: ServicesAnswer) {
  return {
    services: services.map((service) => ({
      name: service.name,
      ...redJson(service),
      lastSeen: formatRfc3339(service.lastSeen),
    })),
    coverage,
  };
}

export function operationsJson({ operations, coverage }: OperationsAnswer) {
  return {
    operations: operations.map((operation) => ({
      name: operation.name,
      ...redJson(operation),
      totalMs: operation.totalMs,
    })),
    coverage,
  };
}

export function redAnswerJson({ stepMs, points, coverage }: RedAnswer) {
  return { stepMs, points: points.map((point) => ({ startMs: point.startMs, ...redJson(point) })), coverage };
}

export function tracesJson({ traces, nextCursor, coverage }: TracesAnswer) {
  return {
    traces: traces.map((trace) => ({ ...trace, services: [...trace.services], start: formatRfc3339(trace.start) })),
    nextCursor: nextCursor ?? null,
    coverage,
  };
}
