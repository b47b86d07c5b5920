import { buildTrace, NO_PARENT, SPAN_KINDS, type SpanKind, type Trace } from '@watchingcat/model';
import fc from 'fast-check';
import { anyTrace, traceOf, type TestSpan } from '../testing/traceOf.ts';
import { correctClockSkew, type ClockSkewOptions } from './correctClockSkew.ts';

/** Times in these tests are a few ns. */
const EXACT = { toleranceNs: 0 };
const CLIENT: SpanKind = 'client';
const SERVER: SpanKind = 'server';
const PRODUCER: SpanKind = 'producer';
const CONSUMER: SpanKind = 'consumer';

function corrected(spans: readonly TestSpan[], options?: ClockSkewOptions) {
  const { trace, shiftNs, shifted, beyondCap } = correctClockSkew(traceOf(...spans), { ...EXACT, ...options });
  const spansById = trace.spanIds.map((id, row) => [id, trace.startNs[row], shiftNs[row]]);
  return { spans: spansById, shifted, beyondCap, trace };
}
const call = { id: 'call', service: 'shop', kind: CLIENT, duration: 100 };
const served = { id: 'served', parent: 'call', service: 'cart', kind: SERVER, duration: 40 };

it('centres a server span that starts before its client asked', () =>
  expect(corrected([{ ...call, start: 50 }, served]).spans).toEqual([
    ['call', 0, 0],
    ['served', 30, 80], // sent at 0; the call now is the earliest, so it starts the trace
  ]));
it('centres a server span that ends after its client had the answer', () =>
  expect(corrected([call, { ...served, start: 80 }]).spans).toEqual([
    ['call', 0, 0],
    ['served', 30, -50],
  ]));
it('moves what the same host did below the span by the same time', () =>
  expect(
    corrected([call, { ...served, start: 80 }, { id: 'sql', parent: 'served', service: 'cart', start: 85 }]).spans,
  ).toEqual([
    ['call', 0, 0],
    ['served', 30, -50],
    ['sql', 35, -50],
  ]));
it('puts a longer child at its parent’s start', () =>
  expect(
    corrected([
      { ...call, start: 50 },
      { ...served, duration: 400 },
    ]).spans[1],
  ).toEqual(['served', 0, 50]));
it('leaves a span that fits', () => expect(corrected([call, { ...served, start: 60 }]).shifted).toBe(0));
it('leaves a span of the same service, whatever its times: one clock does not differ from itself', () =>
  expect(
    corrected([
      { ...call, start: 50 },
      { ...served, service: 'shop' },
    ]).shifted,
  ).toBe(0));
it('asks for the host where it is known: two instances of one service have two clocks', () =>
  expect(
    corrected(
      [
        { ...call, start: 50 },
        { ...served, service: 'shop' },
      ],
      { host: [0, 1] },
    ).shifted,
  ).toBe(1));
it('leaves what outlives its parent on purpose: messages, and calls that were given up', () => {
  const late = { ...served, start: 80 };
  expect(
    corrected([
      { ...call, kind: PRODUCER },
      { ...late, kind: CONSUMER },
    ]).shifted,
  ).toBe(0);
  expect(corrected([{ ...call, error: true }, late]).shifted).toBe(0);
});
it('moves a message that was received before it was sent', () =>
  expect(
    corrected([
      { ...call, kind: PRODUCER, start: 50 },
      { ...served, kind: CONSUMER },
    ]).shifted,
  ).toBe(1));
it('leaves what rounding explains', () => {
  const early = [{ ...call, start: 50 }, served];
  expect(corrected(early, { toleranceNs: 50 }).shifted).toBe(0);
  expect(corrected(early, { toleranceNs: 49 }).shifted).toBe(1);
});
it('does not move by more than the cap, and counts what it left', () => {
  const { shifted, beyondCap } = corrected([{ ...call, start: 50 }, served], { maxShiftNs: 79 });
  expect({ shifted, beyondCap }).toEqual({ shifted: 0, beyondCap: 1 });
});
it('puts siblings in the order of their corrected starts, with their events', () => {
  const { spans, trace } = corrected([
    { ...call, start: 50, duration: 100 },
    { ...served, id: 'skewed', start: 0, duration: 20, events: ['e'] },
    { ...served, id: 'right', start: 60, duration: 20 },
  ]);
  expect(spans).toEqual([
    ['call', 0, 0],
    ['right', 10, 0],
    ['skewed', 40, 90],
  ]);
  expect([...trace.events.row]).toEqual([2]);
  expect([...trace.events.timeNs]).toEqual([40]); // sent at the start of the span
});
it('walks 200,000 levels without overflow', () => {
  const size = 200_000;
  const ids = Array.from({ length: size }, (_, row) => String(row));
  const trace = buildTrace({
    traceId: 't',
    spanIds: ids,
    parentSpanIds: ids.map((_, row) => (row === 0 ? '' : String(row - 1))),
    start: ids.map((_, row) => BigInt(row % 2 === 0 ? 1_000 : 0)),
    durationNs: new Float64Array(size).fill(10),
    service: ids.map((_, row) => (row % 2 === 0 ? 'even' : 'odd')),
    operation: ids,
    kind: new Uint8Array(size),
    status: new Uint8Array(size),
    hasLinks: new Uint8Array(size),
    events: { row: [], time: [], name: [] },
  });
  expect(correctClockSkew(trace, EXACT).shifted).toBe(size / 2);
});

