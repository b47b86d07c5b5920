// Each rule of docs/critical-path.md by its example there. Times are in µs, because clocks are not believed below that.
import fc from 'fast-check';
import { anyTree } from '../testing/anyTree.ts';
import { slowModel, slowPath } from '../testing/slowReplay.ts';
import { anyTrace, type TestSpan, traceFrom } from '../testing/traceOf.ts';
import { criticalPath } from './criticalPath.ts';

interface MicroSpan extends Omit<TestSpan, 'start' | 'duration'> {
  readonly at: readonly [start: number, end: number];
}

const inMicros = (spans: readonly MicroSpan[]) =>
  traceFrom(
    spans.map(({ at: [start, end], ...span }) => ({ ...span, start: start * 1e3, duration: (end - start) * 1e3 })),
  );

/** Segments as `name start-end`, in µs after the root's start. */
function pathOf(...spans: readonly MicroSpan[]): string[] {
  const trace = inMicros(spans);
  const { row, startNs, endNs } = criticalPath(trace).segments;
  return Array.from(row, (r, i) => `${trace.spanIds[r]} ${startNs[i] / 1e3}-${endNs[i] / 1e3}`);
}

const warningsOf = (...spans: readonly MicroSpan[]) =>
  criticalPath(inMicros(spans)).warnings.map(({ code, spans: count }) => `${code} ${count}`);

const root: MicroSpan = { id: 'root', at: [0, 1000] };

describe('a parent that calls one child after the other', () => {
  it('is on the path where no child runs', () =>
    expect(
      pathOf(root, { id: 'a', parent: 'root', at: [100, 400] }, { id: 'b', parent: 'root', at: [500, 900] }),
    ).toEqual(['root 0-100', 'a 100-400', 'root 400-500', 'b 500-900', 'root 900-1000']));

  it('loses no child that ends at the moment when the next one starts (Jaeger skips it)', () =>
    expect(
      pathOf(
        root,
        { id: 'a', parent: 'root', at: [0, 300] },
        { id: 'b', parent: 'root', at: [300, 600] },
        { id: 'c', parent: 'root', at: [600, 1000] },
      ),
    ).toEqual(['a 0-300', 'b 300-600', 'c 600-1000']));

  it('loses none for an overlap of 1 µs, which is the clock', () => {
    const children = (...at: readonly [number, number][]) =>
      at.map(([from, to], i): MicroSpan => ({ id: 'abc'[i], parent: 'root', at: [from, to] }));
    expect(pathOf(root, ...children([0, 301], [300, 601], [600, 1000]))).toEqual([
      'a 0-300',
      'b 300-600',
      'c 600-1000',
    ]);
    // Also in a trace so short that 1 µs is more than 1 % of the parent.
    expect(pathOf({ id: 'root', at: [0, 30] }, ...children([0, 10], [9, 20], [19, 30]))).toEqual([
      'a 0-9',
      'b 9-19',
      'c 19-30',
    ]);
  });

  it('takes an overlap for the clock up to 1 % of the parent, and for parallel work above', () => {
    const overlapping = (end: number) =>
      pathOf(root, { id: 'a', parent: 'root', at: [0, end] }, { id: 'b', parent: 'root', at: [500, 1000] });
    expect(overlapping(510)).toEqual(['a 0-500', 'b 500-1000']);
    expect(overlapping(511)).toEqual(['root 0-500', 'b 500-1000']);
  });

  it('takes what overlaps by more than a tenth of its length for parallel work, however long the parent is', () =>
    expect(
      pathOf(
        { id: 'root', at: [0, 1e6] },
        { id: 'a', parent: 'root', at: [0, 60] },
        { id: 'b', parent: 'root', at: [50, 1e6] },
      ),
    ).toEqual(['root 0-50', 'b 50-1000000']));

  it('never takes 10 ms or more for the clock', () => {
    const overlapping = (end: number) =>
      pathOf(
        { id: 'root', at: [0, 4e6] },
        { id: 'a', parent: 'root', at: [0, end] },
        { id: 'b', parent: 'root', at: [2e6, 4e6] },
      );
    expect(overlapping(2_010_000)[0]).toBe('a 0-2000000');
    expect(overlapping(2_010_001)[0]).toBe('root 0-2000000');
  });

  it('does not cut a child short for one that starts and ends within its last moments', () =>
    expect(
      pathOf(root, { id: 'a', parent: 'root', at: [0, 500] }, { id: 'b', parent: 'root', at: [495, 498] }),
    ).toEqual(['a 0-500', 'root 500-1000']));
});

