// Answers and shared parameters as schemas: the types of the handlers, and what OpenAPI says.
import {
  ATTRIBUTE_OWNERS,
  ATTRIBUTE_TYPES,
  EDGE_ORIGINS,
  LOG_ORDERS,
  MAX_ATTRIBUTES_PER_ANSWER,
  MAX_LOGS_PER_PAGE,
  MAX_TRACES_PER_PAGE,
  NODE_KINDS,
  SEVERITIES,
  TRACE_SORTS,
  type Coverage as CoverageOfAnswer,
} from '@watchingcat/model';
import { Type, type TNumber, type TSchema } from 'typebox';
import { PROBLEMS, problemType, type ProblemKind } from './problems.ts';

/** One of the words of a list of the model. */
export function oneOf<T extends string>(words: readonly T[]) {
  return Type.Unsafe<T>(Type.Union(words.map((word) => Type.Literal(word))));
}

const Time = Type.String({
  description: 'RFC 3339 with nanoseconds, UTC',
  examples: ['2026-11-23T22:00:00.123456789Z'],
});
const Milliseconds = Type.Union([Type.Number(), Type.Null()], { description: 'null when there were no calls' });

export const Coverage = Type.Unsafe<CoverageOfAnswer>(
  Type.Union(
    [
      Type.Object({ kind: Type.Literal('complete') }),
      Type.Object({
        kind: Type.Literal('sampled'),
        seen: Type.Number(),
        total: Type.Optional(Type.Number({ description: 'Missing where nobody knows' })),
        reason: Type.Optional(Type.String()),
      }),
      Type.Object({ kind: Type.Literal('capped'), cap: Type.String(), limit: Type.Number() }),
      Type.Object({ kind: Type.Literal('partial'), reason: Type.String() }),
    ],
    { description: 'How much of the truth the answer holds.' },
  ),
);

/** `skew` is the name it has in the addresses of pages as well. */
export const SkewParameter = {
  skew: Type.Optional(
    Type.Literal('off', {
      description: 'Look at times as they were sent. Without it the clocks of hosts are put right first, as pages do.',
    }),
  ),
};

export const ClockSkew = Type.Union(
  [
    Type.Object({
      shiftedSpans: Type.Integer(),
      largestShiftNs: Type.Number({ description: 'Whichever way; 0 when no span was shifted' }),
      unshiftedSpans: Type.Integer({
        description: 'More than an hour away from their caller, which is no clock skew: they stay where they were',
      }),
      services: Type.Array(
        Type.Object({
          service: Type.String(),
          shiftedSpans: Type.Integer(),
          leastShiftNs: Type.Number({ description: 'Below 0: earlier than sent' }),
          mostShiftNs: Type.Number(),
        }),
        { description: 'Those with shifted spans, by name' },
      ),
    }),
    Type.Null(),
  ],
  { description: 'How the clocks of hosts were put right before anything was computed; null with skew=off' },
);

const red = {
  calls: Type.Number(),
  errors: Type.Number(),
  p50Ms: Milliseconds,
  p95Ms: Milliseconds,
  p99Ms: Milliseconds,
};

export const ServicesAnswer = Type.Object({
  services: Type.Array(
    Type.Object({
      name: Type.String(),
      ...red,
      lastSeen: Type.Union([Time, Type.Null()], { description: 'null where the back-end does not tell' }),
    }),
  ),
  coverage: Coverage,
});
export const OperationsAnswer = Type.Object({
  operations: Type.Array(
    Type.Object({
      name: Type.String(),
      ...red,
      totalMs: Type.Number({ description: 'Sum of the durations of all calls' }),
    }),
  ),
  coverage: Coverage,
});
export const RedAnswer = Type.Object({
  stepMs: Type.Number({ description: 'The width that was asked for, rounded up to what the store can answer' }),
  points: Type.Array(Type.Object({ startMs: Type.Number(), ...red })),
  coverage: Coverage,
});
export const TrendsAnswer = Type.Object({
  startMs: Type.Number(),
  stepMs: Type.Number({ description: 'Point i begins at startMs + i * stepMs' }),
  services: Type.Array(Type.Object({ name: Type.String(), p95Ms: Type.Array(Milliseconds) })),
  coverage: Coverage,
});
export const ExemplarsAnswer = Type.Object({
  exemplars: Type.Array(
    Type.Object({
      time: Time,
      durationMs: Type.Number(),
      traceId: Type.String(),
      spanId: Type.Union([Type.String(), Type.Null()]),
    }),
  ),
  coverage: Coverage,
});
const Severity = oneOf(SEVERITIES);
const severityCounts = Object.fromEntries(SEVERITIES.map((severity) => [severity, Type.Number()])) as Record<
  (typeof SEVERITIES)[number],
  TNumber
