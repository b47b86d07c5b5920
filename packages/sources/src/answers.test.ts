import { EDGE_ORIGINS, encodeAttributes, formatRfc3339, NODE_KINDS, SEVERITIES } from '@watchingcat/model';
import type { Attributes, Coverage, RedStats } from '@watchingcat/model';
import fc from 'fast-check';
import {
  coverage,
  exemplarsAnswer,
  graphAnswer,
  logHistogramAnswer,
  logsAnswer,
  operationsAnswer,
  otlpSpans,
  redAnswer,
  servicesAnswer,
  spansAnswer,
  traceAnswer,
  tracesAnswer,
  trendsAnswer,
} from './answers.ts';
import { ShapeError } from './decode.ts';

const number = fc.double({ noNaN: true, noDefaultInfinity: true });
const quantile = fc.option(number, { nil: undefined });
const stats = { calls: number, errors: number, p50Ms: quantile, p95Ms: quantile, p99Ms: quantile };
const time = fc.bigInt({ min: 0n, max: 253402300799999999999n }); // to the end of year 9999
const maybeText = fc.option(fc.string(), { nil: undefined });
const attributes = fc.array(fc.tuple(fc.string(), fc.string())).map((pairs): Attributes => new Map(pairs));
const anyCoverage: fc.Arbitrary<Coverage> = fc.oneof(
  fc.constant({ kind: 'complete' } as const),
  fc.record({
    kind: fc.constant('sampled' as const),
    seen: number,
    total: quantile,
    reason: fc.option(fc.string(), { nil: undefined }),
  }),
  fc.record({ kind: fc.constant('capped' as const), cap: fc.string(), limit: fc.nat() }),
  fc.record({ kind: fc.constant('partial' as const), reason: fc.string() }),
);

/** What a server writes: quantiles without a value become null, times RFC 3339; then through text, as on the wire. */
function sent(value: unknown): unknown {
  return JSON.parse(
    JSON.stringify(value, (_key, inner: unknown) => {
      if (typeof inner === 'bigint') return formatRfc3339(inner);
      if (inner instanceof Map) return encodeAttributes(inner as Attributes);
      if (typeof inner !== 'object' || inner === null || !('p50Ms' in inner)) return inner;
      const { p50Ms, p95Ms, p99Ms } = inner as RedStats;
      return { ...inner, p50Ms: p50Ms ?? null, p95Ms: p95Ms ?? null, p99Ms: p99Ms ?? null };
    }),
  );
}
/** JSON has no -0. */
const plain = <T>(value: T): T => {
  if (Object.is(value, -0)) return 0 as T;
  if (Array.isArray(value)) return value.map(plain) as T;
  if (typeof value !== 'object' || value === null || value instanceof Map) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, plain(inner)])) as T;
};

describe('answers', () => {
  it.each([
    [
      'services',
      servicesAnswer,
      fc.record({
        services: fc.array(fc.record({ name: fc.string(), ...stats, lastSeen: time })),
        coverage: anyCoverage,
      }),
    ],
    [
      'operations',
      operationsAnswer,
      fc.record({
        operations: fc.array(fc.record({ name: fc.string(), ...stats, totalMs: number })),
        coverage: anyCoverage,
      }),
    ],
    [
      'RED',
      redAnswer,
      fc.record({ stepMs: number, points: fc.array(fc.record({ startMs: number, ...stats })), coverage: anyCoverage }),
    ],
    [
      'traces',
      tracesAnswer,
      fc.record({
        traces: fc.array(
          fc.record({
            traceId: fc.string(),
            rootService: fc.string(),
            rootOperation: fc.string(),
            start: time,
            durationMs: number,
            spans: fc.nat(),
            errors: fc.nat(),
            services: fc.array(fc.string()),
          }),
        ),
        nextCursor: fc.option(fc.string(), { nil: undefined }),
        coverage: anyCoverage,
      }),
    ],
    [
      'trends',
      trendsAnswer,
      fc.record({
        startMs: number,
        stepMs: number,
        services: fc.array(fc.record({ name: fc.string(), p95Ms: fc.array(quantile) })),
        coverage: anyCoverage,
      }),
    ],
    [
      'exemplars',
      exemplarsAnswer,
      fc.record({
        exemplars: fc.array(fc.record({ time, durationMs: number, traceId: fc.string(), spanId: maybeText })),
        coverage: anyCoverage,
      }),
    ],
    [
      'logs',
      logsAnswer,
      fc.record({
        logs: fc.array(
          fc.record({
            id: fc.string(),
            time,
            severity: fc.constantFrom(...SEVERITIES),
            severityText: fc.string(),
            service: fc.string(),
            body: fc.string(),
            traceId: maybeText,
            spanId: maybeText,
            attributes,
            resource: attributes,
          }),
        ),
        total: fc.option(fc.nat(), { nil: undefined }),
        nextCursor: maybeText,
        coverage: anyCoverage,
      }),
    ],
    [
      'log histograms',
      logHistogramAnswer,
      fc.record({
        stepMs: number,
        bars: fc.array(
          fc.record({
            startMs: number,
            counts: fc.record(Object.fromEntries(SEVERITIES.map((severity) => [severity, fc.nat()]))),
          }),
        ),
        coverage: anyCoverage,
      }),
    ],
    [
      'the service graph',
      graphAnswer,
      fc.record({
        nodes: fc.array(fc.record({ name: fc.string(), kind: fc.constantFrom(...NODE_KINDS) })),
        edges: fc.array(
          fc.record({
            from: fc.string(),
            to: fc.string(),
            calls: number,
            errors: quantile,
            p95Ms: quantile,
            origins: fc.array(fc.constantFrom(...EDGE_ORIGINS)),
          }),
        ),
        coverage: anyCoverage,
      }),
    ],
  ])('of %s are what was sent', (_name, decoder, arbitrary) => {
    fc.assert(
      fc.property(arbitrary as fc.Arbitrary<object>, (answer) =>
        expect(decoder(sent(answer), '')).toEqual(plain(answer)),
      ),
    );
  });

  it.each([
    servicesAnswer,
    operationsAnswer,
    redAnswer,
    tracesAnswer,
    traceAnswer,
    otlpSpans,
    spansAnswer,
    trendsAnswer,
    exemplarsAnswer,
    logsAnswer,
    logHistogramAnswer,
    graphAnswer,
  ])('of any other shape are refused with a ShapeError and nothing else (%#)', (decoder) => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        // An empty list of spans is an answer.
        fc.pre(!(typeof value === 'object' && value !== null && 'resourceSpans' in value));
        expect(() => decoder(value, '')).toThrow(ShapeError);
      }),
    );
  });

  it('name the place that is wrong, and what was expected there', () => {
    const service = { name: 'cart', calls: '3', errors: 0, lastSeen: '2026-01-01T00:00:00Z' };
    expect(() => servicesAnswer({ services: [service], coverage: { kind: 'complete' } }, '')).toThrow(
      'expected a number at services[0].calls, got the text "3"',
    );
    expect(() => coverage({ kind: 'guessed' }, 'coverage')).toThrow(
      'complete, sampled, capped or partial at coverage.kind',
    );
  });

  it('ignore what a newer server adds', () => {
    expect(servicesAnswer({ services: [], coverage: { kind: 'complete', since: 3 }, next: 1 }, '')).toEqual({
      services: [],
      coverage: { kind: 'complete' },
    });
  });
});
