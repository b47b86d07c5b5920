// A small way to write down a trace in a test: one object a span, times in ns after the trace's start.
import { buildTrace, SPAN_KINDS, type SpanKind, type Trace } from '@watchingcat/model';
import fc from 'fast-check';

export interface TestSpan {
  readonly id: string;
  readonly parent?: string;
  readonly start?: number;
  readonly duration?: number;
  readonly service?: string;
  readonly operation?: string;
  /** `internal` when not given. */
  readonly kind?: SpanKind;
  readonly error?: boolean;
  readonly events?: readonly string[];
}

export const traceOf = (...spans: readonly TestSpan[]): Trace => traceFrom(spans);

export function traceFrom(spans: readonly TestSpan[]): Trace {
  const events = spans.flatMap((span, row) => (span.events ?? []).map((name) => ({ row, name })));
  return buildTrace({
    traceId: '0af7651916cd43dd8448eb211c80319c',
    spanIds: spans.map((span) => span.id),
    parentSpanIds: spans.map((span) => span.parent ?? ''),
    start: spans.map((span) => BigInt(span.start ?? 0)),
    durationNs: spans.map((span) => span.duration ?? 0),
    service: spans.map((span) => span.service ?? 'shop'),
    operation: spans.map((span) => span.operation ?? span.id),
    kind: spans.map(({ kind = 'internal' }) => SPAN_KINDS.indexOf(kind)),
    status: spans.map((span) => (span.error ? 2 : 0)),
    hasLinks: spans.map(() => false),
    events: {
      row: events.map((event) => event.row),
      time: events.map((event) => BigInt(spans[event.row].start ?? 0)),
      name: events.map((event) => event.name),
    },
  });
}

/** Traces of any shape: parents may be missing, cyclic or duplicated, durations zero or negative. */
export const anyTrace: fc.Arbitrary<Trace> = fc
  .array(
    fc.record({
      id: fc.integer({ min: 0, max: 30 }).map(String),
      parent: fc.option(fc.integer({ min: 0, max: 35 }).map(String), { nil: '' }),
      start: fc.integer({ min: 0, max: 50 }),
      duration: fc.integer({ min: -5, max: 40 }),
      service: fc.constantFrom('a', 'b', 'c'),
      kind: fc.constantFrom(...SPAN_KINDS),
      error: fc.boolean(),
    }),
    { minLength: 1, maxLength: 25 },
  )
  .map(traceFrom);
