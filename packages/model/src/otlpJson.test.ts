import fc from 'fast-check';
import type { AttributeValue } from './attributes.ts';
import { spansFromOtlpJson, spansToOtlpJson } from './otlpJson.ts';
import { SPAN_KINDS, SPAN_STATUSES, type SpanDetails } from './trace.ts';

const value: fc.Arbitrary<AttributeValue> = fc.letrec<{ value: AttributeValue }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 3 },
    fc.string(),
    fc.double().map((number) => number + 0), // JSON has no negative zero
    fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }),
    fc.boolean(),
    fc.constant(null),
    fc.uint8Array({ maxLength: 8 }),
    fc.array(tie('value'), { maxLength: 3 }),
    fc.dictionary(fc.string(), tie('value'), { maxKeys: 3, noNullPrototype: true }),
  ),
})).value;
const attributes = fc.dictionary(fc.string(), value, { maxKeys: 4 }).map((pairs) => new Map(Object.entries(pairs)));
const hex = (digits: number) =>
  fc.string({ unit: fc.constantFrom(...'0123456789abcdef'), minLength: digits, maxLength: digits });
const time = fc.bigInt({ min: 0n, max: 2n ** 62n });

const details: fc.Arbitrary<SpanDetails> = fc
  .record({
    traceId: hex(32),
    spanId: hex(16),
    parentSpanId: fc.option(hex(16), { nil: undefined }),
    traceState: fc.string(),
    service: fc.string(),
    operation: fc.string(),
    kind: fc.constantFrom(...SPAN_KINDS),
    status: fc.constantFrom(...SPAN_STATUSES),
    statusMessage: fc.string(),
    start: time,
    durationNs: fc.integer({ min: -1000, max: 1_000_000 }),
    attributes,
    resource: attributes,
    scope: fc.record({ name: fc.string(), version: fc.string() }),
    events: fc.array(fc.record({ time, name: fc.string(), attributes }), { maxLength: 2 }),
    links: fc.array(fc.record({ traceId: hex(32), spanId: hex(16), traceState: fc.string(), attributes }), {
      maxLength: 2,
    }),
  })
  .map((span) => ({ ...span, resource: new Map([...span.resource, ['service.name', span.service]]) }));

it('gives back every span that was encoded, in the same order and with the same types', () => {
  fc.assert(
    fc.property(fc.array(details, { maxLength: 4 }), (spans) => {
      expect(spansFromOtlpJson(JSON.parse(JSON.stringify(spansToOtlpJson(spans))))).toEqual(spans);
    }),
  );
});

it('groups neighbours of one resource and scope', () => {
  const [a, b] = fc.sample(details, { numRuns: 2, seed: 1 }) as [SpanDetails, SpanDetails];
  const json = spansToOtlpJson([a, { ...b, resource: new Map(a.resource), scope: { ...a.scope } }]);
  expect(json.resourceSpans).toHaveLength(1);
  expect(json.resourceSpans[0].scopeSpans![0].spans).toHaveLength(2);
});

it('reads sparse spans of other senders', () => {
  const [span] = spansFromOtlpJson({
    resourceSpans: [
      { scopeSpans: [{ spans: [{ traceId: 'a', spanId: 'b', attributes: [{ key: 'n', value: { intValue: 3 } }] }] }] },
    ],
  });
  expect(span).toMatchObject({
    service: '',
    operation: '',
    kind: 'unspecified',
    status: 'unset',
    start: 0n,
    durationNs: 0,
  });
  expect(span.attributes.get('n')).toBe(3n);
});
