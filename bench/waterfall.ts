// What a waterfall of 100,000 spans costs before anything is drawn: building its columns' derivations once, and then each frame of
// scrolling. `value` is the time of one frame (fold state to visible rows, rows in view, bars and labels), the median of all frames.
import {
  collapsedRows,
  NOTHING_COLLAPSED,
  selfTimes,
  serviceShares,
  subtreeErrors,
  traceOverview,
  visibleRows,
} from '@watchingcat/analysis';
import { buildTrace, type Trace } from '@watchingcat/model';
import { barOf, placeLabel } from '../plugins/watchingcat-app/src/components/trace/geometry/barLayout.ts';
import {
  offsetAt,
  rowsInView,
  scrollHeight,
} from '../plugins/watchingcat-app/src/components/trace/geometry/rowScroll.ts';
import { timeTicks } from '../plugins/watchingcat-app/src/components/trace/geometry/ticks.ts';
import { fullWindow, xOf } from '../plugins/watchingcat-app/src/components/trace/geometry/timeWindow.ts';

const SPANS = 100_000;
const FRAMES = 500;
const WIDTH = 1_200;
const LABEL_WIDTH = 44;

/** Mulberry32: the same trace at each run. */
function random(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

function seededTrace(size: number): Trace {
  const next = random(7);
  const ids = Array.from({ length: size }, (_, span) => span.toString(16).padStart(16, '0'));
  const start = [0];
  const duration = [1e10];
  const parents = [''];
  for (let span = 1; span < size; span++) {
    // Mostly near the end, so that the tree gets deep as well as wide.
    const parent = Math.floor(span * (next() < 0.7 ? 1 - next() * 0.01 : next()));
    const from = start[parent] + next() * duration[parent] * 0.5;
    start.push(Math.floor(from));
    duration.push(Math.floor(next() * (start[parent] + duration[parent] - from)));
    parents.push(ids[parent]);
  }
  return buildTrace({
    traceId: 'bench',
    spanIds: ids,
    parentSpanIds: parents,
    start: start.map((ns) => BigInt(ns)),
    durationNs: duration,
    service: ids.map((_, span) => `service-${span % 40}`),
    operation: ids.map((_, span) => `operation ${span % 300}`),
    kind: new Uint8Array(size),
    status: ids.map(() => (next() < 0.01 ? 2 : 0)),
    hasLinks: new Uint8Array(size),
    events: { row: [], time: [], name: [] },
  });
}

const trace = seededTrace(SPANS);
const begun = performance.now();
const self = selfTimes(trace);
serviceShares(trace, self);
traceOverview(trace);
const errors = subtreeErrors(trace);
const deriveMs = performance.now() - begun;

const window = fullWindow(trace.durationNs);
const frames: number[] = [];
let drawn = 0;
for (let frame = 0; frame < FRAMES; frame++) {
  const from = performance.now();
  // A frame in which a subtree is folded costs most: the visible rows are found anew.
  const except = new Set([Math.floor((frame / FRAMES) * SPANS)]);
  const rows = visibleRows(trace, collapsedRows(trace, { ...NOTHING_COLLAPSED, except }, errors));
  const scroll = { rows: rows.length, rowHeight: 24, viewHeight: 960 };
  const { first, last } = rowsInView(scroll, offsetAt(scroll, (frame / FRAMES) * scrollHeight(scroll)));
  timeTicks(window, 10);
  for (let position = first; position < last; position++) {
    const row = rows[position];
    const end = trace.startNs[row] + trace.durationsNs[row];
    const bar = barOf(xOf(trace.startNs[row], window, WIDTH), xOf(end, window, WIDTH), WIDTH);
    if (bar !== undefined) drawn += placeLabel(bar, LABEL_WIDTH, WIDTH).inside ? 1 : 2;
  }
  frames.push(performance.now() - from);
}
frames.sort((a, b) => a - b);
const at = (part: number) => Number(frames[Math.floor(part * (FRAMES - 1))].toFixed(3));
console.log(
  `${SPANS} spans: derived in ${deriveMs.toFixed(1)} ms; ${FRAMES} frames, ${drawn} bar units; frame p95 ${at(0.95)} ms`,
);
console.log(JSON.stringify({ bench: 'waterfall', value: at(0.5), unit: 'ms' }));
