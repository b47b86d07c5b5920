// Jaeger's references as parent and links. Jaeger keeps no attributes and no trace state of a link.
import type { SpanLink } from '@watchingcat/model';
import type { Decoder } from '../decode.ts';
import { fields, list, text } from '../decode.ts';
import { isZero, spanIdOf, traceIdOf } from './ids.ts';

export interface Reference {
  readonly refType: string;
  readonly traceID: string;
  readonly spanID: string;
}

const referenceList = list(fields<Reference>({ refType: text, traceID: text, spanID: text }));

/** A missing list is an empty one. */
export const references: Decoder<readonly Reference[]> = (value, at) =>
  value === null || value === undefined ? [] : referenceList(value, at);

/** What marks a link that was a reference of the other type, as the Collector writes it. */
export const REF_TYPE = 'opentracing.ref_type';

/**
 * The parent is the first CHILD_OF reference within the trace, else the first FOLLOWS_FROM within it, as Jaeger itself has it (so a root
 * span that links to a span of its own trace comes back as that span's child). Every other reference is a link; a parent that is followed
 * is both, for OTLP receivers write that when a span also links to its parent.
 * @param legacyParent the field `parentSpanID` of answers from before references, used when no reference names a parent
 */
export function parentAndLinks(
  traceId: string,
  all: readonly Reference[],
  legacyParent: string | undefined,
): { readonly parentSpanId: string | undefined; readonly links: readonly SpanLink[] } {
  const known = all.filter(({ spanID }) => !isZero(spanID));
  const within = known.filter(({ traceID }) => traceIdOf(traceID) === traceId);
  const parent = within.find(({ refType }) => refType !== 'FOLLOWS_FROM') ?? within[0];
  const legacy = legacyParent === undefined || isZero(legacyParent) ? undefined : spanIdOf(legacyParent);
  return {
    parentSpanId: parent === undefined ? legacy : spanIdOf(parent.spanID),
    links: known
      .filter((reference) => reference !== parent || reference.refType === 'FOLLOWS_FROM')
      .map((reference) => ({
        traceId: traceIdOf(reference.traceID),
        spanId: spanIdOf(reference.spanID),
        traceState: '',
        attributes: new Map(reference.refType === 'FOLLOWS_FROM' ? [] : [[REF_TYPE, 'child_of']]),
      })),
  };
}