>;
const AttributePairs = Type.Array(Type.Unknown(), { description: 'OTLP key-value pairs' });
export const LogsAnswer = Type.Object({
  logs: Type.Array(
    Type.Object({
      id: Type.String({ description: 'Names the record in a list, and nothing more' }),
      time: Time,
      severity: Severity,
      severityText: Type.String(),
      service: Type.String(),
      body: Type.String(),
      traceId: Type.Union([Type.String(), Type.Null()]),
      spanId: Type.Union([Type.String(), Type.Null()]),
      attributes: AttributePairs,
      resource: AttributePairs,
    }),
  ),
  total: Type.Union([Type.Number(), Type.Null()], { description: 'On all pages; null where counting costs too much' }),
  nextCursor: Type.Union([Type.String(), Type.Null()], { description: 'null at the end' }),
  coverage: Coverage,
});
export const LogHistogramAnswer = Type.Object({
  stepMs: Type.Number({ description: 'The width that was asked for, rounded up to what can be answered' }),
  bars: Type.Array(Type.Object({ startMs: Type.Number(), counts: Type.Object(severityCounts) }), {
    description: 'Every bar of the range, those without records too',
  }),
  coverage: Coverage,
});
export const GraphAnswer = Type.Object({
  nodes: Type.Array(Type.Object({ name: Type.String(), kind: oneOf(NODE_KINDS) })),
  edges: Type.Array(
    Type.Object({
      from: Type.String(),
      to: Type.String(),
      calls: Type.Number(),
      errors: Type.Union([Type.Number(), Type.Null()], { description: 'null where nobody counts them' }),
      p95Ms: Milliseconds,
      origins: Type.Array(oneOf(EDGE_ORIGINS)),
    }),
  ),
  coverage: Coverage,
});
const NameAndMaybe = (value: TSchema) => Type.Object({ name: Type.String(), value: Type.Union([value, Type.Null()]) });
const SpanSet = Type.Object(
  {
    spans: Type.Integer(),
    groups: Type.Array(NameAndMaybe(Type.String()), { description: 'What by() split on; null where spans have none' }),
    aggregates: Type.Array(NameAndMaybe(Type.Number()), {
      description: 'Durations in ns; null where no span has a number',
    }),
    sample: Type.Array(
      Type.Object({
        spanId: Type.String(),
        fields: Type.Array(Type.Object({ name: Type.String(), value: Type.String() }), { description: 'Of select()' }),
      }),
      { description: 'The first spans of the set' },
    ),
  },
  { description: 'Spans that the TraceQL query selected' },
);

export const TracesAnswer = Type.Object({
  traces: Type.Array(
    Type.Object({
      traceId: Type.String(),
      rootService: Type.String(),
      rootOperation: Type.String(),
      start: Time,
      durationMs: Type.Number(),
      spans: Type.Number(),
      errors: Type.Number(),
      services: Type.Array(Type.String()),
      spanSets: Type.Optional(Type.Array(SpanSet)),
    }),
  ),
  nextCursor: Type.Union([Type.String(), Type.Null()], { description: 'null at the end' }),
  coverage: Coverage,
});

const SpansThatHave = Type.Integer({ description: 'Of the spans that were looked at (coverage), those that have it' });
export const AttributeNamesAnswer = Type.Object({
  names: Type.Array(Type.Object({ owner: oneOf(ATTRIBUTE_OWNERS), name: Type.String(), spans: SpansThatHave }), {
    description: 'Those that the most spans have, first',
  }),
  coverage: Coverage,
});
export const AttributeValuesAnswer = Type.Object({
  values: Type.Array(
    Type.Object({
      text: Type.String(),
      type: Type.Unsafe<(typeof ATTRIBUTE_TYPES)[number]>({
        ...oneOf(ATTRIBUTE_TYPES),
        description: 'As TraceQL tells values apart',
      }),
      spans: SpansThatHave,
    }),
    { description: 'The most frequent first; lists, maps, bytes and long texts are left out' },
  ),
  coverage: Coverage,
});

/** Declared loosely: OTLP has its own specification, and `TraceJson` its own in packages/model. */
export const OtlpTrace = Type.Object(
  { resourceSpans: Type.Array(Type.Unknown()), coverage: Type.Optional(Coverage) },
  { description: 'OTLP JSON (https://opentelemetry.io/docs/specs/otlp/#json-protobuf-encoding)' },
);
export const TraceColumns = Type.String({
  format: 'binary',
  description:
    'format=columns: the trace by column, for WatchingCat’s own viewers, as packages/model/src/traceWire.ts writes it',
});

