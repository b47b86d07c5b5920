import {
  attributeText,
  buildTrace,
  COMPLETE,
  NO_PARENT,
  SPAN_KINDS,
  SPAN_STATUSES,
  TRACE_SORTS,
  type SpanDetails,
  type Trace,
  type TraceQuery,
  type TraceSummary,
} from '@watchingcat/model';
import fc from 'fast-check';
import { ATTRIBUTE_CHOICES, FIRST_START, MINUTES, OPERATIONS, seededSpans, SERVICES } from '../../test/seededSpans.ts';
import { openSeededStore, type SeededStore } from '../../test/seededStore.ts';

const MINUTE = 60_000_000_000n;
const spans = seededSpans(20_260_301, 300);
const all = { start: FIRST_START, end: FIRST_START + BigInt(MINUTES) * MINUTE };
let seeded: SeededStore;

beforeAll(async () => {
  seeded = await openSeededStore(spans);
}, 60_000);
afterAll(() => seeded.close(), 60_000);

const isEntry = (span: SpanDetails) => ['server', 'consumer'].includes(span.kind) || span.parentSpanId === undefined;
const byName = (a: string, b: string) => Buffer.compare(Buffer.from(a), Buffer.from(b));

describe('services, operations and RED', () => {
  it('counts calls, errors and the last span of every service', async () => {
    const { services, coverage } = await seeded.telemetry.services(all);
    expect(coverage).toEqual(COMPLETE);
    expect(services.map(({ name, calls, errors, lastSeen }) => ({ name, calls, errors, lastSeen }))).toEqual(
      [...SERVICES].sort(byName).map((name) => {
        const own = spans.filter((span) => span.service === name);
        const calls = own.filter(isEntry);
        return {
          name,
          calls: calls.length,
          errors: calls.filter((span) => span.status === 'error').length,
          lastSeen: own.map((span) => span.start).reduce((a, b) => (a > b ? a : b)),
        };
      }),
    );
  });

  it('has quantiles within 2.2 % of those of the spans', async () => {
    const { services } = await seeded.telemetry.services(all);
    for (const { name, p50Ms } of services) {
      const durations = spans
        .filter((span) => span.service === name && isEntry(span))
        .map((span) => span.durationNs / 1e6)
        .sort((a, b) => a - b);
      const rank = (durations.length - 1) / 2;
      const truth = (durations[Math.floor(rank)] + durations[Math.ceil(rank)]) / 2;
      expect(Math.abs(p50Ms! - truth)).toBeLessThan(0.022 * truth + 23e-6);
    }
  });

  it('widens a range to the minutes that it touches', async () => {
    const range = { start: FIRST_START + 10n * MINUTE + 59_999_999_999n, end: FIRST_START + 12n * MINUTE + 1n };
    const { services } = await seeded.telemetry.services(range);
    const touched = spans.filter(
      (span) => span.start >= FIRST_START + 10n * MINUTE && span.start < FIRST_START + 13n * MINUTE && isEntry(span),
    );
    expect(services.reduce((sum, service) => sum + service.calls, 0)).toBe(touched.length);
  });

  it('lists the operations of a service, the costliest first', async () => {
    const { operations } = await seeded.telemetry.operations(SERVICES[2], all);
    const calls = spans.filter((span) => span.service === SERVICES[2] && isEntry(span));
    const totals = OPERATIONS.map((name) => {
      const own = calls.filter((span) => span.operation === name);
      return { name, calls: own.length, totalMs: own.reduce((sum, span) => sum + span.durationNs, 0) / 1e6 };
    });
    expect(operations.map(({ name, calls, totalMs }) => ({ name, calls, totalMs }))).toEqual(
      totals.sort((a, b) => b.totalMs - a.totalMs),
    );
  });

  it('rounds a step up to whole minutes and gives each point, also those without calls', async () => {
    const query = { service: SERVICES[0], operation: OPERATIONS[1], range: all, stepMs: 90_000 };
    const { stepMs, points } = await seeded.telemetry.red(query);
    expect(stepMs).toBe(120_000);
    const calls = spans.filter(
      (span) => span.service === SERVICES[0] && span.operation === OPERATIONS[1] && isEntry(span),
    );
    expect(points.map((point) => [point.startMs, point.calls])).toEqual(
      Array.from({ length: MINUTES / 2 }, (_, index) => {
        const startMs = Number(FIRST_START / 1_000_000n) + index * stepMs;
        const own = calls.filter((span) => Math.floor((Number(span.start / 1_000_000n) - startMs) / stepMs) === 0);
        return [startMs, own.length];
      }),
    );
    expect(points.filter((point) => point.calls === 0).every((point) => point.p50Ms === undefined)).toBe(true);
  });

  it('widens the step until a long range has at most 2000 points', async () => {
    const range = { start: FIRST_START, end: FIRST_START + 90n * 1_440n * MINUTE };
    const { stepMs, points } = await seeded.telemetry.red({ service: SERVICES[0], range, stepMs: 1 });
    expect(points.length).toBeLessThanOrEqual(2_000);
    expect(points.length).toBeGreaterThan(1_900);
    expect(points.every((point) => point.startMs % stepMs === 0)).toBe(true);
  });
});

