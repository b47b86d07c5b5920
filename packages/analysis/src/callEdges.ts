// Who called whom, from the spans of whole traces: a caller's span and the callee's span below it are one call. Where nobody below
// sends spans (a database, a queue, another company's API), the caller's attributes say who it was.
import type { AttributeValue, NodeKind, ServiceEdge, ServiceNode, SpanDetails } from '@watchingcat/model';
import { attributeText } from '@watchingcat/model';
import type { Peer } from './peer.ts';
import { peerNodeName, peerOf } from './peer.ts';
import { redOfSpans } from './redOfSpans.ts';

interface Call {
  readonly from: string;
  readonly to: Peer | { readonly name: string; readonly kind: 'service' };
  readonly measured: SpanDetails;
  readonly caller: SpanDetails;
}

/** @param traces each whole, its spans in any order */
export function callEdges(traces: Iterable<readonly SpanDetails[]>): {
  readonly nodes: readonly ServiceNode[];
  readonly edges: readonly Omit<ServiceEdge, 'origins'>[];
} {
  const calls: Call[] = [];
  const services = new Set<string>();
  for (const spans of traces) {
    for (const { service } of spans) services.add(service);
    calls.push(...callsOf(spans));
  }
  const nodes = new Map<string, NodeKind>(Array.from(services, (name) => [name, 'service']));
  const byEnds = new Map<string, { from: string; to: string; calls: Call[] }>();
  for (const call of calls) {
    const to = call.to.kind === 'service' ? call.to.name : peerNodeName(call.to, services);
    if (!nodes.has(to)) nodes.set(to, call.to.kind);
    const key = JSON.stringify([call.from, to]);
    const edge = byEnds.get(key) ?? { from: call.from, to, calls: [] };
    byEnds.set(key, edge);
    edge.calls.push(call);
  }
  const edges = Array.from(byEnds.values(), ({ from, to, calls: all }) => {
    const { calls, p95Ms } = redOfSpans(all.map(({ measured }) => measured));
    const errors = all.filter(
      ({ measured, caller }) => measured.status === 'error' || caller.status === 'error',
    ).length;
    return { from, to, calls, errors, p95Ms };
  });
  return { nodes: Array.from(nodes, ([name, kind]) => ({ name, kind })), edges };
}

function callsOf(spans: readonly SpanDetails[]): Call[] {
  const byId = new Map(spans.map((span) => [span.spanId, span]));
  const answered = new Set<string>();
  const calls: Call[] = [];
  for (const span of spans) {
    const caller = span.parentSpanId === undefined ? undefined : byId.get(span.parentSpanId);
    if (caller === undefined || caller === span) continue;
    const isOther = caller.service !== span.service;
    if (isOther || (isOutgoing(caller) && isIncoming(span))) {
      answered.add(caller.spanId);
      calls.push({ from: caller.service, to: { name: span.service, kind: 'service' }, measured: span, caller });
    }
  }
  for (const caller of spans) {
    if (!isOutgoing(caller) || answered.has(caller.spanId)) continue;
    const to = peerOf((name) => textOf(caller.attributes.get(name)));
    if (to !== undefined) calls.push({ from: caller.service, to, measured: caller, caller });
  }
  return calls;
}

const isOutgoing = ({ kind }: SpanDetails) => kind === 'client' || kind === 'producer';
const isIncoming = ({ kind }: SpanDetails) => kind === 'server' || kind === 'consumer';

function textOf(value: AttributeValue | undefined): string | undefined {
  return value === undefined || value === null ? undefined : attributeText(value);
}