const isInOrder = (trace: Trace) => {
  for (let row = 0; row < trace.size; row++) {
    const next = row + trace.subtreeSize[row];
    if (next < trace.size && trace.parent[next] === trace.parent[row] && trace.startNs[next] < trace.startNs[row])
      return false;
    if (trace.parent[row] !== NO_PARENT) {
      const above = trace.parent[row];
      if (above >= row || row >= above + trace.subtreeSize[above] || trace.depth[row] !== trace.depth[above] + 1)
        return false;
    }
  }
  return true;
};

it('gives a trace in display order that starts at 0 and keeps every span, whatever the input', () =>
  fc.assert(
    fc.property(anyTrace, (input) => {
      const { trace, shiftNs, sourceRow, shifted, largestShiftNs } = correctClockSkew(input, EXACT);
      expect(isInOrder(trace)).toBe(true);
      expect(Math.min(...trace.startNs)).toBe(0);
      expect(trace.durationNs).toBe(Math.max(...trace.startNs.map((start, row) => start + trace.durationsNs[row])));
      expect([...sourceRow].sort((a, b) => a - b)).toEqual(Array.from({ length: input.size }, (_, row) => row));
      const base = Number(trace.start - input.start);
      sourceRow.forEach((source, row) => {
        expect(trace.spanIds[row]).toBe(input.spanIds[source]);
        expect(trace.durationsNs[row]).toBe(input.durationsNs[source]);
        expect(trace.startNs[row] + base).toBe(input.startNs[source] + shiftNs[row]);
        expect(sourceRow[trace.parent[row]]).toBe(
          input.parent[source] === NO_PARENT ? undefined : input.parent[source],
        );
      });
      expect(largestShiftNs).toBe(Math.max(...shiftNs.map(Math.abs)));
      expect(shiftNs.filter((shift) => shift !== 0)).toHaveLength(shifted);
    }),
  ));

it('never leaves a span of another host before its parent, and finds nothing to do the second time', () =>
  fc.assert(
    fc.property(anyTrace, (input) => {
      const { trace } = correctClockSkew(input, EXACT);
      trace.parent.forEach((above, row) => {
        if (above !== NO_PARENT && trace.service[above] !== trace.service[row])
          expect(trace.startNs[row]).toBeGreaterThanOrEqual(trace.startNs[above]);
      });
      expect(correctClockSkew(trace, EXACT).shifted).toBe(0);
    }),
  ));

it('puts every call back inside its client, however far the clocks of the services are apart', () =>
  fc.assert(
    fc.property(
      fc.array(fc.integer({ min: -1_000_000, max: 1_000_000 }), { minLength: 5, maxLength: 5 }),
      fc.array(fc.nat(6), { minLength: 1, maxLength: 12 }),
      (clockOfService, callers) => {
        // Each call is a client span of one service and, inside of it, a server span of the next.
        const spans: TestSpan[] = [{ id: 's0', service: '0', kind: SERVER, start: 0, duration: 1_000_000 }];
        callers.forEach((caller, i) => {
          const from = spans[(caller % (i + 1)) * 2]; // the root, or the server span of an earlier call
          const to = (Number(from.service) + 1) % 5;
          const duration = Math.floor(from.duration! / 3);
          const start = from.start! + duration;
          spans.push({ id: `c${i}`, parent: from.id, service: from.service!, kind: CLIENT, start, duration });
          const inside = Math.floor(duration / 2);
          spans.push({
            id: `s${i + 1}`,
            parent: `c${i}`,
            service: String(to),
            kind: SERVER,
            start: start + Math.floor(duration / 4),
            duration: inside,
          });
        });
        const offset = 10_000_000;
        const skewed = spans.map((span) => ({
          ...span,
          start: span.start! + offset + clockOfService[Number(span.service)],
        }));
        const { trace } = correctClockSkew(traceOf(...skewed), EXACT);
        trace.parent.forEach((above, row) => {
          if (above === NO_PARENT || trace.kind[row] !== SPAN_KINDS.indexOf(SERVER)) return;
          expect(trace.startNs[row]).toBeGreaterThanOrEqual(trace.startNs[above]);
          expect(trace.startNs[row] + trace.durationsNs[row]).toBeLessThanOrEqual(
            trace.startNs[above] + trace.durationsNs[above],
          );
        });
      },
    ),
  ));
