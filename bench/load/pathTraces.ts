// Traces of the shapes that make critical paths costly, for Node and for a browser.
import { buildTrace, type Trace } from '@watchingcat/model';
import { Random } from './random.ts';

interface Span {
  /** Number of an earlier span; -1 for a root. */
  readonly parent: number;
  readonly startNs: number;
  readonly durationNs: number;
}

const MILLION = 1_000_000;

function traceOf(traceId: string, spans: readonly Span[]): Trace {
  const ids = spans.map((_, span) => span.toString(16).padStart(16, '0'));
  return buildTrace({
    traceId,
    spanIds: ids,
    parentSpanIds: spans.map(({ parent }) => (parent === -1 ? '' : ids[parent])),
    start: spans.map(({ startNs }) => BigInt(startNs)),
    durationNs: spans.map(({ durationNs }) => durationNs),
    service: spans.map((_, span) => `service-${span % 40}`),
    operation: spans.map((_, span) => `operation ${span % 300}`),
    kind: new Uint8Array(spans.length).fill(1),
    status: new Uint8Array(spans.length),
    hasLinks: new Uint8Array(spans.length),
    events: { row: [], time: [], name: [] },
  });
}

/** Services that call each other: each span makes up to eight calls, one after the other or all at once; some outlive their parent. */
export function seededTree(traceId: string, size: number, seed: number): Trace {
  const random = new Random(seed);
  const next = () => random.share();
  const spans: Span[] = [{ parent: -1, startNs: 0, durationNs: 1e12 }];
  for (let parent = 0; spans.length < size; parent++) {
    const { startNs, durationNs } = spans[parent];
    const calls = 1 + Math.floor(next() * 8);
    const isParallel = next() < 0.5;
    const part = durationNs / calls;
    const gap = part * 0.05;
    for (let call = 0; call < calls && spans.length < size; call++) {
      const from = startNs + (isParallel ? next() * durationNs * 0.2 : call * part + next() * gap);
      const takes = isParallel ? next() * durationNs * 0.82 : (part - gap) * (0.9 + next() * 0.1);
      spans.push({ parent, startNs: Math.floor(from), durationNs: Math.floor(takes) });
    }
  }
  return traceOf(traceId, spans);
}

function childrenOf(rootNs: number, child: (i: number) => Omit<Span, 'parent'>): Span[] {
  const children = Array.from({ length: MILLION - 1 }, (_, i) => ({ parent: 0, ...child(i) }));
  return [{ parent: -1, startNs: 0, durationNs: rootNs }, ...children];
}

function sideBySide(): Span[] {
  const random = new Random(11);
  const next = () => random.share();
  return childrenOf(1e12, () => ({ startNs: Math.floor(next() * 5e11), durationNs: Math.floor(next() * 5e11) }));
}

/** Made when they are asked for. */
export const PATH_TRACES: Readonly<Record<string, () => Trace>> = {
  'tree 100,000': () => seededTree('tree', 100_000, 7),
  'tree 1,000,000': () => seededTree('tree', MILLION, 7),
  '1,000,000 in a row': () =>
    traceOf(
      'row',
      childrenOf(1e12, (i) => ({ startNs: i * 1e6, durationNs: 1e6 })),
    ),
  '1,000,000 overlapping by 1 µs': () =>
    traceOf(
      'overlap',
      childrenOf(1e12, (i) => ({ startNs: i * 1e6, durationNs: 1e6 + 1e3 })),
    ),
  '1,000,000 side by side': () => traceOf('side', sideBySide()),
  '1,000,000 deep': () =>
    traceOf(
      'chain',
      Array.from({ length: MILLION }, (_, i) => ({ parent: i - 1, startNs: i, durationNs: 4 * MILLION - 2 * i })),
    ),
};
