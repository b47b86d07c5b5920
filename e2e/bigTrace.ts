// A seeded trace of many spans over many services, whose tree is deep as well as wide: for pictures of what large traces look like.
import type { SpanDetails } from '@watchingcat/model';
import { seededRandom } from '../packages/analysis/src/testing/seededRandom.ts';
import { span, spanIdOf } from './spans.ts';

export const BIG_TRACE_ID = 'b1900000000000000000000000000001';

const SERVICES = 24;
const OPERATIONS = 200;
const ERROR_SHARE = 0.003;

export function bigTrace(size: number): SpanDetails[] {
  const next = seededRandom(7);
  const root = span({
    traceId: BIG_TRACE_ID,
    spanId: spanIdOf(1),
    service: 'service-0',
    operation: 'POST /api/import',
    kind: 'server',
    durationNs: 1e10,
    start: BigInt(Date.now() - 60_000) * 1_000_000n,
  });
  const spans = [root];
  for (let at = 1; at < size; at++) {
    const parent = spans[Math.floor(at * next() ** 3)]; // early spans, which are long, have most of the children
    const afterNs = Math.floor(next() * parent.durationNs * 0.9);
    const staysInService = next() < 0.6;
    const service = staysInService ? parent.service : `service-${Math.floor(next() * SERVICES)}`;
    spans.push(
      span({
        traceId: BIG_TRACE_ID,
        spanId: spanIdOf(at + 1),
        parentSpanId: parent.spanId,
        service,
        operation: `operation ${Math.floor(next() * OPERATIONS)}`,
        kind: staysInService ? 'internal' : 'server',
        status: next() < ERROR_SHARE ? 'error' : 'unset',
        start: parent.start + BigInt(afterNs),
        durationNs: Math.floor(next() * (parent.durationNs - afterNs)),
      }),
    );
  }
  return spans;
}
