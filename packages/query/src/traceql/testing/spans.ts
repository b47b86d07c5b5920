// A small way to write down the spans of a trace in a test, and traces of any shape.
import type { AttributeValue, SpanDetails } from '@watchingcat/model';
import fc from 'fast-check';

type Values = Readonly<Record<string, AttributeValue>>;

/** What is left out is empty or 0; a span is named like its id. */
export interface TestSpan {
  readonly id: string;
  readonly parent?: string;
  readonly name?: string;
  readonly service?: string;
  readonly kind?: SpanDetails['kind'];
  readonly status?: SpanDetails['status'];
  /** In ns. */
  readonly start?: number;
  readonly duration?: number;
  readonly attributes?: Values;
  readonly resource?: Values;
  /** `time` is in ns after the start of the span. */
  readonly events?: readonly { readonly name: string; readonly time?: number; readonly attributes?: Values }[];
  readonly links?: readonly { readonly traceId: string; readonly spanId: string; readonly attributes?: Values }[];
}

const EPOCH = 1_700_000_000_000_000_000n;

export function spansOf(...spans: readonly TestSpan[]): SpanDetails[] {
  return spans.map(
    ({
      id,
      parent,
      name,
      service,
      kind,
      status,
      start,
      duration,
      attributes,
      resource,
      events,
      links,
    }): SpanDetails => ({
      traceId: '0af7651916cd43dd8448eb211c80319c',
      spanId: id,
      parentSpanId: parent,
      traceState: '',
      service: service ?? 'shop',
      operation: name ?? id,
      kind: kind ?? 'internal',
      status: status ?? 'unset',
      statusMessage: status === 'error' ? 'it failed' : '',
      start: EPOCH + BigInt(start ?? 0),
      durationNs: duration ?? 0,
      attributes: valuesOf(attributes),
      resource: valuesOf({ 'service.name': service ?? 'shop', ...resource }),
      scope: { name: 'library', version: '' },
      events: (events ?? []).map((event) => ({
        name: event.name,
        time: EPOCH + BigInt((start ?? 0) + (event.time ?? 0)),
        attributes: valuesOf(event.attributes),
      })),
      links: (links ?? []).map((link) => ({ ...link, traceState: '', attributes: valuesOf(link.attributes) })),
    }),
  );
}

function valuesOf(values: Values = {}): ReadonlyMap<string, AttributeValue> {
  return new Map(Object.entries(values));
}

const anyValue: fc.Arbitrary<AttributeValue> = fc.constantFrom<AttributeValue[]>(
  1n,
  2n,
  1.5,
  'x',
  'y',
  '1',
  true,
  false,
  null,
  ['x', 'z'],
  [1n, 3n],
  [],
);
const anyValues = fc.dictionary(fc.constantFrom('a', 'b', 'c'), anyValue, { maxKeys: 3, noNullPrototype: true });

/** Few names and values, so that they meet; parents may be missing, cyclic or duplicated, durations zero or negative. */
export const anySpans: fc.Arbitrary<SpanDetails[]> = fc
  .array(
    fc.record({
      id: fc.integer({ min: 0, max: 12 }).map(String),
      parent: fc.oneof(
        { weight: 1, arbitrary: fc.constant('') },
        { weight: 4, arbitrary: fc.integer({ min: 0, max: 13 }).map(String) },
      ),
      name: fc.constantFrom('x', 'y', 'z'),
      service: fc.constantFrom('x', 'y'),
      kind: fc.constantFrom('server', 'client', 'internal'),
      status: fc.constantFrom('unset', 'ok', 'error'),
      start: fc.integer({ min: 0, max: 5 }),
      duration: fc.integer({ min: -1, max: 4 }),
      attributes: anyValues,
      resource: anyValues,
      events: fc.array(fc.record({ name: fc.constantFrom('x', 'y'), time: fc.nat(3), attributes: anyValues }), {
        maxLength: 2,
      }),
    }),
    { minLength: 1, maxLength: 10 },
  )
  .map((spans) => spansOf(...spans));
