// Traces of any content that OTLP can carry, for property tests of formats.
import type { Attributes, AttributeValue, SpanDetails, SpanEvent, SpanLink } from '@watchingcat/model';
import { SPAN_KINDS, SPAN_STATUSES } from '@watchingcat/model';
import fc from 'fast-check';

/** What breaks careless formats: ends of scripts, formulas, separators, escapes of terminals, marks of writing direction. */
export const HOSTILE_TEXTS = [
  '</script><script>alert(1)</script>',
  '<!--<script>',
  '<img src=x onerror=alert(1)>',
  '=HYPERLINK("http://evil.example";"x")',
  '+1',
  '-1+2',
  '@SUM(A1)',
  '\t=1',
  '\r\n=1,"quoted"',
  '\u001b[31mred\u001b[0m',
  '\u202egnp.exe',
  '\u2028\u2029',
  '\ud800',
  '__proto__',
  "'; DROP TABLE spans; --",
] as const;

const text = fc.oneof(
  { weight: 3, arbitrary: fc.string({ unit: 'grapheme' }) },
  { weight: 1, arbitrary: fc.constantFrom(...HOSTILE_TEXTS) },
);
const id = (digits: number) => fc.stringMatching(new RegExp(`^[0-9a-f]{${digits - 1}}[1-9a-f]$`));
const time = fc.bigInt(0n, 4_000_000_000_000_000_000n);
const scalar: fc.Arbitrary<AttributeValue> = fc.oneof(
  text,
  fc.boolean(),
  fc.bigInt(-(2n ** 63n), 2n ** 63n - 1n),
  fc.double().map((double) => double + 0), // JSON has no -0
  fc.uint8Array({ maxLength: 20 }).map((bytes) => Uint8Array.from(bytes)),
  fc.constant(null),
);
const value: fc.Arbitrary<AttributeValue> = fc.oneof(
  scalar,
  fc.array(scalar, { maxLength: 3 }),
  fc.dictionary(fc.string(), scalar, { maxKeys: 3, noNullPrototype: true }),
);
const attributes: fc.Arbitrary<Attributes> = fc
  .array(fc.tuple(text, value), { maxLength: 4 })
  .map((pairs) => new Map(pairs));

/** @returns at least one span; ids differ; durations are whole and not negative */
export function arbitraryTrace(): fc.Arbitrary<readonly SpanDetails[]> {
  return fc.tuple(id(32), fc.array(attributes, { minLength: 1, maxLength: 2 })).chain(([traceId, resources]) => {
    const named = resources.map((resource, index) => new Map([...resource, ['service.name', `s${index}`]]));
    const span = fc.record({
      traceId: fc.constant(traceId),
      spanId: id(16),
      parentSpanId: fc.option(id(16), { nil: undefined }),
      traceState: fc.constantFrom('', 'vendor=1'),
      operation: text,
      kind: fc.constantFrom(...SPAN_KINDS),
      status: fc.constantFrom(...SPAN_STATUSES),
      statusMessage: text,
      start: time.map((ns) => ns + 1n),
      durationNs: fc.integer({ min: 0, max: 1e15 }),
      attributes,
      resource: fc.constantFrom(...named),
      scope: fc.record({ name: text, version: text }),
      events: fc.array(fc.record<SpanEvent>({ time, name: text, attributes }), { maxLength: 2 }),
      links: fc.array(fc.record<SpanLink>({ traceId: id(32), spanId: id(16), traceState: text, attributes }), {
        maxLength: 2,
      }),
    });
    const spans = fc.uniqueArray(span, { selector: ({ spanId }) => spanId, minLength: 1, maxLength: 6 });
    return spans.map((all) => all.map((one) => ({ ...one, service: one.resource.get('service.name') as string })));
  });
}
