import { context, propagation, ROOT_CONTEXT } from '@opentelemetry/api';
import { AsyncLocalStorageContextManager } from '@opentelemetry/context-async-hooks';
import type { ReadableLogRecord } from '@opentelemetry/sdk-logs';
import { InMemoryLogRecordExporter } from '@opentelemetry/sdk-logs';
import { BasicTracerProvider, InMemorySpanExporter, SimpleSpanProcessor } from '@opentelemetry/sdk-trace-base';
import fc from 'fast-check';
import { setActiveFaults } from '../faults/active.ts';
import { contextOf, isShopBaggage } from './baggage.ts';
import { shiftTime, SkewedLogExporter, SkewedSpanExporter } from './clockSkew.ts';
import { jsonStyle, logfmtStyle, plainStyle } from './logStyles.ts';

const line = {
  time: new Date('2026-01-31T12:00:00Z'),
  level: 'warn',
  message: 'slow query',
  fields: { table: 'review', query: 'a="b c"', rows: 3, empty: '', missing: undefined },
} as const;

describe('log styles', () => {
  it('JSON is one object', () => {
    expect(jsonStyle(line)).toBe(
      '{"time":"2026-01-31T12:00:00.000Z","level":"warn","msg":"slow query","table":"review","query":"a=\\"b c\\"","rows":3,"empty":""}',
    );
  });
  it('logfmt quotes what needs it', () => {
    expect(logfmtStyle(line)).toBe(
      'ts=2026-01-31T12:00:00.000Z level=warn msg="slow query" table=review query="a=\\"b c\\"" rows=3 empty=""',
    );
  });
  it('plain is a sentence', () => {
    expect(plainStyle({ ...line, fields: { rows: 3 } })).toBe('2026-01-31 12:00:00.000 WARN  slow query (rows 3)');
    expect(plainStyle({ ...line, fields: {} })).toBe('2026-01-31 12:00:00.000 WARN  slow query');
  });
});

describe('shiftTime', () => {
  it('carries between nanoseconds and seconds, both ways', () => {
    expect(shiftTime([10, 900_000_000], 0.2)).toEqual([11, 100_000_000]);
    expect(shiftTime([10, 100_000_000], -0.2)).toEqual([9, 900_000_000]);
  });
  it('is undone by the opposite shift', () => {
    const times = fc.tuple(fc.integer({ min: 1e9, max: 2e9 }), fc.integer({ min: 0, max: 999_999_999 }));
    fc.assert(
      fc.property(times, fc.integer({ min: -300_000, max: 300_000 }), (time, ms) => {
        expect(shiftTime(shiftTime(time, ms / 1_000), -ms / 1_000)).toEqual(time);
      }),
    );
  });
});

describe('a host whose clock is wrong', () => {
  const skew = { id: 'x', kind: 'clock-skew', target: 'cart', intensity: -2, startedAt: 0 } as const;
  afterEach(() => setActiveFaults([]));

  it('shifts spans and their events of that service only, as they leave', async () => {
    const memory = new InMemorySpanExporter();
    const exporters = [new SkewedSpanExporter(memory, 'cart'), new SkewedSpanExporter(memory, 'catalog')];
    const provider = new BasicTracerProvider({
      spanProcessors: exporters.map((each) => new SimpleSpanProcessor(each)),
    });
    setActiveFaults([skew]);
    const span = provider.getTracer('test').startSpan('work', { startTime: [100, 5] });
    span.addEvent('half', [101, 0]);
    span.end([102, 0]);
    await provider.forceFlush();
    const [shifted, kept] = memory.getFinishedSpans();
    expect(shifted).toMatchObject({ name: 'work', startTime: [98, 5], endTime: [100, 0], events: [{ time: [99, 0] }] });
    expect(kept).toMatchObject({ startTime: [100, 5], endTime: [102, 0], events: [{ time: [101, 0] }] });
    expect(shifted?.spanContext()).toEqual(kept?.spanContext());
    await provider.shutdown();
  });

  it('shifts log records', async () => {
    const memory = new InMemoryLogRecordExporter();
    const exporter = new SkewedLogExporter(memory, 'cart');
    const record = { hrTime: [10, 0], hrTimeObserved: [11, 0], body: 'x' } as unknown as ReadableLogRecord;
    exporter.export([record], () => undefined);
    setActiveFaults([skew]);
    exporter.export([record], () => undefined);
    expect(memory.getFinishedLogRecords().map(({ hrTime, body }) => [hrTime[0], body])).toEqual([
      [10, 'x'],
      [8, 'x'],
    ]);
    await exporter.forceFlush();
    await exporter.shutdown();
  });
});

describe('baggage', () => {
  beforeAll(() => context.setGlobalContextManager(new AsyncLocalStorageContextManager().enable()));
  afterAll(() => context.disable());

  it('holds session, tier and experiment, and only those are copied to spans', () => {
    const shopper = { sessionId: 'c0ffee', tier: 'gold', experiment: 'checkout-express' } as const;
    const baggage = propagation.getBaggage(context.with(ROOT_CONTEXT, () => contextOf(shopper)));
    const entries = baggage?.getAllEntries().map(([key, { value }]) => [key, value]);
    expect(entries).toEqual([
      ['session.id', 'c0ffee'],
      ['customer.tier', 'gold'],
      ['experiment', 'checkout-express'],
    ]);
    expect(entries?.every(([key]) => isShopBaggage(key ?? ''))).toBe(true);
    expect(isShopBaggage('password')).toBe(false);
  });
});
