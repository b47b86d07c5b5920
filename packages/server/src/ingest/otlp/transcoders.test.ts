// The transcoders without a store: what they refuse, what they take back, and that no input makes them fail in another way.
import fc from 'fast-check';
import { MalformedOtlpError } from '../protobuf/ProtobufReader.ts';
import { sdkLog, sdkMetrics, sdkSpan, serialize, START_S } from '../testing/sdkTelemetry.ts';
import { jsonToProtobuf } from './jsonToProtobuf.ts';
import { logsTranscoder } from './logsTranscoder.ts';
import { metricsTranscoder } from './metricsTranscoder.ts';
import type { Transcoder } from './Transcoder.ts';
import { tracesTranscoder } from './tracesTranscoder.ts';

// For machines that do much else at the same time; nothing here is about time.
jest.setTimeout(60_000);

const NOW_MS = START_S * 1000;
const json = (value: unknown): Uint8Array => Buffer.from(JSON.stringify(value));
const spans = (...list: object[]): Uint8Array =>
  jsonToProtobuf('traces', json({ resourceSpans: [{ scopeSpans: [{ spans: list }] }] }));
const span = {
  traceId: '01'.repeat(16),
  spanId: '02'.repeat(8),
  name: 'a',
  startTimeUnixNano: '1795000000000000000',
  endTimeUnixNano: '1795000000000000001',
};

const BODIES = {
  traces: serialize.protobuf.traces([sdkSpan(), sdkSpan({ name: 'second' })]),
  logs: serialize.protobuf.logs([sdkLog(), sdkLog({ body: { a: ['x', { b: 1 }] } })]),
  metrics: serialize.protobuf.metrics(sdkMetrics()),
};
const MAKE: Readonly<Record<keyof typeof BODIES, () => Transcoder>> = {
  traces: tracesTranscoder,
  logs: logsTranscoder,
  metrics: metricsTranscoder,
};
const SIGNALS = Object.keys(BODIES) as (keyof typeof BODIES)[];

describe("a request's memory", () => {
  it.each(SIGNALS)('may be used for another one as soon as its %s were added', (signal) => {
    const blocks = (reuse: (body: Uint8Array) => void) => {
      const transcoder = MAKE[signal]();
      const batches = [1, 2].map(() => {
        const body = Uint8Array.from(BODIES[signal]);
        transcoder.add(body, 'default');
        reuse(body);
        return transcoder.take(NOW_MS).blocks;
      });
      return batches.flat().map(({ table, bytes }) => [table, Buffer.from(bytes).toString('latin1')]);
    };
    expect(blocks((body) => body.fill(0x41))).toEqual(blocks(() => {}));
  });
});

describe('spans that cannot be stored', () => {
  it.each([
    [{ ...span, traceId: '01' }, '1 span: the trace id is not 16 bytes that are not all zero'],
    [{ ...span, traceId: '00'.repeat(16) }, '1 span: the trace id is not 16 bytes that are not all zero'],
    [{ ...span, spanId: '' }, '1 span: the span id is not 8 bytes that are not all zero'],
    [{ ...span, parentSpanId: '0203' }, '1 span: the parent span id is not 8 bytes'],
    [{ ...span, startTimeUnixNano: 0 }, '1 span: it has no start time'],
    [{ ...span, startTimeUnixNano: '9223372036854775808' }, '1 span: the time is after the year 2262'],
    [{ ...span, endTimeUnixNano: '9223372036854775808' }, '1 span: the end time is after the year 2262'],
  ])('%j are counted with the reason', (bad, message) => {
    const transcoder = tracesTranscoder();
    expect(transcoder.add(spans(span, bad, span), 'default')).toEqual({
      accepted: 2,
      rejected: 1,
      message,
      rejections: { [message.replace('1 span: ', '')]: 1 },
    });
    expect(transcoder.take(NOW_MS).blocks.map((block) => [block.table, block.rows])).toEqual([
      ['resources', 1],
      ['spans', 2],
    ]);
  });

  it('are those on more than 30 different days, which would be as many parts', () => {
    const days = Array.from({ length: 40 }, (_, day) => ({
      ...span,
      startTimeUnixNano: String(1_795_000_000n * 10n ** 9n + BigInt(day) * 86_400n * 10n ** 9n),
    }));
    const transcoder = tracesTranscoder();
    expect(transcoder.add(spans(...days), 'default')).toEqual({
      accepted: 30,
      rejected: 10,
      message: '10 spans: the times of one request lie on more than 30 different days',
      rejections: { 'the times of one request lie on more than 30 different days': 10 },
    });
    expect(transcoder.mustBeTaken).toBe(false);
  });
});

