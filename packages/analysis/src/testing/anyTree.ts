// Spans of traces as they come from real programs, and a bit worse: children lie about their parents, reach out of them, run beside each
// other, are of any kind; some parents are missing. No cycles and no equal ids, so that results do not depend on the order of spans.
import { SPAN_KINDS } from '@watchingcat/model';
import fc from 'fast-check';
import type { TestSpan } from './traceOf.ts';

const anyNode = fc.record({
  /** Which of the earlier spans, modulo their number. */
  parent: fc.nat(1000),
  isOrphan: fc.nat(15).map((n) => n === 0),
  offset: fc.integer({ min: -4, max: 25 }),
  duration: fc.integer({ min: -2, max: 40 }),
  service: fc.constantFrom('a', 'b', 'c'),
  operation: fc.constantFrom('read', 'write'),
  kind: fc.constantFrom('internal', 'internal', ...SPAN_KINDS),
});

/** In ns, 100 ns and ms, because clocks are not believed below 1 µs. */
const UNITS_NS = [1, 100, 1e6];

export const anyTree: fc.Arbitrary<TestSpan[]> = fc
  .tuple(fc.array(anyNode, { minLength: 1, maxLength: 20 }), fc.constantFrom(...UNITS_NS))
  .map(([nodes, unit]) => {
    const spans: { id: string; parent: string; start: number; duration: number }[] = [];
    for (const [i, { parent, isOrphan, offset, duration, ...rest }] of nodes.entries()) {
      const above = i === 0 ? undefined : spans[parent % i];
      spans.push({
        ...rest,
        id: `${i}`,
        parent: isOrphan ? 'lost' : (above?.id ?? ''),
        start: 100 * unit + (above === undefined ? 0 : above.start - 100 * unit + offset * unit),
        duration: (i === 0 ? 60 : duration) * unit,
      });
    }
    return spans;
  });
