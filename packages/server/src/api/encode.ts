// Answers of a Telemetry as the JSON of the API: bigint times become RFC 3339, `undefined` becomes null.
import {
  encodeAttributes,
  formatRfc3339,
  type AttributeNamesAnswer,
  type AttributeValuesAnswer,
  type ExemplarsAnswer,
  type LogHistogramAnswer,
  type LogsAnswer,
  type MatchedSpanSet,
  type OperationsAnswer,
  type RedAnswer,
  type RedStats,
  type ServiceGraph,
  type ServicesAnswer,
  type ServiceTrendsAnswer,
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
      lastSeen: service.lastSeen === undefined ? null : formatRfc3339(service.lastSeen),
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
    traces: traces.map(({ spanSets, ...trace }) => ({
      ...trace,
      services: [...trace.services],
      start: formatRfc3339(trace.start),
      ...(spanSets && { spanSets: spanSets.map(spanSetJson) }),
    })),
    nextCursor: nextCursor ?? null,
    coverage,
  };
}

const spanSetJson = ({ spans, groups, aggregates, sample }: MatchedSpanSet) => ({
  spans,
  groups: groups.map(({ name, value }) => ({ name, value: value ?? null })),
  aggregates: aggregates.map(({ name, value }) => ({ name, value: value ?? null })),
  sample: sample.map(({ spanId, fields }) => ({ spanId, fields: [...fields] })),
});

export function attributeNamesJson({ names, coverage }: AttributeNamesAnswer) {
  return { names: [...names], coverage };
}

export function attributeValuesJson({ values, coverage }: AttributeValuesAnswer) {
  return { values: [...values], coverage };
}

export function trendsJson({ startMs, stepMs, services, coverage }: ServiceTrendsAnswer) {
  return {
    startMs,
    stepMs,
    services: services.map(({ name, p95Ms }) => ({ name, p95Ms: p95Ms.map((ms) => ms ?? null) })),
    coverage,
  };
}

export function exemplarsJson({ exemplars, coverage }: ExemplarsAnswer) {
  return {
    exemplars: exemplars.map(({ time, durationMs, traceId, spanId }) => ({
      time: formatRfc3339(time),
      durationMs,
      traceId,
      spanId: spanId ?? null,
    })),
    coverage,
  };
}

/** Attributes are OTLP's key-value pairs, so that they keep their types. */
export function logsJson({ logs, total, nextCursor, coverage }: LogsAnswer) {
  return {
    logs: logs.map(({ time, traceId, spanId, attributes, resource, ...rest }) => ({
      ...rest,
      time: formatRfc3339(time),
      traceId: traceId ?? null,
      spanId: spanId ?? null,
      attributes: encodeAttributes(attributes),
      resource: encodeAttributes(resource),
    })),
    total: total ?? null,
    nextCursor: nextCursor ?? null,
    coverage,
  };
}

export function logHistogramJson({ stepMs, bars, coverage }: LogHistogramAnswer) {
  return { stepMs, bars: bars.map(({ startMs, counts }) => ({ startMs, counts: { ...counts } })), coverage };
}

export function graphJson({ nodes, edges, coverage }: ServiceGraph) {
  return {
    nodes: [...nodes],
    edges: edges.map(({ errors, p95Ms, origins, ...edge }) => ({
      ...edge,
      errors: errors ?? null,
      p95Ms: p95Ms ?? null,
      origins: [...origins],
    })),
    coverage,
  };
}