it('counts data points that cannot be stored with the reason', () => {
  const timeUnixNano = '1795000000000000000';
  const metrics = [
    { name: 'ok', gauge: { dataPoints: [{ timeUnixNano, asInt: '3' }, { asInt: '3' }] } },
    { gauge: { dataPoints: [{ timeUnixNano, asDouble: 1 }] } },
    {
      name: 'h',
      histogram: {
        aggregationTemporality: 2,
        dataPoints: [{ timeUnixNano, explicitBounds: [1, 2], bucketCounts: ['1'] }],
      },
    },
  ];
  const body = jsonToProtobuf('metrics', json({ resourceMetrics: [{ scopeMetrics: [{ metrics }] }] }));
  expect(metricsTranscoder().add(body, 'default')).toEqual({
    accepted: 1,
    rejected: 3,
    message:
      '1 data point: it has no time; 1 data point: its metric has no name; 1 data point: its bucket counts do not fit its bounds',
    rejections: {
      'it has no time': 1,
      'its metric has no name': 1,
      'its bucket counts do not fit its bounds': 1,
    },
  });
});

describe('a malformed request', () => {
  it.each(SIGNALS)('of %s leaves nothing of itself, and what was there before', (signal) => {
    const body = BODIES[signal];
    const clean = MAKE[signal]();
    clean.add(body, 'default');
    const expected = clean.take(NOW_MS);
    const transcoder = MAKE[signal]();
    for (let length = 1; length < body.length; length += 3) {
      try {
        transcoder.add(body.subarray(0, length), 'default');
        transcoder.take(NOW_MS); // cut between two messages: valid
      } catch (error) {
        expect(error).toBeInstanceOf(MalformedOtlpError);
        expect((error as MalformedOtlpError).position).toBeGreaterThanOrEqual(0);
        expect(transcoder.rows).toBe(0);
      }
    }
    transcoder.take(NOW_MS);
    transcoder.add(body, 'default');
    expect(transcoder.take(NOW_MS).blocks.map(({ table, rows }) => ({ table, rows }))).toEqual(
      expected.blocks.map(({ table, rows }) => ({ table, rows })),
    );
  });

  it('of deltas adds nothing to their totals', () => {
    const deltas = (from: number): Uint8Array => {
      const nanoseconds = (seconds: number): string => `${START_S + seconds}000000000`;
      const point = { startTimeUnixNano: nanoseconds(from), timeUnixNano: nanoseconds(from + 1), count: '3', sum: 2 };
      const of = (dataPoint: object): object => ({
        aggregationTemporality: 1,
        dataPoints: [{ ...point, ...dataPoint }],
      });
      const metrics = [
        { name: 'c', sum: { isMonotonic: true, ...of({ asInt: '5' }) } },
        { name: 'h', histogram: of({ explicitBounds: [1], bucketCounts: ['1', '2'] }) },
        { name: 'e', exponentialHistogram: of({ positive: { bucketCounts: ['1', '2'] } }) },
      ];
      return jsonToProtobuf('metrics', json({ resourceMetrics: [{ scopeMetrics: [{ metrics }] }] }));
    };
    const [first, second] = [deltas(0), deltas(1)];
    /** What the second request comes to, when it comes cut off first. */
    const blocks = (cutAt: number): Buffer[] => {
      const transcoder = metricsTranscoder();
      transcoder.add(first, 'default');
      expect(() => transcoder.add(second.subarray(0, cutAt), 'default')).toThrow(MalformedOtlpError);
      transcoder.add(second, 'default');
      return transcoder.take(NOW_MS).blocks.map(({ bytes }) => Buffer.from(bytes));
    };
    const expected = blocks(1); // cut before its first point
    for (let cutAt = 2; cutAt < second.length; cutAt++) expect(blocks(cutAt)).toEqual(expected);
  });

  it('says at which byte', () => {
    expect(() => tracesTranscoder().add(new Uint8Array([10, 5, 1]), 'default')).toThrow(
      'A field is longer than what holds it at byte 2',
    );
    expect(() => tracesTranscoder().add(new Uint8Array([0, 0]), 'default')).toThrow('There is no field 0 at byte 1');
    expect(() =>
      tracesTranscoder().add(new Uint8Array([255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255]), 'default'),
    ).toThrow('A number does not end at byte 10');
  });

  it('is one whose values are nested without end', () => {
    let value: object = { stringValue: 'deep' };
    for (let i = 0; i < 44; i++) value = { arrayValue: { values: [value] } };
    const body = spans({ ...span, attributes: [{ key: 'a', value }] });
    expect(() => tracesTranscoder().add(body, 'default')).toThrow('nested deeper than 40');
  });

  it.each(SIGNALS)('of %s, however it came about, never fails in another way', (signal) => {
    const body = BODIES[signal];
    const transcoder = MAKE[signal]();
    const change = fc.record({ at: fc.nat(body.length - 1), byte: fc.nat(255) });
    fc.assert(
      fc.property(
        fc.array(change, { minLength: 1, maxLength: 6 }),
        fc.nat(body.length),
        fc.nat(40),
        (changes, cut, drop) => {
          const mutated = Buffer.concat([body.subarray(0, cut), body.subarray(Math.min(body.length, cut + drop))]);
          for (const { at, byte } of changes) if (at < mutated.length) mutated[at] = byte;
          try {
            transcoder.add(mutated, 'default');
          } catch (error) {
            if (!(error instanceof MalformedOtlpError)) throw error;
          }
          if (transcoder.rows > 1000) transcoder.take(NOW_MS);
        },
      ),
      { numRuns: 3000 },
    );
  });

  it('of random bytes never fails in another way', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), fc.constantFrom(...SIGNALS), (bytes, signal) => {
        try {
          MAKE[signal]().add(bytes, 'default');
        } catch (error) {
          if (!(error instanceof MalformedOtlpError)) throw error;
        }
      }),
      { numRuns: 300 },
    );
  });
});