const numbers = (description: string) => Type.Array(Type.Number(), { description });
const texts = Type.Array(Type.String());
export const FlameGraphAnswer = Type.Object({
  traceId: Type.String(),
  unit: Type.String({ description: 'Of value and self' }),
  frames: Type.Object(
    {
      level: numbers('Depth; 0 for a root. A frame’s parent is the last one before it with a lower level.'),
      value: numbers('Self time of the frame’s spans and of all below them'),
      self: numbers('Self time of the frame’s spans'),
      label: texts,
      service: texts,
      operation: texts,
      count: numbers('Spans that became this frame'),
      errors: numbers('How many of them failed'),
    },
    { description: 'By column: as many values in each as there are frames' },
  ),
  omittedFrames: Type.Number({ description: 'Frames beyond MAX_FLAME_FRAMES, the narrowest' }),
  clockSkew: ClockSkew,
  coverage: Coverage,
});

const HealthStatus = oneOf(['ok', 'degraded', 'failed']);
export const Health = Type.Object({
  status: HealthStatus,
  version: Type.String(),
  node: Type.String(),
  uptimeMs: Type.Number(),
  checks: Type.Array(
    Type.Object({
      name: Type.String(),
      status: HealthStatus,
      detail: Type.Optional(Type.String()),
    }),
  ),
});

const Problem = Type.Object(
  { type: Type.String(), title: Type.String(), status: Type.Integer(), detail: Type.String() },
  { description: 'RFC 9457. `detail` says what to do; GET /api/v1/problems lists all types.' },
);

/** Error answers for the `response` of a route. */
export function problemResponses(...kinds: ProblemKind[]): Record<number, TSchema> {
  const responses: Record<number, TSchema> = {};
  for (const status of new Set(kinds.map((kind) => PROBLEMS[kind].status))) {
    const types = kinds.filter((kind) => PROBLEMS[kind].status === status).map(problemType);
    responses[status] = Type.Object({ ...Problem.properties }, { description: types.join(', ') });
  }
  return responses;
}

export const STORE_PROBLEMS = ['unavailable', 'timeout', 'too-much', 'internal-error'] as const;

export const RangeParameters = {
  start: Type.Optional(
    Type.String({
      description: 'RFC 3339, Unix s/ms/µs/ns, or relative to now (now-15m). An hour before the end when not given.',
      examples: ['now-1h'],
    }),
  ),
  end: Type.Optional(Type.String({ description: 'Not included. Like start; now when not given.', examples: ['now'] })),
};

const SpanConditions = {
  q: Type.Optional(
    Type.String({
      maxLength: 10_000,
      description: 'TraceQL (https://grafana.com/docs/tempo/latest/traceql/); all other conditions must hold as well',
    }),
  ),
  service: Type.Optional(Type.String()),
  operation: Type.Optional(Type.String()),
  status: Type.Optional(Type.Union([Type.Literal('ok'), Type.Literal('error')])),
};

export const TraceSearchParameters = {
  ...SpanConditions,
  sort: Type.Optional(oneOf(TRACE_SORTS)),
  limit: Type.Optional(Type.Integer({ minimum: 1, maximum: MAX_TRACES_PER_PAGE, description: '20 when not given' })),
  cursor: Type.Optional(
    Type.String({ maxLength: 500, description: 'nextCursor of the page before; it holds the range, too' }),
  ),
};

export const AttributeParameters = {
  ...RangeParameters,
  service: Type.Optional(Type.String()),
  owner: Type.Optional(oneOf(ATTRIBUTE_OWNERS)),
  contains: Type.Optional(
    Type.String({ maxLength: 500, description: 'Only those that hold this text, whatever its case' }),
  ),
  limit: Type.Optional(
    Type.Integer({ minimum: 1, maximum: MAX_ATTRIBUTES_PER_ANSWER, description: '100 when not given' }),
  ),
};

const TextOrNumber = Type.Union([Type.String(), Type.Number()]);

/** Which traces, in a body of JSON. Nanoseconds go as a string: a JSON number does not hold them. */
export const SearchConditions = {
  ...SpanConditions,
  start: Type.Optional(TextOrNumber),
  end: Type.Optional(TextOrNumber),
  minDuration: Type.Optional(TextOrNumber),
  maxDuration: Type.Optional(TextOrNumber),
  attributes: Type.Optional(Type.Record(Type.String(), Type.String(), { maxProperties: 20 })),
};

export const LogFilterParameters = {
  service: Type.Optional(Type.String()),
  minSeverity: Type.Optional(Severity),
  text: Type.Optional(
    Type.String({
      maxLength: 1_000,
      description: 'Words that all stand in the body, as whole words, whatever their case',
    }),
  ),
  traceId: Type.Optional(Type.String()),
  spanId: Type.Optional(Type.String()),
};

export const LogPageParameters = {
  order: Type.Optional(oneOf(LOG_ORDERS)),
  limit: Type.Optional(Type.Integer({ minimum: 1, maximum: MAX_LOGS_PER_PAGE, description: '100 when not given' })),
  cursor: Type.Optional(
    Type.String({ maxLength: 500, description: 'nextCursor of the page before; it holds the range, too' }),
  ),
};
