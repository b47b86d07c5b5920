// What a waterfall costs before the browser draws anything. Of a seeded trace (`--spans N`, default 100,000; `--wide` for one root with all
// of them as children): its way from the server's bytes to columns, what is derived from them once, each change of what is folded, and
// each frame of scrolling and zooming, with the real drawing code on a canvas that only counts. `value` is the median frame.
// Run with `node --expose-gc` to see what the heap holds.
import { seededRandom } from '../packages/analysis/src/testing/seededRandom.ts';
import { parseArgs } from 'node:util';
import {
  collapsedRows,
  correctClockSkew,
  coveredTime,
  NOTHING_COLLAPSED,
  searchTrace,
  selfTimes,
  serviceShares,
  shownRows,
  siblingRuns,
  subtreeErrors,
  traceOverview,
  withAncestors,
  type Intervals,
} from '@watchingcat/analysis';
import { buildTrace, decodeTrace, encodeTrace, type SpanColumns } from '@watchingcat/model';
import { barOf, placeLabel } from '../plugins/watchingcat-app/src/components/trace/geometry/barLayout.ts';
import { drawGaps } from '../plugins/watchingcat-app/src/components/trace/geometry/intervalPixels.ts';
import {
  offsetAt,
  rowsInView,
  scrollHeight,
} from '../plugins/watchingcat-app/src/components/trace/geometry/rowScroll.ts';
import { stickyRows } from '../plugins/watchingcat-app/src/components/trace/geometry/stickyRows.ts';
import { timeTicks } from '../plugins/watchingcat-app/src/components/trace/geometry/ticks.ts';
import { fullWindow, xOf, zoomAt } from '../plugins/watchingcat-app/src/components/trace/geometry/timeWindow.ts';

const { values } = parseArgs({
  options: { spans: { type: 'string', default: '100000' }, wide: { type: 'boolean', default: false } },
});
const SPANS = Number(values.spans);
if (!Number.isInteger(SPANS) || SPANS < 1)
  throw new Error(`--spans must be a whole number above 0, got ${values.spans}`);
const FRAMES = 500;
const WIDTH = 1_200;
const LABEL_WIDTH = 44;

function seededSpans(size: number): SpanColumns {
  const next = seededRandom(7);
  const ids = Array.from({ length: size }, (_, span) => span.toString(16).padStart(16, '0'));
  const start = [0];
  const duration = [1e10];
  const parents = [''];
  for (let span = 1; span < size; span++) {
    // Mostly near the end, so that the tree gets deep as well as wide.
    const parent = values.wide ? 0 : Math.floor(span * (next() < 0.7 ? 1 - next() * 0.01 : next()));
    const from = start[parent] + next() * duration[parent] * 0.5;
    start.push(Math.floor(from));
    duration.push(Math.floor(next() * (start[parent] + duration[parent] - from) * (values.wide ? 1e-4 : 1)));
    parents.push(ids[parent]);
  }
  return {
    traceId: 'bench',
    spanIds: ids,
    parentSpanIds: parents,
    start: start.map((ns) => BigInt(ns)),
    durationNs: duration,
    service: ids.map((_, span) => `service-${span % 40}`),
    operation: ids.map((_, span) => `operation ${span % 300}`),
    kind: ids.map(() => 1),
    status: ids.map(() => (next() < 0.01 ? 2 : 0)),
    hasLinks: ids.map(() => 0),
    events: { row: [], time: [], name: [] },
  };
}

function timed<T>(name: string, work: () => T): T {
  const from = performance.now();
  const answer = work();
  console.log(`${name.padEnd(34)} ${(performance.now() - from).toFixed(1).padStart(9)} ms`);
  return answer;
}

const heapMb = () => {
  globalThis.gc?.();
  const { heapUsed, arrayBuffers } = process.memoryUsage();
  return (heapUsed + arrayBuffers) / 1e6;
};

