import fc from 'fast-check';
import { buildTrace, type SpanColumns } from './buildTrace.ts';
import { spanIdBytes } from './spanIdText.ts';
import { parentsById, traceOfTable, type SpanTable } from './spanTable.ts';
import { NO_PARENT, SPAN_FLAG, type Trace } from './trace.ts';

interface Span {
  id: string;
  parent?: string;
  start?: number;
  duration?: number;
  events?: number[];
}

const BASE = 1_700_000_000_000_000_001n;

function columns(spans: readonly Span[]): SpanColumns {
  const events = spans.flatMap((span, row) => (span.events ?? []).map((at) => ({ row, at })));
  return {
    traceId: '0af7651916cd43dd8448eb211c80319c',
    spanIds: spans.map((span) => span.id),
    parentSpanIds: spans.map((span) => span.parent ?? ''),
    start: spans.map((span) => BASE + BigInt(span.start ?? 0)),
    durationNs: spans.map((span) => span.duration ?? 0),
    service: spans.map((span) => `service of ${span.id}`),
    operation: spans.map((span) => span.id),
    kind: spans.map(() => 2),
    status: spans.map(() => 0),
    hasLinks: spans.map(() => false),
    events: {
      row: events.map((event) => event.row),
      time: events.map((event) => BASE + BigInt(event.at)),
      name: events.map((event) => `at ${event.at}`),
    },
  };
}

const build = (...spans: Span[]) => buildTrace(columns(spans));
const flagsOf = (trace: Trace, id: string) => trace.flags[trace.spanIds.indexOf(id)];

it('puts spans in depth-first order, siblings by start', () => {
  const trace = build(
    { id: 'late', parent: 'root', start: 5 },
    { id: 'grandchild', parent: 'early', start: 2 },
    { id: 'root' },
    { id: 'early', parent: 'root', start: 1 },
  );
  expect(trace.spanIds).toEqual(['root', 'early', 'grandchild', 'late']);
  expect([...trace.parent]).toEqual([NO_PARENT, 0, 1, 0]);
  expect([...trace.depth]).toEqual([0, 1, 2, 1]);
  expect([...trace.subtreeSize]).toEqual([4, 2, 1, 1]);
});

it('measures from the earliest span to the latest end, which need not be the root', () => {
  const trace = build({ id: 'root', start: 10, duration: 5 }, { id: 'async', parent: 'root', start: 8, duration: 20 });
  expect(trace.start).toBe(BASE + 8n);
  expect(trace.durationNs).toBe(20);
  expect([...trace.startNs]).toEqual([2, 0]);
});

it('shows spans whose parent is missing as roots, and says so', () => {
  const trace = build({ id: 'orphan', parent: 'gone' }, { id: 'child', parent: 'orphan', start: 1 });
  expect(trace.spanIds).toEqual(['orphan', 'child']);
  expect(flagsOf(trace, 'orphan')).toBe(SPAN_FLAG.missingParent);
});

it('cuts a cycle above its earliest span', () => {
  const trace = build(
    { id: 'a', parent: 'b', start: 2 },
    { id: 'b', parent: 'a', start: 1 },
    { id: 'self', parent: 'self' },
  );
  expect(trace.spanIds).toEqual(['self', 'b', 'a']);
  expect(flagsOf(trace, 'b')).toBe(SPAN_FLAG.cycle);
  expect(flagsOf(trace, 'a')).toBe(0);
});

it('keeps both of two spans with one id and gives the children to the first', () => {
  const trace = build({ id: 'x', start: 1 }, { id: 'x', start: 0 }, { id: 'child', parent: 'x', start: 2 });
  expect(trace.spanIds).toEqual(['x', 'x', 'child']);
  expect([...trace.parent]).toEqual([NO_PARENT, NO_PARENT, 1]);
  expect([...trace.flags]).toEqual([SPAN_FLAG.duplicateId, 0, 0]);
});

it('shows a span that ended before it started with no duration', () => {
  const trace = build({ id: 'skewed', duration: -5 });
  expect([trace.durationsNs[0], trace.flags[0]]).toEqual([0, SPAN_FLAG.negativeDuration]);
});

