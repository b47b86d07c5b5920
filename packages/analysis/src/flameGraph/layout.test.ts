import fc from 'fast-check';
import { frameNames } from './frameNames.ts';
import { boxAt, lanesOf, marksBefore, visitLane, type FlameLayout } from './layout.ts';
import { timeLayout } from './timeLayout.ts';
import { traceOf } from '../testing/traceOf.ts';

/** One lane of boxes, given as gaps and widths. */
function laneOf(boxes: ReadonlyArray<readonly [gap: number, width: number]>): FlameLayout {
  const start = new Float64Array(boxes.length);
  let at = 0;
  boxes.forEach(([gap, width], box) => {
    start[box] = at + gap;
    at = start[box] + width;
  });
  const size = boxes.length;
  return {
    size,
    parent: new Int32Array(size).fill(-1),
    subtreeSize: new Uint32Array(size).fill(1),
    start,
    width: Float64Array.from(boxes, ([, width]) => width),
    extent: at,
    name: new Uint32Array(size),
    names: [{ service: 's', operation: 'o' }],
    lanes: lanesOf(
      new Uint32Array(size),
      1,
      Uint32Array.from({ length: size }, (_, box) => box),
    ),
  };
}

type Visit = [box: number, start: number, end: number, places: number];
function visits(layout: FlameLayout, from: number, to: number, minWidth: number): Visit[] {
  const seen: Visit[] = [];
  visitLane(layout, 0, { from, to }, minWidth, (box, start, end, a, b) => seen.push([box, start, end, b - a]));
  return seen;
}

const three = laneOf([
  [0, 10],
  [5, 10],
  [0, 10],
]); // 0 to 10, 15 to 25, 25 to 35

describe('visitLane', () => {
  it('passes what is outside of the window by', () => expect(visits(three, 11, 24, 1)).toEqual([[1, 15, 25, 1]]));

  it('takes boxes that are too narrow together', () => {
    const narrow = laneOf([
      [0, 1],
      [0, 1],
      [0, 1],
      [0, 1],
      [0, 20],
      [0, 1],
    ]);
    expect(visits(narrow, 0, 100, 3)).toEqual([
      [0, 0, 3, 3],
      [3, 3, 4, 1],
      [4, 4, 24, 1],
      [5, 24, 25, 1],
    ]);
  });

  const lanes = fc.array(fc.tuple(fc.nat(3), fc.nat(12)), { minLength: 1, maxLength: 40 }).map(laneOf);
  it('sees every box in the window exactly once, and by itself when it is wide enough', () =>
    fc.assert(
      fc.property(
        lanes,
        fc.nat(80),
        fc.integer({ min: 1, max: 80 }),
        fc.integer({ min: 1, max: 6 }),
        (layout, from, length, minWidth) => {
          const to = from + length;
          const boxes: number[] = [];
          for (const [box, start, end, count] of visits(layout, from, to, minWidth)) {
            for (let i = 0; i < count; i++) boxes.push(box + i);
            expect(start).toBe(layout.start[box]);
            expect(end).toBe(layout.start[box + count - 1] + layout.width[box + count - 1]);
            if (count > 1) for (let i = 0; i < count; i++) expect(layout.width[box + i]).toBeLessThan(minWidth);
          }
          const inWindow = [...layout.start.keys()].filter((box) => {
            const start = layout.start[box];
            const end = start + layout.width[box];
            return (start < to && end > from) || (start === end && start >= from && start <= to);
          });
          // A run that begins in the window may end beyond it.
          expect(boxes.slice(0, inWindow.length)).toEqual(inWindow);
          boxes.slice(inWindow.length).forEach((box) => expect(layout.width[box]).toBeLessThan(minWidth));
        },
      ),
    ));

  it('visits no more than fit, of a million', () => {
    const many = laneOf(Array.from({ length: 1_000_000 }, () => [0, 1] as const));
    expect(visits(many, 0, 1_000_000, 1_000)).toHaveLength(1_000);
    expect(visits(many, 500_000, 500_100, 1).length).toBeLessThan(110);
  });
});

describe('boxAt', () => {
  it('is the box under the place, else the nearest within reach', () => {
    expect([0, 9, 14, 15, 24, 26].map((at) => boxAt(three, 0, at, 0))).toEqual([0, 0, undefined, 1, 1, 2]);
    expect([11, 12, 14, 36, 38].map((at) => boxAt(three, 0, at, 2))).toEqual([0, 0, 1, 2, undefined]);
  });

  it('finds a box without width', () => {
    const trace = traceOf({ id: 'root', duration: 9 }, { id: 'mark', parent: 'root', start: 4 });
    expect(boxAt(timeLayout(trace, frameNames(trace)), 1, 5, 2)).toBe(1);
  });
});

it('counts marked boxes before each place', () =>
  expect([...marksBefore(three.lanes, (box) => box !== 1)]).toEqual([0, 1, 1, 2]));
