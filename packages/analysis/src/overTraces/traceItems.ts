// A trace as an item whose attributes can be compared with those of other traces: of each service that takes part, its first span stands
// for it (the root, for the service of the root), with its resource, its name, kind and status, and how many spans the service has.
import type { AttributeOwner, AttributeValue, SpanDetails } from '@watchingcat/model';

/** Between the service and what is known of it; scopes are TraceQL's. */
const OF_SERVICE = ' › ';

/** What a span has beside attributes. */
const INTRINSICS = ['name', 'kind', 'status', 'statusMessage', 'spans'] as const;
export type Intrinsic = (typeof INTRINSICS)[number];

export const itemKey = {
  span: (service: string, attribute: string) => `${service}${OF_SERVICE}span.${attribute}`,
  resource: (service: string, attribute: string) => `${service}${OF_SERVICE}resource.${attribute}`,
  intrinsic: (service: string, name: Intrinsic) => `${service}${OF_SERVICE}${name}`,
};

/** What a key is about: an attribute of a service's span or resource, or what a span has beside attributes. */
export type ItemSubject =
  | { readonly service: string; readonly owner: AttributeOwner; readonly attribute: string }
  | { readonly service: string; readonly intrinsic: Intrinsic };

/** The way back from `itemKey`; `undefined` for what is no key of an item. A service may have any name. */
export function readItemKey(key: string): ItemSubject | undefined {
  const at = key.lastIndexOf(OF_SERVICE);
  const intrinsic = INTRINSICS.find((name) => name === key.slice(at + OF_SERVICE.length));
  if (at >= 0 && intrinsic !== undefined) return { service: key.slice(0, at), intrinsic };
  const [, service, owner, attribute] = /^(.*) › (span|resource)\.(.+)$/s.exec(key) ?? [];
  return attribute === undefined ? undefined : { service, owner: owner as AttributeOwner, attribute };
}

/** @param operation of a service, its first span of this operation stands for it rather than another */
export function traceItem(spans: readonly SpanDetails[], operation?: string): Map<string, AttributeValue> {
  const item = new Map<string, AttributeValue>();
  for (const [service, own] of Map.groupBy(spans, (span) => span.service)) {
    const first = own.reduce((best, one) => (isBefore(one, best, operation) ? one : best));
    for (const [key, value] of first.resource) item.set(itemKey.resource(service, key), value);
    for (const [key, value] of first.attributes) item.set(itemKey.span(service, key), value);
    item.set(itemKey.intrinsic(service, 'name'), first.operation);
    item.set(itemKey.intrinsic(service, 'kind'), first.kind);
    item.set(itemKey.intrinsic(service, 'status'), first.status);
    if (first.statusMessage !== '') item.set(itemKey.intrinsic(service, 'statusMessage'), first.statusMessage);
    item.set(itemKey.intrinsic(service, 'spans'), own.length);
  }
  return item;
}

function isBefore(a: SpanDetails, b: SpanDetails, operation: string | undefined): boolean {
  if (operation !== undefined && (a.operation === operation) !== (b.operation === operation))
    return a.operation === operation;
  const isRoot = a.parentSpanId === undefined;
  if (isRoot !== (b.parentSpanId === undefined)) return isRoot;
  return a.start < b.start || (a.start === b.start && a.spanId < b.spanId);
}
