// A made-up trace for benchmarks of viewers, the same at each run.
import { seededRandom } from '../../packages/analysis/src/testing/seededRandom.ts';
import type { SpanColumns } from '@watchingcat/model';

const SERVICES = 40;
const OPERATIONS = 300;

export interface TreeOptions {
  readonly spans: number;
  /** One root with all others as its short children, instead of a tree that is deep as well as wide. */
  readonly isWide?: boolean;
}

/** Much of it runs at once, and few paths are the same: 40 services with 300 operations. A hundredth of the spans failed. */
export function seededTree({ spans, isWide = false }: TreeOptions): SpanColumns {
  const next = seededRandom(7);
  const ids = Array.from({ length: spans }, (_, span) => span.toString(16).padStart(16, '0'));
  const start = [0];
  const duration = [1e10];
  const parents = [''];
  for (let span = 1; span < spans; span++) {
    // Mostly near the end, so that the tree gets deep as well as wide.
    const parent = isWide ? 0 : Math.floor(span * (next() < 0.7 ? 1 - next() * 0.01 : next()));
    const from = start[parent] + next() * duration[parent] * 0.5;
    start.push(Math.floor(from));
    duration.push(Math.floor(next() * (start[parent] + duration[parent] - from) * (isWide ? 1e-4 : 1)));
    parents.push(ids[parent]);
  }
  return {
    traceId: 'bench',
    spanIds: ids,
    parentSpanIds: parents,
    start: start.map((ns) => BigInt(ns)),
    durationNs: duration,
    service: ids.map((_, span) => `service-${span % SERVICES}`),
    operation: ids.map((_, span) => `operation ${span % OPERATIONS}`),
    kind: ids.map(() => 1),
    status: ids.map(() => (next() < 0.01 ? 2 : 0)),
    hasLinks: ids.map(() => 0),
    events: { row: [], time: [], name: [] },
  };
}
