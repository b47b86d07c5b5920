// Zipkin's clients let the two sides of a call share one span id. A tree needs one id a span, so the server's side gets an id of its own
// and becomes the child of the client's side, as Jaeger's UI shows it.
import type { SpanDetails } from '@watchingcat/model';
import { spanIdOf } from './ids.ts';

/**
 * The spans in their order; the same array when no id is shared. New ids count from 1 in the order of the ids that are shared, so that a trace
 * that is asked for twice has the same ids. Children of a shared id go to the server's side, which is where they were started.
 * Other duplicates of an id are left as they are: buildTrace marks them.
 */
export function separateSharedSpans(spans: readonly SpanDetails[]): readonly SpanDetails[] {
  const used = new Set<string>();
  let hasDuplicates = false;
  for (const { spanId } of spans) {
    hasDuplicates ||= used.has(spanId);
    used.add(spanId);
  }
  if (!hasDuplicates) return spans;

  const ofClients = idsOf(spans, 'client');
  const shared = [...idsOf(spans, 'server')].filter((id) => ofClients.has(id)).sort();
  const serverIds = new Map<string, string>();
  let next = 1;
  for (const id of shared) {
    while (used.has(spanIdOf(next.toString(16)))) next++;
    serverIds.set(id, spanIdOf((next++).toString(16)));
  }
  return spans.map((span) => {
    const ownId = serverIds.get(span.spanId);
    if (ownId !== undefined && span.kind === 'server') return { ...span, spanId: ownId, parentSpanId: span.spanId };
    const parentId = span.parentSpanId === undefined ? undefined : serverIds.get(span.parentSpanId);
    return parentId === undefined ? span : { ...span, parentSpanId: parentId };
  });
}

function idsOf(spans: readonly SpanDetails[], kind: 'client' | 'server'): Set<string> {
  return new Set(spans.filter((span) => span.kind === kind).map(({ spanId }) => spanId));
}