describe('a parent that calls children at the same time', () => {
  it('has the last to end on the path', () =>
    expect(
      pathOf(root, { id: 'a', parent: 'root', at: [100, 900] }, { id: 'b', parent: 'root', at: [100, 400] }),
    ).toEqual(['root 0-100', 'a 100-900', 'root 900-1000']));

  it('goes on from its start with the last that had ended by then', () =>
    expect(
      pathOf(
        root,
        { id: 'a', parent: 'root', at: [0, 300] },
        { id: 'b', parent: 'root', at: [0, 400] },
        { id: 'c', parent: 'root', at: [450, 1000] },
        { id: 'd', parent: 'root', at: [420, 700] },
      ),
    ).toEqual(['b 0-400', 'root 400-450', 'c 450-1000']));

  it('has the longest on the path of those that end together', () =>
    expect(
      pathOf(root, { id: 'a', parent: 'root', at: [500, 900] }, { id: 'b', parent: 'root', at: [100, 900] }),
    ).toEqual(['root 0-100', 'b 100-900', 'root 900-1000']));

  it('is itself on the path while a child runs for which the next one did not wait', () =>
    expect(
      pathOf(root, { id: 'a', parent: 'root', at: [100, 700] }, { id: 'b', parent: 'root', at: [500, 1000] }),
    ).toEqual(['root 0-500', 'b 500-1000']));
});

describe('a child for which nobody waits', () => {
  it.each(['producer', 'internal', 'server'] as const)('is a consumer below a %s span', (kind) => {
    const spans: MicroSpan[] = [
      root,
      { id: 'send', parent: 'root', at: [100, 200], kind },
      { id: 'handle', parent: 'send', at: [150, 190], kind: 'consumer' },
    ];
    expect(pathOf(...spans)).toEqual(['root 0-100', 'send 100-200', 'root 200-1000']);
    expect(warningsOf(...spans)).toEqual(['deferred 1']);
  });

  it('is anything in another service below a producer, with all that it does', () =>
    expect(
      pathOf(
        root,
        { id: 'send', parent: 'root', at: [100, 200], kind: 'producer' },
        { id: 'work', parent: 'send', at: [120, 190], service: 'worker' },
        { id: 'query', parent: 'work', at: [130, 180], service: 'worker' },
      ),
    ).toEqual(['root 0-100', 'send 100-200', 'root 200-1000']));

  it('is not the sending of a message itself: the broker acknowledges it', () =>
    expect(pathOf(root, { id: 'send', parent: 'root', at: [0, 1000], kind: 'producer' })).toEqual(['send 0-1000']));

  it('is not a consumer span that a consumer of the same service opens for a part of its work', () =>
    expect(
      pathOf(
        { id: 'root', at: [0, 1000], kind: 'consumer' },
        { id: 'part', parent: 'root', at: [0, 900], kind: 'consumer' },
      ),
    ).toEqual(['part 0-900', 'root 900-1000']));

  it('is one that outlives its parent in the same service, of any kind', () => {
    const spans: MicroSpan[] = [root, { id: 'mail', parent: 'root', at: [500, 1500], kind: 'client' }];
    expect(pathOf(...spans)).toEqual(['root 0-1000']);
    expect(warningsOf(...spans)).toEqual(['outlives_parent 1']);
  });

  it('is not guessed to be what an ancestor further up waits for', () =>
    expect(
      pathOf(root, { id: 'spawn', parent: 'root', at: [0, 50] }, { id: 'task', parent: 'spawn', at: [10, 900] }),
    ).toEqual(['spawn 0-50', 'root 50-1000']));

  it('is one that is longer than its parent, which no clock explains, in another service too', () =>
    expect(pathOf(root, { id: 'job', parent: 'root', at: [500, 1501], service: 'jobs' })).toEqual(['root 0-1000']));
});

