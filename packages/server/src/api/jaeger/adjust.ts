// What jaeger-query does to a trace that is not asked for raw (its adjusters of 1.62, of which those without a setting): tags in the order of
// their names, the name of an event first, and a warning where the tree is broken. It shifts no times unless it is configured to.
import { TAG_TYPES, type JaegerSpanJson, type JaegerTagJson, type JaegerTraceJson } from '@watchingcat/sources';

export function adjust(trace: JaegerTraceJson): JaegerTraceJson {
  const ids = new Set(trace.spans.map(({ spanID }) => spanID));
  const seen = new Set<string>();
  return {
    ...trace,
    spans: trace.spans.map((span) => {
      const isDuplicate = seen.has(span.spanID);
      seen.add(span.spanID);
      return adjustSpan(span, ids, isDuplicate);
    }),
    processes: Object.fromEntries(
      Object.entries(trace.processes).map(([id, process]) => [id, { ...process, tags: sorted(process.tags) }]),
    ),
  };
}

function adjustSpan(span: JaegerSpanJson, ids: ReadonlySet<string>, isDuplicate: boolean): JaegerSpanJson {
  const parent = span.references.find(({ traceID }) => traceID === span.traceID)?.spanID;
  const warnings = [
    ...(span.warnings ?? []),
    ...(isDuplicate ? ['duplicate span IDs; skipping clock skew adjustment'] : []),
    ...(parent !== undefined && !isDuplicate && !ids.has(parent)
      ? [`invalid parent span IDs=${parent}; skipping clock skew adjustment`]
      : []),
  ];
  return {
    ...span,
    tags: sorted(span.tags),
    logs: span.logs.map((log) => ({ ...log, fields: eventFirst(log.fields) })),
    warnings: warnings.length === 0 ? null : warnings,
  };
}

function eventFirst(fields: readonly JaegerTagJson[]): readonly JaegerTagJson[] {
  const name = fields.find(({ key, type }) => key === 'event' && type === 'string');
  return name === undefined ? sorted(fields) : [name, ...sorted(fields.filter((field) => field !== name))];
}

function sorted(tags: readonly JaegerTagJson[]): readonly JaegerTagJson[] {
  return [...tags].sort((a, b) =>
    a.key === b.key ? TAG_TYPES.indexOf(a.type) - TAG_TYPES.indexOf(b.type) : a.key < b.key ? -1 : 1,
  );
}
