import fc from 'fast-check';
import { buildTrace } from './buildTrace.ts';
import { COMPLETE, type Coverage } from './coverage.ts';
import { decodeTrace, encodeTrace } from './traceWire.ts';

const hexId = fc.bigInt({ min: 1n, max: 2n ** 64n - 1n }).map((id) => id.toString(16).padStart(16, '0'));
const anyId = fc.oneof(hexId, fc.string({ unit: 'binary', minLength: 1, maxLength: 17 }));
const text = fc.string({ unit: 'binary', maxLength: 9 });
const spansWith = (id: fc.Arbitrary<string>) =>
  fc.array(
    fc.record({
      id,
      parent: fc.nat(20),
      start: fc.bigInt({ min: 0n, max: 2n ** 53n }),
      duration: fc.maxSafeInteger(),
      service: text,
      operation: text,
      kind: fc.nat(255),
      status: fc.nat(255),
      events: fc.array(fc.record({ at: fc.bigInt({ min: -9n, max: 9n }), name: text }), { maxLength: 2 }),
    }),
    { minLength: 1, maxLength: 9 },
  );
type Spans = ReturnType<typeof spansWith> extends fc.Arbitrary<infer Value> ? Value : never;
const coverages: readonly Coverage[] = [COMPLETE, { kind: 'capped', cap: 'CAP', limit: 3 }];
const BASE = 1_700_000_000_000_000_001n;

const traceOf = (spans: Spans) =>
  buildTrace({
    traceId: 'any',
    spanIds: spans.map(({ id }) => id),
    parentSpanIds: spans.map(({ parent }) => spans[parent]?.id ?? ''),
    start: spans.map(({ start }) => BASE + start),
    durationNs: spans.map(({ duration }) => duration),
    service: spans.map(({ service }) => service),
    operation: spans.map(({ operation }) => operation),
    kind: spans.map(({ kind }) => kind),
    status: spans.map(({ status }) => status),
    hasLinks: spans.map(({ kind }) => kind % 2),
    events: {
      row: spans.flatMap(({ events }, row) => events.map(() => row)),
      time: spans.flatMap(({ start, events }) => events.map(({ at }) => BASE + start + at)),
      name: spans.flatMap(({ events }) => events.map(({ name }) => name)),
    },
  });

it.each([
  ['hexadecimal ids', hexId],
  ['any ids', anyId],
])('gives back a trace with %s as it was, wherever its bytes lie in memory', (_, id) => {
  fc.assert(
    fc.property(spansWith(id), fc.constantFrom(...coverages), fc.nat(9), (spans, coverage, offset) => {
      const answer = { trace: traceOf(spans), coverage };
      const bytes = encodeTrace(answer);
      const memory = new Uint8Array(bytes.length + offset);
      memory.set(bytes, offset);
      expect(decodeTrace(memory.subarray(offset))).toEqual(answer);
    }),
  );
});

it('sends 8 bytes for an id and no text', () => {
  const id = '00000000000000aa';
  const [span] = fc.sample(spansWith(fc.constant(id)), { numRuns: 1, seed: 1 });
  const bytes = encodeTrace({ trace: traceOf([span[0]]), coverage: COMPLETE });
  expect(new TextDecoder('latin1').decode(bytes)).not.toContain(id);
});

it('refuses bytes that are cut short, are something else, or do not hold together', () => {
  fc.assert(
    fc.property(spansWith(hexId), fc.double({ min: 0, max: 1, maxExcluded: true }), (spans, part) => {
      const bytes = encodeTrace({ trace: traceOf(spans), coverage: COMPLETE });
      expect(() => decodeTrace(bytes.subarray(0, Math.floor(part * bytes.length)))).toThrow(RangeError);
    }),
  );
  expect(() => decodeTrace(new TextEncoder().encode('<!doctype html><title>Log in</title>'))).toThrow(RangeError);
});

it.each(['parent', 'service', 'operation'] as const)('refuses a %s that is not there', (column) => {
  const [spans] = fc.sample(spansWith(hexId), { numRuns: 1, seed: 5 });
  const trace = traceOf(spans);
  const damaged = { ...trace, [column]: trace[column].map(() => 1_000) };
  expect(() => decodeTrace(encodeTrace({ trace: damaged, coverage: COMPLETE }))).toThrow(RangeError);
});