describe('a child that ends after its parent but was waited for', () => {
  it('counts up to the end of the client that called it (skew, or a timeout)', () => {
    const spans: MicroSpan[] = [
      root,
      { id: 'call', parent: 'root', at: [100, 900], kind: 'client' },
      { id: 'serve', parent: 'call', at: [200, 5000], kind: 'server', service: 'b' },
      { id: 'query', parent: 'serve', at: [300, 4000], service: 'b' },
      { id: 'late', parent: 'serve', at: [4000, 4900], service: 'b' },
    ];
    expect(pathOf(...spans)).toEqual(['root 0-100', 'call 100-200', 'serve 200-300', 'query 300-900', 'root 900-1000']);
    expect(warningsOf(...spans)).toEqual(['truncated 1']);
  });

  it('counts when it is in another service and not longer than its parent', () =>
    expect(pathOf(root, { id: 'b', parent: 'root', at: [300, 1200], service: 'b' })).toEqual([
      'root 0-300',
      'b 300-1000',
    ]));

  it('counts when it is late by no more than the clock explains', () =>
    expect(pathOf(root, { id: 'a', parent: 'root', at: [300, 1010] })).toEqual(['root 0-300', 'a 300-1000']));
});

describe('a trace with faults', () => {
  it('counts a child from the start of its parent', () =>
    expect(pathOf(root, { id: 'a', parent: 'root', at: [500, 800] }, { id: 'b', parent: 'a', at: [400, 700] })).toEqual(
      ['root 0-500', 'b 500-700', 'a 700-800', 'root 800-1000'],
    ));

  it('leaves out what lies wholly outside of its parent, and says so', () => {
    const spans: MicroSpan[] = [
      root,
      { id: 'call', parent: 'root', at: [100, 200], kind: 'client' },
      { id: 'serve', parent: 'call', at: [300, 350], kind: 'server', service: 'b' },
    ];
    expect(pathOf(...spans)).toEqual(['root 0-100', 'call 100-200', 'root 200-1000']);
    expect(warningsOf(...spans)).toEqual(['outside_parent 1']);
  });

  it('explains the longest of several roots, and mentions the others', () => {
    const spans: MicroSpan[] = [
      { id: 'short', at: [0, 300] },
      { id: 'long', at: [100, 600] },
      { id: 'below', parent: 'short', at: [0, 1] },
    ];
    expect(pathOf(...spans)).toEqual(['long 0-500']);
    expect(warningsOf(...spans)).toEqual(['other_roots 1']);
    expect(criticalPath(inMicros(spans)).warnings[0].message).toContain('2 spans are below the others');
  });

  it('prefers a root to a longer span whose parent is missing', () => {
    const spans: MicroSpan[] = [root, { id: 'orphan', parent: 'lost', at: [0, 5000] }];
    expect(pathOf(...spans)).toEqual(['root 0-1000']);
    expect(warningsOf(...spans)).toEqual(['missing_parents 1', 'other_roots 1']);
  });

  it('explains any other span when asked', () => {
    const trace = inMicros([
      root,
      { id: 'a', parent: 'root', at: [100, 400] },
      { id: 'b', parent: 'a', at: [200, 300] },
    ]);
    const { durationNs, segments, root: row } = criticalPath(trace, 1);
    expect(row).toBe(1);
    expect(durationNs).toBe(300e3);
    expect([...segments.startNs]).toEqual([0, 100e3, 200e3]);
    expect([...segments.row]).toEqual([1, 2, 1]);
    expect(() => criticalPath(trace, 3)).toThrow(RangeError);
  });

  it('ignores spans without duration, and what is below them', () =>
    expect(
      pathOf(
        root,
        { id: 'mark', parent: 'root', at: [500, 500] },
        { id: 'x', parent: 'mark', at: [400, 600], service: 'x', kind: 'client' },
        { id: 'end', parent: 'root', at: [1000, 1000] },
      ),
    ).toEqual(['root 0-1000']));

  it('has no segments when the root has no duration', () => {
    const spans: MicroSpan[] = [
      { id: 'root', at: [5, 3] },
      { id: 'a', parent: 'root', at: [5, 9] },
    ];
    expect(pathOf(...spans)).toEqual([]);
    expect(warningsOf(...spans)).toContain('no_duration 1');
  });

  it('explains a cycle from where it was cut, and the first of equal ids', () => {
    const spans: MicroSpan[] = [
      { id: 'a', parent: 'b', at: [0, 1000] },
      { id: 'b', parent: 'a', at: [200, 900] },
      { id: 'b', parent: 'a', at: [300, 950] },
      { id: 'c', parent: 'b', at: [400, 500] },
    ];
    // c went below the first b; the second one ended last.
    expect(pathOf(...spans)).toEqual(['a 0-300', 'b 300-950', 'a 950-1000']);
  });

  it('adds up over a year, where a nanosecond is less than a number can tell', () => {
    const yearNs = 365 * 86_400e9;
    const months = Array.from({ length: 12 }, (_, i) => ({
      id: `${i}`,
      parent: 'root',
      start: Math.floor((i * yearNs) / 12),
      duration: Math.floor(yearNs / 13),
    }));
    const { durationNs, segments, exclusiveNs } = criticalPath(
      traceFrom([{ id: 'root', duration: yearNs }, ...months]),
    );
    expect(segments.size).toBe(24);
    expect(exclusiveNs.reduce((sum, ns) => sum + ns) / durationNs).toBeCloseTo(1, 12);
  });

  it('cannot know that a child which ended just before another began was not waited for (jaeger-ui#2371)', () =>
    expect(
      pathOf(
        { id: 'main', at: [0, 500] },
        { id: 'foo1', parent: 'main', at: [0, 100] },
        { id: 'foo2', parent: 'main', at: [0, 200] },
        { id: 'foo3', parent: 'main', at: [200, 500] }, // waited for foo1 and a timer
      ),
    ).toEqual(['foo2 0-200', 'foo3 200-500']));

  it('knows where a span holds the chain together', () =>
    expect(
      pathOf(
        { id: 'main', at: [0, 500] },
        { id: 'chain', parent: 'main', at: [0, 500] },
        { id: 'foo1', parent: 'chain', at: [0, 100] },
        { id: 'foo3', parent: 'chain', at: [200, 500] },
        { id: 'foo2', parent: 'main', at: [0, 200] },
      ),
    ).toEqual(['foo1 0-100', 'chain 100-200', 'foo3 200-500']));
});