/** The definition of a search, in the words of TraceQuery, over all spans. */
function bruteForce(query: TraceQuery): TraceSummary[] {
  const groups = Map.groupBy(spans, (span) => span.traceId);
  const found = [...groups.values()].filter((group) => {
    const { start, durationMs } = summarise(group);
    return (
      start >= query.range.start &&
      start < query.range.end &&
      durationMs >= (query.minDurationMs ?? 0) &&
      durationMs <= (query.maxDurationMs ?? Infinity) &&
      group.some((span) => matches(span, query))
    );
  });
  const key = (trace: TraceSummary) =>
    query.sort === 'slowest' ? BigInt(Math.round(trace.durationMs * 1e6)) : trace.start;
  return found
    .map(summarise)
    .sort((a, b) => (key(a) === key(b) ? (a.traceId < b.traceId ? 1 : -1) : key(a) < key(b) ? 1 : -1));
}

/** Newest first, as `bruteForce` gives what has no order of its own. */
function byStart(a: TraceSummary, b: TraceSummary): number {
  return a.start === b.start ? (a.traceId < b.traceId ? 1 : -1) : a.start < b.start ? 1 : -1;
}

function matches(span: SpanDetails, query: TraceQuery): boolean {
  const hasAttribute = ([name, text]: [string, string]) =>
    [span.attributes, span.resource].some(
      (attributes) => attributes.has(name) && attributeText(attributes.get(name)!) === text,
    );
  return (
    (query.service === undefined || span.service === query.service) &&
    (query.operation === undefined || span.operation === query.operation) &&
    (query.status === undefined || (span.status === 'error') === (query.status === 'error')) &&
    Object.entries(query.attributes ?? {}).every(hasAttribute)
  );
}

function summarise(group: readonly SpanDetails[]): TraceSummary {
  const start = group.map((span) => span.start).reduce((a, b) => (a < b ? a : b));
  const end = group.map((span) => span.start + BigInt(span.durationNs)).reduce((a, b) => (a > b ? a : b));
  const root = group.find((span) => span.parentSpanId === undefined);
  return {
    traceId: group[0].traceId,
    rootService: root?.service ?? '',
    rootOperation: root?.operation ?? '',
    start,
    durationMs: Number(end - start) / 1e6,
    spans: group.length,
    errors: group.filter((span) => span.status === 'error').length,
    services: [...new Set(group.map((span) => span.service))].sort(byName),
  };
}

const optional = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: undefined, freq: 1 });
const anyAttribute = fc.constantFrom(
  ...Object.entries(ATTRIBUTE_CHOICES).flatMap(([name, values]) => values.map((value) => [name, attributeText(value)])),
  ['host.name', 'host-0'],
  ['customer.tier', 'no such tier'],
  ['no such name', ''],
);
const anyQuery: fc.Arbitrary<TraceQuery> = fc
  .record({
    from: fc.integer({ min: -5, max: MINUTES * 6 }),
    length: fc.integer({ min: 1, max: MINUTES * 6 }),
    service: optional(fc.constantFrom(...SERVICES, 'no such service')),
    operation: optional(fc.constantFrom(...OPERATIONS)),
    status: optional(fc.constantFrom('ok' as const, 'error' as const)),
    minDurationMs: optional(fc.constantFrom(0, 0.5, 1, 2, 100.25)),
    maxDurationMs: optional(fc.constantFrom(0, 1, 2, 50, 900)),
    attributes: optional(fc.array(anyAttribute, { maxLength: 2 }).map((pairs) => Object.fromEntries(pairs))),
    sort: fc.constantFrom(...TRACE_SORTS),
  })
  .map(({ from, length, ...query }) => {
    const start = FIRST_START + (BigInt(from) * MINUTE) / 6n;
    return { ...query, range: { start, end: start + (BigInt(length) * MINUTE) / 6n } };
  });

