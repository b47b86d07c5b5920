import { NS_PER_US } from '@watchingcat/model';
import type { Attributes, AttributeValue, SpanDetails, SpanEvent, SpanLink } from '@watchingcat/model';
import fc from 'fast-check';
import { dataOf } from './jaegerApi.ts';
import { jaegerTrace } from './jaegerTraces.ts';
import { spansToJaegerJson } from '../formats/jaegerJson.ts';
import captured from './testing/orderTrace.api.json' with { type: 'json' };
import { asStored, byId, inMicroseconds, ORDER_TRACE } from './testing/orderTrace.ts';

const T = '1af7651916cd43dd8448eb211c80319c';
const S = '10f067aa0ba902b7';
const span = (given: object) => ({ traceID: T, spanID: S, operationName: 'op', startTime: 1, duration: 2, ...given });
const read = (...spans: object[]) =>
  jaegerTrace({ spans: spans.map(span), processes: { p1: { serviceName: 'shop', tags: [] } } }, 'data[0]');
const readOne = (given: object) => read(given)[0];
const tag = (key: string, value: unknown, type = 'string') => ({ key, type, value });

describe('a trace of a real Jaeger 1.62', () => {
  const [spans] = dataOf(jaegerTrace)(captured, '');

  it('is what was sent by OTLP, in microseconds and without what Jaeger does not keep', () => {
    expect(byId(spans)).toEqual(byId(ORDER_TRACE).map((sent) => inMicroseconds(asStored(sent))));
  });

  it('keeps the order of attributes', () => {
    const keys = ({ attributes }: SpanDetails) => [...attributes.keys()];
    expect(byId(spans).map(keys)).toEqual(byId(ORDER_TRACE).map(keys));
  });
});

describe('a span', () => {
  it('failed when OpenTracing said so, and keeps an error that is no flag', () => {
    expect(readOne({ tags: [tag('error', true, 'bool')] })).toMatchObject({ status: 'error', attributes: new Map() });
    const told = readOne({ tags: [tag('error', 'timeout'), tag('span.kind', 'robot')] });
    expect(told).toMatchObject({ status: 'unset', kind: 'unspecified' });
    expect(told.attributes).toEqual(new Map([['error', 'timeout'], ['span.kind', 'robot']])); // prettier-ignore
  });

  it('takes the status code before the flag', () => {
    expect(readOne({ tags: [tag('error', true, 'bool'), tag('otel.status_code', 'OK')] }).status).toBe('ok');
  });

  it('has the scope of older exporters too', () => {
    const tags = [tag('otel.library.name', 'net/http'), tag('otel.library.version', '2')];
    expect(readOne({ tags }).scope).toEqual({ name: 'net/http', version: '2' });
  });

  it('shows the warnings of Jaeger where Jaeger 2 does', () => {
    expect(readOne({ warnings: ['clock skew'] }).attributes).toEqual(new Map([['@jaeger@warnings', ['clock skew']]]));
  });

  it('has ids of full length, however short Jaeger writes them', () => {
    expect(readOne({ traceID: 'ABC', spanID: 'D', references: [{ refType: 'CHILD_OF', traceID: 'abc', spanID: 'e' }] })).toMatchObject({
      traceId: '00000000000000000000000000000abc',
      spanId: '000000000000000d',
      parentSpanId: '000000000000000e',
      links: [],
    }); // prettier-ignore
  });

  it('has a parent only within its trace; every other reference is a link', () => {
    const other = 'f'.repeat(32);
    const references = [
      { refType: 'CHILD_OF', traceID: other, spanID: '1' },
      { refType: 'FOLLOWS_FROM', traceID: T, spanID: '2' },
      { refType: 'CHILD_OF', traceID: T, spanID: '3' },
      { refType: 'FOLLOWS_FROM', traceID: '0', spanID: '0' },
    ];
    const { parentSpanId, links } = readOne({ references, parentSpanID: '9' });
    expect(parentSpanId).toBe('0000000000000003');
    expect(links.map(({ traceId, spanId, attributes }) => [traceId, spanId, attributes.get('opentracing.ref_type')])).toEqual([
      [other, '0000000000000001', 'child_of'],
      [T, '0000000000000002', undefined],
    ]); // prettier-ignore
  });

  it('follows a span of its trace when it is a child of none', () => {
    const references = [{ refType: 'FOLLOWS_FROM', traceID: T, spanID: '2' }];
    expect(readOne({ references })).toMatchObject({
      parentSpanId: '0000000000000002',
      links: [{ spanId: '0000000000000002' }],
    });
  });

  it('has the parent that answers without references name', () => {
    expect(readOne({ parentSpanID: 'a' }).parentSpanId).toBe('000000000000000a');
    expect(readOne({ parentSpanID: '0' }).parentSpanId).toBeUndefined();
  });

  it('may lack its process, or carry it', () => {
    expect(readOne({ processID: 'p9' })).toMatchObject({ service: '', resource: new Map() });
    expect(readOne({ process: { serviceName: 'cart' } }).resource).toEqual(new Map([['service.name', 'cart']]));
  });

  it('is of a service that Jaeger named, when its resource has none', () => {
    const process = { serviceName: 'OTLPResourceNoServiceName', tags: [tag('host.name', 'a')] };
    expect(readOne({ process })).toMatchObject({
      service: 'OTLPResourceNoServiceName',
      resource: new Map([['host.name', 'a']]),
    });
  });

  it('may end before it starts: real Jaeger writes -5000 µs as 2^64 - 5000', () => {
    const { durationNs } = readOne({ duration: Number('18446744073709546616') });
    expect(Math.abs(durationNs + 5e6)).toBeLessThan(2e6);
    expect(durationNs).toBeLessThan(0);
  });

  it('keeps an event whose name is no text, or that has none', () => {
    const { events } = readOne({
      logs: [
        { timestamp: 3, fields: [tag('event', 7, 'int64')] },
        { timestamp: 4, fields: null },
      ],
    });
    expect(events).toEqual([
      { time: 3_000n, name: '', attributes: new Map([['event', 7n]]) },
      { time: 4_000n, name: '', attributes: new Map() },
    ]);
  });

  it.each([
    ['startTime', { startTime: 1.5 }],
    ['spanID', { spanID: null }],
    ['references[0].spanID', { references: [{ refType: 'CHILD_OF', traceID: T }] }],
  ])('is refused with the place when %s is missing or wrong', (place, given) => {
    expect(() => readOne(given)).toThrow(`data[0].spans[0].${place}`);
  });
});

