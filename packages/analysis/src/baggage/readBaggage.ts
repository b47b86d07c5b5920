// What one span says about baggage. Baggage is no part of a span: it is seen only where an SDK, an instrumentation or a tracer wrote it
// down, so a span that shows none may still have carried some.
import { attributeText, type Attributes, type AttributeValue, type SpanDetails } from '@watchingcat/model';
import { parseBaggage } from './parseBaggage.ts';

/**
 * How a key is known, the least direct first:
 * - `copied`: an attribute has the key and a value that baggage has elsewhere in the trace. OpenTelemetry's BaggageSpanProcessor copies
 *   entries under their own names, which nothing tells from any other attribute: this is a guess.
 * - `named`: the caller said that attributes of this key are baggage.
 * - `attribute`: `baggage.<key>`, as Elastic's agents (https://github.com/elastic/apm/pull/820) and many own processors write it.
 * - `header`: a captured `baggage` header (W3C): incoming on a server or consumer span, outgoing on a client's or producer's.
 * - `event`: a tracer of Jaeger logged that the span set the key (fields `event=baggage`, `key`, `value`).
 */
export const BAGGAGE_EVIDENCE = ['copied', 'named', 'attribute', 'header', 'event'] as const;
export type BaggageEvidence = (typeof BAGGAGE_EVIDENCE)[number];

/** What is read of a span; attributes and events of its details will do. */
export type BaggageSpan = Pick<SpanDetails, 'attributes' | 'events'>;

export interface BaggageItem {
  readonly value: string;
  readonly evidence: BaggageEvidence;
  /** What the span had before it set `value`, when it shows both. */
  readonly replaced: string | undefined;
}

/** Attributes of this name are baggage for sure. */
export const BAGGAGE_PREFIX = 'baggage.';
/**
 * Captured headers: OpenTelemetry's names for HTTP, for gRPC before and after semantic conventions 1.39, and the one that the Java agent
 * has for messages.
 */
const HEADERS = [
  'http.request.header.baggage',
  'rpc.request.metadata.baggage',
  'rpc.grpc.request.metadata.baggage',
  'messaging.header.baggage',
];

/** All that the span itself shows (`copied` takes the whole trace to know). @param named keys of attributes that are baggage */
export function readBaggage({ attributes, events }: BaggageSpan, named: readonly string[]): Map<string, BaggageItem> {
  const items = new Map<string, BaggageItem>();
  // From the start of the span to its end, so that a later value replaces an earlier one.
  const add = (key: string, value: string, evidence: BaggageEvidence) => {
    const before = items.get(key);
    const replaced = before === undefined || before.value === value ? before?.replaced : before.value;
    items.set(key, { value, evidence, replaced });
  };
  for (const key of named) {
    const value = attributes.get(key);
    if (value !== undefined) add(key, textOf(value), 'named');
  }
  for (const [name, value] of attributes) {
    if (name.startsWith(BAGGAGE_PREFIX) && name.length > BAGGAGE_PREFIX.length)
      add(name.slice(BAGGAGE_PREFIX.length), textOf(value), 'attribute');
  }
  for (const line of HEADERS.flatMap((header) => headerLines(attributes, header))) {
    for (const [key, value] of parseBaggage(line)) add(key, value, 'header');
  }
  for (const { name, attributes: fields } of events) {
    if (name !== 'baggage' && fields.get('event') !== 'baggage') continue;
    const key = fields.get('key');
    const value = fields.get('value');
    // People log other things under this name too: only the tracer's own fields count.
    if (typeof key === 'string' && key !== '' && value !== undefined) add(key, textOf(value), 'event');
  }
  return items;
}

/** A header is an array of its lines; by way of Jaeger, an array is its JSON. */
function headerLines(attributes: Attributes, name: string): string[] {
  const value = attributes.get(name);
  if (Array.isArray(value)) return value.map(textOf);
  if (typeof value !== 'string') return [];
  if (!value.startsWith('["')) return [value];
  try {
    return (JSON.parse(value) as AttributeValue[]).map(textOf);
  } catch {
    return [value];
  }
}

const textOf = (value: AttributeValue) => (value === null ? '' : attributeText(value));
