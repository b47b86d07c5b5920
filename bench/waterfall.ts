// What a waterfall costs. Of a seeded trace (`--spans N`, default 100,000; `--wide` for one root with all of them as children): its way from
// columns to the wire and back, what is derived from them once, each change of what is folded, and each frame of scrolling and zooming, with
// the real drawing code on a canvas that only counts. `value` is the median frame.
//
// With `--browser` the traces are stored, and opened in Chromium by a click on their row in the list (100,000 and 1,000,000 spans, or
// `--spans N`): time to the first painted rows and to a page that answers, memory, and tasks of the main thread above 32 ms while the page is
// scrolled and zoomed. `value` is then the slowest time to a page that answers.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
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
import { buildTrace, COMPLETE, decodeTrace, encodeTrace } from '@watchingcat/model';
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
import { withBigTraces } from './harness/bigTraceServer.ts';
import { options } from './harness/options.ts';
import { printMachine, printResult } from './harness/report.ts';
import { openTrace, withBrowser, type OpenedTrace } from './harness/tracePage.ts';
import { bigTrace, columnsOf } from './load/bigTrace.ts';

const given = options({ spans: 0, wide: false, browser: false });
const FRAMES = 500;
const WIDTH = 1_200;
const LABEL_WIDTH = 44;

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

printMachine();
if (given.browser) await inBrowser(given.spans > 0 ? [given.spans] : [100_000, 1_000_000]);
else inProcess(given.spans || 100_000);

function inProcess(size: number): void {
  const columns = columnsOf(bigTrace(size, given));
  const built = timed('build', () => buildTrace(columns));
  const before = heapMb();
  const bytes = timed('server: to bytes', () => encodeTrace({ trace: built, coverage: COMPLETE }));
  console.log(`${'bytes'.padEnd(34)} ${(bytes.length / 1e6).toFixed(1).padStart(9)} MB`);
  const { trace: sent } = timed('decode', () => decodeTrace(bytes));
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

  const except = new Set([Math.floor(size / 2)]);
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
  console.log(
    `${'heap, all'.padEnd(34)} ${(heapMb() - before).toFixed(1).padStart(9)} MB over the trace that was built`,
  );
  frames.sort((a, b) => a - b);
  const at = (part: number) => Number(frames[Math.floor(part * (FRAMES - 1))].toFixed(3));
  console.log(
    `${size} spans: derived in ${deriveMs.toFixed(1)} ms; ${FRAMES} frames, ${drawn} bar units; frame p95 ${at(0.95)} ms, worst ${at(1)} ms`,
  );
  console.log(JSON.stringify({ bench: 'waterfall', value: at(0.5), unit: 'ms' }));
}

async function inBrowser(sizes: readonly number[]): Promise<void> {
  const dir = await mkdtemp(join(tmpdir(), 'watchingcat-bench-'));
  const opened: Record<string, OpenedTrace> = {};
  try {
    await withBigTraces(dir, sizes, given, (url, traces) =>
      withBrowser(async (browser) => {
        for (const { traceId, size, startMs } of traces) {
          const list = `${url}/a/watchingcat-app/traces?from=${startMs - 60_000}&to=${startMs + 60_000}`;
          opened[size] = await openTrace(browser, list, traceId);
          console.log(`${size} spans: ${JSON.stringify(opened[size])}`);
        }
      }),
    );
  } finally {
    await rm(dir, { recursive: true, force: true });
  }
  const slowest = Math.max(...Object.values(opened).map(({ usableMs }) => usableMs));
  printResult({ bench: 'waterfall', value: slowest, unit: 'ms' }, { opened });
}