it('gives each side of a Zipkin call its id, and the children to the server', () => {
  const kind = (value: string) => [tag('span.kind', value)];
  const childOf = (spanID: string) => [{ refType: 'CHILD_OF', traceID: T, spanID }];
  const spans = read(
    { spanID: '1', tags: kind('server') },
    { spanID: 'a', tags: kind('server'), references: childOf('1') },
    { spanID: 'a', tags: kind('client'), references: childOf('1') },
    { spanID: 'b', references: childOf('a') },
  );
  expect(spans.map(({ spanId, parentSpanId }) => [Number(`0x${spanId}`), parentSpanId && Number(`0x${parentSpanId}`)])).toEqual([
    [0x1, undefined],
    [0x2, 0xa],
    [0xa, 0x1],
    [0xb, 0x2],
  ]); // prettier-ignore
});

it('gives back ids, attributes and times to the µs of whatever was sent', () => {
  fc.assert(fc.property(sentTraces, (sent) => {
    const expected = sent.map((span) => inMicroseconds(asStored(span)));
    expect(jaegerTrace(JSON.parse(JSON.stringify(spansToJaegerJson(sent))), '')).toEqual(expected);
  })); // prettier-ignore
});

const hex = (digits: number) => fc.stringMatching(new RegExp(`^[0-9a-f]{${digits - 1}}[1-9a-f]$`));
const value: fc.Arbitrary<AttributeValue> = fc.oneof(
  fc.string({ unit: 'grapheme' }),
  fc.boolean(),
  fc.bigInt(-(2n ** 63n), 2n ** 63n - 1n),
  // JSON has neither NaN nor -0, and Jaeger answers 500 for the former.
  fc.double({ noNaN: true, noDefaultInfinity: true }).map((double) => double + 0),
  fc.uint8Array({ maxLength: 20 }),
  fc.array(fc.string(), { maxLength: 3 }),
);
// Names that are Jaeger's own are another fact, tested above.
const attributes: fc.Arbitrary<Attributes> = fc
  .dictionary(
    fc.string({ unit: 'grapheme' }).map((key) => `app.${key}`),
    value,
    { maxKeys: 5 },
  )
  .map((object) => new Map(Object.entries(object)));
const time = fc.bigInt(0n, 4_000_000_000_000_000_000n);
const sentTraces: fc.Arbitrary<readonly SpanDetails[]> = fc
  .record({
    traceId: fc.oneof(
      hex(32),
      hex(16).map((id) => id.padStart(32, '0')),
    ),
    resources: fc.array(attributes, { minLength: 1, maxLength: 3 }),
  })
  .chain(({ traceId, resources }) => {
    const named = resources.map((resource, index) => new Map([['service.name', `s${index}`], ...resource]));
    const links = fc.array(
      fc.record<SpanLink>({
        traceId: hex(32).filter((id) => id !== traceId),
        spanId: hex(16),
        traceState: fc.constant(''),
        attributes,
      }),
    );
    const sent = fc.record({
      traceId: fc.constant(traceId),
      spanId: hex(16),
      parentSpanId: fc.option(hex(16), { nil: undefined }),
      traceState: fc.constantFrom('', 'vendor=1'),
      operation: fc.string(),
      kind: fc.constantFrom('unspecified' as const, 'internal', 'server', 'client', 'producer', 'consumer'),
      status: fc.constantFrom('unset' as const, 'ok', 'error'),
      statusMessage: fc.string(),
      start: time,
      durationNs: fc.integer({ min: 0, max: 1e15 }),
      attributes,
      resource: fc.constantFrom(...named),
      scope: fc.record({ name: fc.string(), version: fc.string() }),
      events: fc.array(fc.record<SpanEvent>({ time, name: fc.string(), attributes })),
      links,
    });
    return fc.uniqueArray(sent, { selector: ({ spanId }) => spanId, minLength: 1, maxLength: 6 });
  })
  .map((spans) => spans.map((span) => ({ ...span, service: span.resource.get('service.name') as string })));

it('counts time in whole microseconds', () => expect(readOne({ startTime: 7 }).start).toBe(7n * NS_PER_US));
