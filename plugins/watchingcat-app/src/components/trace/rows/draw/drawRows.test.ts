import { pathByRow, shownRows, siblingRuns } from '@watchingcat/analysis';
import { buildTrace } from '@watchingcat/model';
import { shopTrace } from '../../testing/shopTrace';
import { traceModel } from '../../traceModel';
import { drawRows } from './drawRows';
import type { RowsPicture } from './picture';

interface Rect {
  readonly color: string;
  readonly alpha: number;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** A canvas that writes down what is drawn. */
function recorder() {
  const rects: Rect[] = [];
  const texts: string[] = [];
  const arcs: number[] = [];
  const context = {
    fillStyle: '',
    globalAlpha: 1,
    clearRect: () => undefined,
    strokeRect: () => undefined,
    beginPath: () => undefined,
    fill: () => undefined,
    stroke: () => undefined,
    arc: (x: number) => arcs.push(x),
    measureText: (text: string) => ({ width: text.length * 6 }),
    fillText: (text: string) => texts.push(text),
    fillRect(x: number, y: number, width: number, height: number) {
      rects.push({ color: context.fillStyle, alpha: context.globalAlpha, x, y, width, height });
    },
  };
  return { context: context as unknown as CanvasRenderingContext2D, rects, texts, arcs };
}

/** 400 pixels for the 400 ms of the shop's trace: a pixel a millisecond. */
function pictureOf(trace = shopTrace(), change: Partial<RowsPicture> = {}): RowsPicture {
  const model = traceModel(trace);
  const shown = shownRows(trace, new Uint8Array(trace.size));
  return {
    model,
    lines: { ...shown, isOpen: () => true, hiddenBy: () => ({ spans: 0, errors: 0 }) },
    first: 0,
    last: shown.size,
    sticky: [],
    offset: 0,
    rowHeight: 24,
    window: { fromNs: 0, toNs: trace.durationNs },
    width: 500,
    timeWidth: 400,
    height: 240,
    ticks: [],
    isMatch: undefined,
    path: undefined,
    bars: { colorOf: (row) => `row ${row}`, noteOf: () => '', legend: [] },
    colors: { error: 'error', path: 'path', text: 'text', grid: 'grid', ground: 'ground', font: '11px x' },
    ...change,
  };
}
const drawn = (picture: RowsPicture) => {
  const record = recorder();
  drawRows(record.context, picture);
  return record;
};
const spans = (rects: readonly Rect[], color: string) =>
  rects.filter((rect) => rect.color === color).map(({ x, width, alpha }) => [x, width, alpha]);

it('draws a span pale, and solid where no child runs', () =>
  // checkout runs from 20 to 380 ms, cart in it from 30 to 90, payment from 120 to 320
  expect(spans(drawn(pictureOf()).rects, 'row 1')).toEqual([
    [20, 360, 0.42],
    [20, 10, 1],
    [90, 30, 1],
    [320, 60, 1],
  ]));

it('writes how long each took, and what its colour says', () => {
  const bars = { colorOf: () => 'c', noteOf: (row: number) => (row === 3 ? 'server' : ''), legend: [] };
  expect(drawn(pictureOf(shopTrace(), { bars })).texts).toEqual([
    '400 ms',
    '360 ms',
    '60.0 ms',
    '5.00 ms · server',
    '200 ms',
  ]);
});

it('marks exceptions and links', () => {
  const { rects, arcs } = drawn(pictureOf());
  expect(rects.filter(({ color }) => color === 'error')).toHaveLength(2);
  expect(arcs).toEqual([120]); // where the span with the link begins
});

it('draws the critical path under the bars, and under a closed row that of all that it hides', () => {
  const path = pathByRow(
    {
      size: 6,
      row: Uint32Array.of(0, 1, 2, 4, 1, 0),
      startNs: Float64Array.of(0, 20, 30, 120, 320, 380).map((ms) => ms * 1e6),
      endNs: Float64Array.of(20, 30, 90, 320, 380, 400).map((ms) => ms * 1e6),
    },
    5,
  );
  const lines = (picture: RowsPicture) =>
    drawn(picture)
      .rects.filter(({ color }) => color === 'path')
      .map(({ x, y, width, height }) => ({ row: Math.floor(y / 24), from: x, to: x + width, height }));
  expect(lines(pictureOf(shopTrace(), { path }))).toEqual(
    [
      [0, 0, 20],
      [0, 380, 400],
      [1, 20, 30],
      [1, 320, 380],
      [2, 30, 90],
      [4, 120, 320],
    ].map(([row, from, to]) => ({ row, from, to, height: 2 })),
  );
  const closed = pictureOf(shopTrace(), { path, last: 2 });
  const isOpen = (row: number) => row !== 1;
  expect(lines({ ...closed, lines: { ...closed.lines, isOpen } }).filter(({ row }) => row === 1)).toHaveLength(4);
});

it('draws the ancestors on top over the rows below them', () => {
  const picture = pictureOf(shopTrace(), { first: 3, offset: 72, sticky: [0, 1] });
  const { texts, rects } = drawn(picture);
  // Row 3 is covered, and so is row 4.
  expect(texts).toEqual(['400 ms', '360 ms']);
  expect(rects.filter(({ color }) => color === 'ground').map(({ y, height }) => [y, height])).toContainEqual([0, 48]);
});

it('draws a run as its members, with how many and how long', () => {
  const size = 8;
  const ids = Array.from({ length: size }, (_, i) => String(i));
  const trace = buildTrace({
    traceId: 't',
    spanIds: ids,
    parentSpanIds: ids.map((_, i) => (i === 0 ? '' : '0')),
    start: ids.map((_, i) => BigInt(i * 50)),
    durationNs: ids.map((_, i) => (i === 0 ? 400 : 10)),
    service: ids.map(() => 's'),
    operation: ids.map((_, i) => (i === 0 ? 'page' : 'get')),
    kind: ids.map(() => 1),
    status: ids.map(() => 0),
    hasLinks: ids.map(() => 0),
    events: { row: [], time: [], name: [] },
  });
  const base = pictureOf(trace);
  const shown = shownRows(trace, new Uint8Array(size), { runs: siblingRuns(trace), openRuns: new Set() });
  const { rects, texts } = drawn({ ...base, lines: { ...base.lines, ...shown }, last: 2 });
  expect(texts).toEqual(['400 ns', '7 × 10.0 ns']);
  expect(spans(rects, 'row 1')).toEqual([
    [50, 310, 0.21],
    ...[50, 100, 150, 200, 250, 300, 350].map((x) => [x, 10, 1]),
  ]);
});

it('draws no more than some stretches a pixel for a span with 100,000 children and events', () => {
  const size = 100_001;
  const ids = Array.from({ length: size }, (_, i) => String(i));
  const children = ids.slice(1).map((_, i) => i);
  const trace = buildTrace({
    traceId: 't',
    spanIds: ids,
    parentSpanIds: ids.map((_, i) => (i === 0 ? '' : '0')),
    start: ids.map((_, i) => BigInt(i * 10)),
    durationNs: ids.map((_, i) => (i === 0 ? size * 10 : 5)),
    service: ids.map(() => 's'),
    operation: ids.map(() => 'o'),
    kind: ids.map(() => 1),
    status: ids.map(() => 0),
    hasLinks: ids.map(() => 0),
    events: {
      row: children.map(() => 0),
      time: children.map((i) => BigInt(i * 10)),
      name: children.map((i) => (i % 2 ? 'exception' : 'tick')),
    },
  });
  expect(drawn(pictureOf(trace, { last: 1 })).rects.length).toBeLessThan(400 * 12);
});