it('sorts events by row, then time', () => {
  const trace = build({ id: 'child', parent: 'root', start: 1, events: [3, 2] }, { id: 'root', events: [1] });
  expect(Array.from(trace.events.row)).toEqual([0, 1, 1]);
  expect(Array.from(trace.events.name, (name) => trace.events.names[name])).toEqual(['at 1', 'at 2', 'at 3']);
});

it('refuses an empty trace', () => expect(() => build()).toThrow(RangeError));

it('is not limited in depth', () => {
  const chain = Array.from({ length: 200_000 }, (_, i) => ({
    id: `${i}`,
    parent: i === 0 ? '' : `${i - 1}`,
    start: i,
  }));
  expect(buildTrace(columns(chain)).depth.at(-1)).toBe(199_999);
});

const anySpans = fc.array(
  fc.record({
    id: fc.constantFrom(...'abcdefgh'),
    parent: fc.constantFrom('', ...'abcdefghxy'),
    start: fc.integer({ min: 0, max: 20 }),
    duration: fc.integer({ min: -3, max: 20 }),
    events: fc.array(fc.integer({ min: 0, max: 30 }), { maxLength: 3 }),
  }),
  { minLength: 1, maxLength: 12 },
);

it('holds its invariants for any spans, however broken', () => {
  fc.assert(
    fc.property(anySpans, (spans) => {
      const trace = buildTrace(columns(spans));
      expect([...trace.spanIds].sort()).toEqual(spans.map((span) => span.id).sort());
      for (let row = 0; row < trace.size; row++) {
        const parent = trace.parent[row];
        expect(parent).toBeLessThan(row);
        expect(trace.depth[row]).toBe(parent === NO_PARENT ? 0 : trace.depth[parent] + 1);
        // Descendants are exactly the rows of [row, row + subtreeSize).
        for (let other = row + 1; other < trace.size; other++) {
          let ancestor = other;
          while (ancestor > row) ancestor = trace.parent[ancestor]!;
          expect(ancestor === row).toBe(other < row + trace.subtreeSize[row]);
        }
      }
      expect(trace.startNs.every((start, row) => start + trace.durationsNs[row] <= trace.durationNs)).toBe(true);
      expect(trace.events.row.length).toBe(spans.flatMap((span) => span.events).length);
    }),
  );
});

it('makes of numbers the same trace as of texts', () => {
  fc.assert(
    fc.property(anySpans, (spans) => {
      const hex = (id: string) => (id === '' ? '' : (id.charCodeAt(0) * 0x101).toString(16).padStart(16, '0'));
      const texts = columns(spans.map((span) => ({ ...span, id: hex(span.id), parent: hex(span.parent) })));
      expect(traceOfTable(tableOf(texts))).toEqual(buildTrace(texts));
    }),
  );
});

/** As a store makes it: ids as bytes, texts as indices into tables with texts that no row has. */
function tableOf(spans: SpanColumns): SpanTable {
  const words = (ids: readonly string[]) => new Uint32Array(spanIdBytes(ids.map((id) => id.padStart(16, '0')))!.buffer);
  const textsOf = (texts: readonly string[]) => {
    const values = ['', ...new Set(texts)].reverse();
    return { values, index: texts.map((text) => values.indexOf(text)) };
  };
  const start = spans.start.reduce((a, b) => (a < b ? a : b));
  const after = (times: readonly bigint[]) => Float64Array.from(times, (time) => Number(time - start));
  const flags = new Uint8Array(spans.spanIds.length);
  return {
    ...spans,
    size: flags.length,
    start,
    startNs: after(spans.start),
    parent: parentsById(words(spans.spanIds), words(spans.parentSpanIds), flags),
    flags,
    service: textsOf(spans.service),
    operation: textsOf(spans.operation),
    events: { row: spans.events.row, timeNs: after(spans.events.time), name: textsOf(spans.events.name) },
    idsOf: (order) => Array.from(order, (span) => spans.spanIds[span]),
  };
}