describe('trace search', () => {
  it('finds what a filter over all spans finds, in the same order', async () => {
    await fc.assert(
      fc.asyncProperty(anyQuery, async (query) => {
        const { traces, coverage } = await seeded.telemetry.searchTraces({ ...query, limit: 1_000 });
        expect(query.sort === 'sample' ? [...traces].sort(byStart) : traces).toEqual(bruteForce(query));
        expect(coverage).toEqual(COMPLETE);
      }),
      { numRuns: 60 },
    );
  }, 120_000);

  it.each(TRACE_SORTS)('visits each trace exactly once, page by page, by %s', async (sort) => {
    const visited: string[] = [];
    let cursor: string | undefined;
    do {
      const page = await seeded.telemetry.searchTraces({ range: all, sort, limit: 7, cursor });
      visited.push(...page.traces.map((trace) => trace.traceId));
      cursor = page.nextCursor;
    } while (cursor !== undefined);
    const everyTrace = bruteForce({ range: all, sort }).map((trace) => trace.traceId);
    expect(sort === 'sample' ? visited.sort() : visited).toEqual(sort === 'sample' ? everyTrace.sort() : everyTrace);
  });

  it('samples from the whole range, not from one end', async () => {
    const everyTrace = bruteForce({ range: all }).map((trace) => trace.traceId);
    const size = Math.floor(everyTrace.length / 3);
    const { traces } = await seeded.telemetry.searchTraces({ range: all, sort: 'sample', limit: size });
    const places = traces.map((trace) => everyTrace.indexOf(trace.traceId));
    const newer = places.filter((place) => place < everyTrace.length / 2).length;
    expect(newer).toBeGreaterThan(size / 4);
    expect(newer).toBeLessThan((size * 3) / 4);
  });

  it('keeps the range of the first page when a later one comes with a range that moved', async () => {
    const first = await seeded.telemetry.searchTraces({ range: all, limit: 5 });
    const moved = { start: all.end, end: all.end + MINUTE };
    const second = await seeded.telemetry.searchTraces({ range: moved, limit: 5, cursor: first.nextCursor });
    expect(second.traces).toEqual(bruteForce({ range: all }).slice(5, 10));
  });

  it('refuses a cursor of another search, and what is none', async () => {
    const { nextCursor } = await seeded.telemetry.searchTraces({ range: all, limit: 1 });
    const other = { range: all, service: 'cart', cursor: nextCursor };
    await expect(seeded.telemetry.searchTraces(other)).rejects.toMatchObject({ code: 'bad_request' });
    await expect(seeded.telemetry.searchTraces({ range: all, cursor: 'x' })).rejects.toThrow('cursor');
  });

  it('stops in the engine when it is aborted', async () => {
    const abort = new AbortController();
    const answer = seeded.telemetry.searchTraces({ range: all, attributes: { a: 'b' } }, abort.signal);
    abort.abort();
    await expect(answer).rejects.toMatchObject({ name: 'AbortError' });
  });
});

/** All that the columns of a trace tell of each span, whatever its row. */
function spansById(trace: Trace) {
  const { spanIds, parent, services, operations, events } = trace;
  const ownEvents = (row: number) =>
    Array.from(events.row.keys())
      .filter((event) => events.row[event] === row)
      .map((event) => [events.timeNs[event], events.names[events.name[event]]]);
  return new Map(
    spanIds.map((id, row) => [
      id,
      {
        parent: parent[row] === NO_PARENT ? undefined : spanIds[parent[row]],
        service: services[trace.service[row]],
        operation: operations[trace.operation[row]],
        events: ownEvents(row),
        numbers: (['depth', 'subtreeSize', 'startNs', 'durationsNs', 'kind', 'status', 'flags'] as const).map(
          (column) => trace[column][row],
        ),
      },
    ]),
  );
}

describe('one trace', () => {
  it('is the trace that its spans make, in whatever requests they came', async () => {
    for (const group of [...Map.groupBy(spans, (span) => span.traceId).values()].slice(0, 20)) {
      const { traceId } = group[0];
      const answer = await seeded.telemetry.trace(traceId);
      const expected = buildTrace({
        traceId,
        spanIds: group.map((span) => span.spanId),
        parentSpanIds: group.map((span) => span.parentSpanId ?? ''),
        start: group.map((span) => span.start),
        durationNs: group.map((span) => span.durationNs),
        service: group.map((span) => span.service),
        operation: group.map((span) => span.operation),
        kind: group.map((span) => SPAN_KINDS.indexOf(span.kind)),
        status: group.map((span) => SPAN_STATUSES.indexOf(span.status)),
        hasLinks: group.map((span) => span.links.length),
        events: {
          row: group.flatMap((span, row) => span.events.map(() => row)),
          time: group.flatMap((span) => span.events.map((event) => event.time)),
          name: group.flatMap((span) => span.events.map((event) => event.name)),
        },
      });
      expect(answer?.coverage).toEqual(COMPLETE);
      const { trace } = answer!;
      expect([trace.start, trace.durationNs, trace.size]).toEqual([expected.start, expected.durationNs, expected.size]);
      // Siblings that start together come in the order in which they are stored, which is not that of `group`.
      expect(spansById(trace)).toEqual(spansById(expected));
    }
  });

  it('gives every span as it was sent, with the types of its attributes', async () => {
    for (const span of spans.slice(0, 20)) {
      expect(await seeded.telemetry.span(span.traceId, span.spanId)).toEqual(span);
    }
  });

  it('gives all its spans with all they carry', async () => {
    const { traceId } = spans[0];
    const answer = await seeded.telemetry.spansOfTrace(traceId);
    const bySpanId = (a: SpanDetails, b: SpanDetails) => (a.spanId < b.spanId ? -1 : 1);
    expect([...answer!.spans].sort(bySpanId)).toEqual(spans.filter((span) => span.traceId === traceId).sort(bySpanId));
  });

  it('is undefined when nothing of it is stored', async () => {
    const nowhere = '0'.repeat(31) + '1';
    expect(await seeded.telemetry.trace(nowhere)).toBeUndefined();
    expect(await seeded.telemetry.spansOfTrace(nowhere)).toBeUndefined();
    expect(await seeded.telemetry.span(spans[0].traceId, 'ffffffffffffffff')).toBeUndefined();
  });
});