describe('size', () => {
  const SIZE = 50_000; // a recursion ends near 10,000; bench/critical-path.ts takes a million

  it('takes 50,000 children one after the other', () => {
    const children = Array.from({ length: SIZE }, (_, i) => ({
      id: `${i}`,
      parent: 'root',
      start: i * 1e6,
      duration: 1e6,
    }));
    const { segments, inclusiveNs } = criticalPath(traceFrom([{ id: 'root', duration: SIZE * 1e6 }, ...children]));
    expect(segments.size).toBe(SIZE);
    expect(inclusiveNs.indexOf(0)).toBe(-1);
  });

  it('goes 50,000 spans deep', () => {
    const chain = Array.from({ length: SIZE }, (_, i) => ({
      id: `${i}`,
      parent: i === 0 ? '' : `${i - 1}`,
      start: i,
      duration: 2 * SIZE - 2 * i,
    }));
    const { segments, exclusiveNs } = criticalPath(traceFrom(chain));
    expect(segments.size).toBe(2 * SIZE - 1);
    expect(exclusiveNs.every((ns) => ns === 2)).toBe(true);
  });

  it('is not slowed down by many that end in the last moments of many others', () => {
    // 5,000 spans end within a moment in which 5,000 others start: at the size of the benchmark, looking at each pair would take minutes.
    const half = 5_000;
    const long = Array.from({ length: half }, (_, i) => ({ id: `l${i}`, parent: 'root', duration: 1e9 + i * 100 }));
    const late = Array.from({ length: half }, (_, i) => ({
      id: `s${i}`,
      parent: 'root',
      start: 1e9 + i * 100 - 5e5,
      duration: i % 2 === 0 ? 1 : 2e9,
    }));
    const { durationNs, exclusiveNs } = criticalPath(traceFrom([{ id: 'root', duration: 4e9 }, ...long, ...late]));
    expect(exclusiveNs.reduce((sum, ns) => sum + ns)).toBe(durationNs);
  });
});

