// Which attributes may be baggage that was copied under its own name (OpenTelemetry's BaggageSpanProcessor does that): those that went from a
// service to the next with the same value. Nothing in them tells it for sure, so they are offered, not taken.
import { attributeText, NO_PARENT, type Trace } from '@watchingcat/model';
import type { BaggageKey } from './baggageTravel.ts';
import { BAGGAGE_PREFIX, type BaggageSpan } from './readBaggage.ts';

export interface BaggageCandidate {
  readonly key: string;
  /** Calls from one service to another on both sides of which it has the same value. */
  readonly calls: number;
}

/**
 * Both sides of a call describe the same call: what the semantic conventions name there is alike without having travelled. Not in this list
 * are their namespaces for who is asking (session, user, enduser), which is what baggage is used for.
 * https://opentelemetry.io/docs/specs/semconv/registry/attributes/
 */
const OF_THE_CALL = new Set(
  (
    'aws azure client cloud cloudevents code container db deployment dns error exception faas gcp graphql host http k8s messaging net network os ' +
    'otel peer process rpc server service span telemetry thread tls url user_agent'
  ).split(' '),
);

/**
 * Those of most calls first.
 * @param spanOf `undefined` for a span whose attributes are not known
 * @param known are not offered: they are followed already
 */
export function baggageCandidates(
  trace: Trace,
  spanOf: (row: number) => Pick<BaggageSpan, 'attributes'> | undefined,
  known: readonly Pick<BaggageKey, 'key'>[] = [],
): BaggageCandidate[] {
  const isKnown = new Set(known.map(({ key }) => key));
  const calls = new Map<string, number>();
  for (let row = 0; row < trace.size; row++) {
    const parent = trace.parent[row];
    if (parent === NO_PARENT || trace.service[parent] === trace.service[row]) continue;
    const above = spanOf(parent)?.attributes;
    if (above === undefined) continue;
    for (const [key, value] of spanOf(row)?.attributes ?? []) {
      const before = above.get(key);
      if (before === undefined || before === null || value === null || isKnown.has(key) || !mayBeBaggage(key)) continue;
      if (attributeText(before) === attributeText(value)) calls.set(key, (calls.get(key) ?? 0) + 1);
    }
  }
  return Array.from(calls, ([key, count]) => ({ key, calls: count })).sort(
    (a, b) => b.calls - a.calls || (a.key < b.key ? -1 : 1),
  );
}

const mayBeBaggage = (key: string) => !key.startsWith(BAGGAGE_PREFIX) && !OF_THE_CALL.has(key.split('.', 1)[0]);