const spans = seededSpans(SPANS);
// As they come from the store: as text, each string an object of its own.
const stored = JSON.stringify({ ...spans, start: spans.start.map(String) });
const columns = timed(
  'server: parse the store’s answer',
  () => JSON.parse(stored) as Omit<SpanColumns, 'start'> & { start: string[] },
);
const built = timed('server: build', () => buildTrace({ ...columns, start: columns.start.map(BigInt) }));
let body: string | undefined = timed('server: to JSON', () => JSON.stringify(encodeTrace(built)));
console.log(`${'JSON'.padEnd(34)} ${(body.length / 1e6).toFixed(1).padStart(9)} MB`);
const before = heapMb();
const parsed = timed('parse', () => JSON.parse(body!) as Parameters<typeof decodeTrace>[0]);
console.log(`${'heap, parsed'.padEnd(34)} ${(heapMb() - before).toFixed(1).padStart(9)} MB`);
const sent = timed('decode', () => decodeTrace(parsed));
body = undefined;
const { trace } = timed('clock skew', () => correctClockSkew(sent));
const begun = performance.now();
const self = timed('self times', () => selfTimes(trace));
timed('service shares', () => serviceShares(trace, self));
timed('overview', () => traceOverview(trace));
const errors = timed('errors below', () => subtreeErrors(trace));
const deriveMs = performance.now() - begun;
const runs = timed('runs of siblings', () => siblingRuns(trace));
const noneClosed = collapsedRows(trace, NOTHING_COLLAPSED, errors);
timed('fold by service', () =>
  shownRows(trace, collapsedRows(trace, { ...NOTHING_COLLAPSED, rule: 'services' }, errors)),
);
timed('fold runs', () => shownRows(trace, noneClosed, { runs, openRuns: new Set() }));
const matches = timed('search', () => searchTrace(trace, 'operation 7'));
timed('matches only', () => shownRows(trace, noneClosed, { keep: withAncestors(trace, matches) }));

const except = new Set([Math.floor(SPANS / 2)]);
const lines = timed('fold one subtree', () =>
  shownRows(trace, collapsedRows(trace, { ...NOTHING_COLLAPSED, except }, errors)),
);
const covered = new Map<number, Intervals>();
const childTime = (row: number) => {
  let found = covered.get(row);
  if (found === undefined) covered.set(row, (found = coveredTime(trace, row + 1, row + trace.subtreeSize[row])));
  return found;
};
const full = fullWindow(trace.durationNs);
const frames: number[] = [];
let drawn = 0;
for (let frame = 0; frame < FRAMES; frame++) {
  const from = performance.now();
  const window = zoomAt(full, full, 0.5 ** (frame % 20), 0.3 * full.toNs);
  const scroll = { rows: lines.size, rowHeight: 24, viewHeight: 960 };
  const { first, last } = rowsInView(scroll, offsetAt(scroll, (frame / FRAMES) * scrollHeight(scroll)));
  timeTicks(window, 10);
  const top = stickyRows(trace.parent, lines, first);
  for (const row of [...top, ...lines.row.subarray(first, last)]) {
    const end = trace.startNs[row] + trace.durationsNs[row];
    const bar = barOf(xOf(trace.startNs[row], window, WIDTH), xOf(end, window, WIDTH), WIDTH);
    if (bar === undefined) continue;
    drawn += placeLabel(bar, LABEL_WIDTH, WIDTH).inside ? 1 : 2;
    if (trace.subtreeSize[row] > 1) drawGaps(childTime(row), trace.startNs[row], end, window, WIDTH, () => drawn++);
  }
  frames.push(performance.now() - from);
}
console.log(`${'heap, all'.padEnd(34)} ${(heapMb() - before).toFixed(1).padStart(9)} MB over the JSON`);
frames.sort((a, b) => a - b);
const at = (part: number) => Number(frames[Math.floor(part * (FRAMES - 1))].toFixed(3));
console.log(
  `${SPANS} spans: derived in ${deriveMs.toFixed(1)} ms; ${FRAMES} frames, ${drawn} bar units; frame p95 ${at(0.95)} ms, worst ${at(1)} ms`,
);
console.log(JSON.stringify({ bench: 'waterfall', value: at(0.5), unit: 'ms' }));