describe('for traces of any shape', () => {
  it('is without gaps, within the root, and adds up to its duration', () =>
    fc.assert(
      fc.property(fc.oneof(anyTrace, anyTree.map(traceFrom)), (trace) => {
        const { root: row, durationNs, segments, exclusiveNs, inclusiveNs } = criticalPath(trace);
        expect(durationNs).toBe(trace.durationsNs[row]);
        let at = 0;
        const summed = new Float64Array(trace.size);
        for (let i = 0; i < segments.size; i++) {
          const { startNs, endNs } = segments;
          expect(startNs[i]).toBe(at);
          expect(endNs[i]).toBeGreaterThan(startNs[i]);
          // Each segment lies within its span.
          expect(startNs[i]).toBeGreaterThanOrEqual(trace.startNs[segments.row[i]] - trace.startNs[row]);
          expect(endNs[i] + trace.startNs[row]).toBeLessThanOrEqual(
            trace.startNs[segments.row[i]] + trace.durationsNs[segments.row[i]],
          );
          summed[segments.row[i]] += endNs[i] - startNs[i];
          at = endNs[i];
        }
        expect(at).toBe(durationNs);
        expect(exclusiveNs).toEqual(summed);
        expect(exclusiveNs.every((ns, r) => ns <= inclusiveNs[r])).toBe(true);
      }),
    ));

  it('is the path that looking at each pair of siblings finds', () =>
    fc.assert(
      fc.property(anyTree.map(traceFrom), (trace) => {
        const { root: row, segments } = criticalPath(trace);
        const start = trace.startNs[row];
        const found = Array.from(segments.row, (r, i) => [r, segments.startNs[i] + start, segments.endNs[i] + start]);
        expect(found).toEqual(slowPath(trace, slowModel(trace, row)));
      }),
      { numRuns: 1000 },
    ));

  it('does not depend on the order in which spans arrive', () =>
    fc.assert(
      fc.property(
        anyTree.chain((spans) =>
          fc.tuple(
            fc.constant(spans),
            fc.shuffledSubarray(spans, { minLength: spans.length, maxLength: spans.length }),
          ),
        ),
        ([spans, shuffled]) => expect(namedSegments(shuffled)).toEqual(namedSegments(spans)),
      ),
    ));

  it('does not depend on when the trace happened', () =>
    fc.assert(
      fc.property(anyTree, fc.nat(1e9), (spans, by) =>
        expect(namedSegments(spans.map((span) => ({ ...span, start: (span.start ?? 0) + by })))).toEqual(
          namedSegments(spans),
        ),
      ),
    ));
});

function namedSegments(spans: readonly TestSpan[]) {
  const trace = traceFrom(spans);
  const { row, startNs, endNs } = criticalPath(trace).segments;
  return Array.from(row, (r, i) => [trace.spanIds[r], startNs[i], endNs[i]]);
}
