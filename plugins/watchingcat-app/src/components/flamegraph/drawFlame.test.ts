import { frameNames, marksBefore, mergedFrames, timeLayout } from '@watchingcat/analysis';
import { buildTrace, type Trace } from '@watchingcat/model';
import fc from 'fast-check';
import { drawFlame, type FlamePicture } from './drawFlame';
import { isInWindow, paintedBox, positionOfLane, ROW_HEIGHT, valueAt, windowOf, xOf } from './flameView';

/** Keeps what is painted: rectangles with their colour, and texts. */
function recorder() {
  const rects: Array<{ x: number; y: number; width: number; height: number; fill: string }> = [];
  const texts: string[] = [];
  const outlines: Array<{ x: number; y: number; width: number }> = [];
  const context = {
    fillStyle: '',
    clearRect: () => undefined,
    fillRect(x: number, y: number, width: number, height: number) {
      rects.push({ x, y, width, height, fill: this.fillStyle });
    },
    fillText: (text: string) => texts.push(text),
    setLineDash: () => undefined,
    strokeRect: (x: number, y: number, width: number) => outlines.push({ x, y, width }),
  };
  return { rects, texts, outlines, context: context as unknown as CanvasRenderingContext2D };
}

function traceOf(spans: ReadonlyArray<readonly [parent: number, start: number, duration: number]>): Trace {
  return buildTrace({
    traceId: 't',
    spanIds: spans.map((_, i) => `${i}`),
    parentSpanIds: spans.map(([parent]) => (parent < 0 ? '' : `${parent}`)),
    start: spans.map(([, start]) => BigInt(start)),
    durationNs: spans.map(([, , duration]) => duration),
    service: spans.map(() => 'shop'),
    operation: spans.map((_, i) => `operation ${i}`),
    kind: spans.map(() => 0),
    status: spans.map((_, i) => (i === 1 ? 2 : 0)),
    hasLinks: spans.map(() => false),
    events: { row: [], time: [], name: [] },
  });
}

function pictureOf(trace: Trace, change: Partial<FlamePicture> = {}): FlamePicture {
  const layout = timeLayout(trace, frameNames(trace));
  return {
    layout,
    windowAt: () => windowOf(layout, undefined),
    direction: 'icicle',
    first: 0,
    last: layout.lanes.count,
    offset: 0,
    width: 100,
    height: 200,
    paint: {
      fills: ['box'],
      texts: ['text'],
      of: () => 0,
      crowd: 'crowd',
      dim: 'dim',
      dimText: 'dim text',
      match: 'match',
      error: 'error',
      font: '',
    },
    label: (box) => trace.operations[trace.operation[box]],
    hasError: (box) => trace.status[box] === 2,
    isOneSided: () => false,
    matchesBefore: undefined,
    ...change,
  };
}

const three = traceOf([
  [-1, 0, 100],
  [0, 10, 40],
  [0, 60, 40],
]);

it('puts each box on its row at its place, with a gap to the next, and marks what failed', () => {
  const { context, rects, texts } = recorder();
  drawFlame(context, pictureOf(three));
  const row = ROW_HEIGHT - 1;
  expect(rects).toEqual([
    { x: 0, y: 0, width: 99, height: row, fill: 'box' },
    { x: 10, y: ROW_HEIGHT, width: 39, height: row, fill: 'box' },
    { x: 10, y: 2 * ROW_HEIGHT - 4, width: 39, height: 3, fill: 'error' },
    { x: 60, y: ROW_HEIGHT, width: 39, height: row, fill: 'box' },
  ]);
  expect(texts).toEqual(['operation 0', '✕ ope…', 'opera…']);
});

it('outlines what only one side of a comparison has', () => {
  const { context, outlines } = recorder();
  drawFlame(context, pictureOf(three, { isOneSided: (box) => box === 2 }));
  expect(outlines).toEqual([{ x: 61, y: ROW_HEIGHT + 1, width: 37 }]);
});

it('can show another part on each row', () => {
  const { context, rects } = recorder();
  const windowAt = (lane: number) => (lane === 0 ? { from: 0, to: 100 } : { from: 50, to: 100 });
  drawFlame(context, pictureOf(three, { windowAt }));
  expect(rects.map(({ x, y, width }) => [x, y, width])).toEqual([
    [0, 0, 99],
    [20, ROW_HEIGHT, 79],
  ]);
});

it('grows upwards as a flame', () => {
  const { context, rects } = recorder();
  drawFlame(context, pictureOf(three, { direction: 'flame' }));
  expect(rects.find(({ width }) => width === 99)?.y).toBe(ROW_HEIGHT);
});

it('dims what was not searched for, and shows a match in a crowd', () => {
  const many = traceOf([[-1, 0, 1_000], ...Array.from({ length: 1_000 }, (_, i) => [0, i, 1] as const)]);
  const picture = pictureOf(many);
  const isFound = (row: number) => many.operations[many.operation[row]] === 'operation 500';
  const { context, rects } = recorder();
  drawFlame(context, { ...picture, matchesBefore: marksBefore(picture.layout.lanes, isFound) });
  const fills = rects.map(({ fill }) => fill);
  expect(fills.filter((fill) => fill === 'match')).toHaveLength(1);
  expect(fills.filter((fill) => fill === 'dim')).toHaveLength(rects.length - 1);
  expect(rects.length).toBeLessThan(60);
});

it('draws nothing but the rows in view', () => {
  const deep = traceOf(Array.from({ length: 1_000 }, (_, i) => [i - 1, i, 2_000 - 2 * i] as const));
  const { context, rects } = recorder();
  drawFlame(context, pictureOf(deep, { first: 500, last: 510, offset: 500 * ROW_HEIGHT }));
  expect(rects.map(({ y }) => y / ROW_HEIGHT)).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
});

describe('the view', () => {
  it('is filled by the focused frame, which its parents fill as well; its neighbours are outside', () => {
    const { frames } = mergedFrames(three, frameNames(three));
    const window = windowOf(frames, 1);
    expect(window).toEqual({ from: frames.start[1], to: frames.start[1] + frames.width[1] });
    expect([0, 1, 2].map((frame) => isInWindow(frames, frame, window))).toEqual([true, true, false]);
    expect(paintedBox(frames.start[0], frames.width[0], window, 100)).toEqual({ x: 0, width: 99 });
  });

  it('shows the caller of a frame without width', () => {
    const layout = timeLayout(
      traceOf([
        [-1, 0, 10],
        [0, 5, 0],
      ]),
      frameNames(three),
    );
    expect(windowOf(layout, 1)).toEqual({ from: 0, to: 10 });
  });

  it('finds under a place what was drawn there', () =>
    fc.assert(
      fc.property(fc.double({ min: 0, max: 1e12, noNaN: true }), fc.integer({ min: 1, max: 1e9 }), (from, length) => {
        // A tenth of a pixel: a nanosecond at the end of a long trace is close to what a double can tell.
        const window = { from, to: from + length };
        expect(xOf(valueAt(30, window, 100), window, 100)).toBeCloseTo(30, 1);
      }),
    ));

  it('turns rows round for a flame, and back', () =>
    expect(positionOfLane(positionOfLane(3, 10, 'flame'), 10, 'flame')).toBe(3));
});