describe('resources', () => {
  const tables = (transcoder: Transcoder, nowMs: number): { id: number; tables: string[] } => {
    const { id, blocks } = transcoder.take(nowMs);
    return { id, tables: blocks.map((block) => block.table) };
  };

  it('come with a batch until one with them is stored, and again when LastSeen would be old', () => {
    const transcoder = tracesTranscoder();
    const add = (): unknown => transcoder.add(BODIES.traces, 'default');
    add();
    const first = tables(transcoder, NOW_MS);
    expect(first.tables).toEqual(['resources', 'spans']);
    transcoder.settle(first.id, false, NOW_MS);
    add();
    const second = tables(transcoder, NOW_MS);
    expect(second.tables).toEqual(['resources', 'spans']);
    transcoder.settle(second.id, true, NOW_MS);
    add();
    expect(tables(transcoder, NOW_MS + 1000).tables).toEqual(['spans']);
    add();
    expect(tables(transcoder, NOW_MS + 3_600_000).tables).toEqual(['resources', 'spans']);
  });

  it('are found when they come after their spans', () => {
    const bytes = Buffer.from(BODIES.traces);
    // ResourceSpans with its fields in the order scope_spans, resource: legal, as fields may come in any order.
    const length = (at: number): { value: number; next: number } => {
      const value = bytes[at] < 128 ? bytes[at] : (bytes[at] & 127) | (bytes[at + 1] << 7);
      return { value, next: at + (value < 128 ? 1 : 2) };
    };
    const outer = length(1);
    const resource = length(outer.next + 1);
    const split = resource.next + resource.value;
    const swapped = Buffer.concat([
      bytes.subarray(0, outer.next),
      bytes.subarray(split),
      bytes.subarray(outer.next, split),
    ]);
    const block = (body: Uint8Array): Buffer => {
      const transcoder = tracesTranscoder();
      transcoder.add(body, 'default');
      return Buffer.from(transcoder.take(NOW_MS).blocks[1]?.bytes ?? []);
    };
    expect(swapped).not.toEqual(bytes);
    expect(block(swapped)).toEqual(block(bytes));
  });
});
