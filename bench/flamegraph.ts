// What a flame graph of 100,000 and of 1,000,000 spans costs: its layouts, once, and then each drawn frame while somebody zooms and
// scrolls through it, as far as script does it (the canvas itself is counted, not painted). `value` is the time of one frame at a
// million spans, the worse of merged and by time, the 95th percentile; a frame has 16 ms in all.
import { seededRandom } from '../packages/analysis/src/testing/seededRandom.ts';
import {
  frameFunctions,
  frameNames,
  markedShare,
  marksBefore,
  mergedFrames,
  sandwich,
  searchNames,
  timeLayout,
  type FlameLayout,
} from '@watchingcat/analysis';
import { buildTrace, type Trace } from '@watchingcat/model';
import { bigTrace, columnsOf } from './load/bigTrace.ts';
import { drawFlame } from '../plugins/watchingcat-app/src/components/flamegraph/drawFlame.ts';
import { ROW_HEIGHT, windowOf } from '../plugins/watchingcat-app/src/components/flamegraph/flameView.ts';

const SIZES = [100_000, 1_000_000];
const FRAMES = 400;
const WIDTH = 1_800;
const HEIGHT = 960;

/** Takes what is drawn and counts it. */
class Counter {
  fillStyle = '';
  font = '';
  textAlign = 'left';
  textBaseline = 'middle';
  rects = 0;
  texts = 0;
  clearRect(): void {}
  fillRect(): void {
    this.rects++;
  }
  fillText(): void {
    this.texts++;
  }
}

function timed<Value>(work: () => Value): { readonly value: Value; readonly ms: number } {
  const begun = performance.now();
  const value = work();
  return { value, ms: performance.now() - begun };
}

function measureFrames(layout: FlameLayout, trace: Trace, name: string): number {
  const next = seededRandom(3);
  const isMatch = searchNames(layout, 'operation 7') ?? new Uint8Array(layout.names.length);
  const matchesBefore = marksBefore(layout.lanes, (box) => isMatch[layout.name[box]] === 1);
  const fills = layout.names.map((_, i) => `#${i.toString(16).padStart(6, '0')}`);
  const paint = {
    fills,
    texts: fills.map(() => '#000000'),
    of: (box: number) => layout.name[box],
    crowd: '#888888',
    dim: '#222222',
    dimText: '#aaaaaa',
    match: '#3871dc',
    error: '#ff0000',
    font: '11px sans-serif',
  };
  const rows = layout.lanes.count;
  const counter = new Counter();
  const times: number[] = [];
  let mostRects = 0;
  for (let frame = 0; frame < FRAMES; frame++) {
    // Half of the frames see everything and scroll; the others are zoomed to a frame somewhere.
    const focus = frame % 2 === 0 ? undefined : Math.floor(next() * next() * layout.size);
    const top = focus === undefined ? (frame / FRAMES) * rows : layout.lanes.lane[focus];
    const first = Math.max(0, Math.min(Math.floor(top), rows - Math.ceil(HEIGHT / ROW_HEIGHT)));
    const before = counter.rects;
    const window = windowOf(layout, focus);
    const { ms } = timed(() =>
      drawFlame(counter as unknown as CanvasRenderingContext2D, {
        layout,
        windowAt: () => window,
        direction: 'icicle',
        first,
        last: Math.min(rows, first + Math.ceil(HEIGHT / ROW_HEIGHT)),
        offset: first * ROW_HEIGHT,
        width: WIDTH,
        height: HEIGHT,
        paint,
        label: (box) => layout.names[layout.name[box]].operation,
        hasError: (box) => trace.status[box % trace.size] === 2,
        isOneSided: () => false,
        matchesBefore: frame % 4 < 2 ? undefined : matchesBefore,
      }),
    );
    times.push(ms);
    mostRects = Math.max(mostRects, counter.rects - before);
  }
  times.sort((a, b) => a - b);
  const at = (part: number) => times[Math.floor(part * (FRAMES - 1))];
  console.log(
    `  ${name}: ${layout.size} boxes on ${rows} rows; frame median ${at(0.5).toFixed(2)}, p95 ${at(0.95).toFixed(2)}, ` +
      `max ${at(1).toFixed(2)} ms; at most ${mostRects} rectangles in one`,
  );
  return at(0.95);
}

const result: Record<string, number> = {};
for (const size of SIZES) {
  const trace = buildTrace(columnsOf(bigTrace(size, { wide: false })));
  console.log(`${size} spans`);
  const names = timed(() => frameNames(trace));
  const merged = timed(() => mergedFrames(trace, names.value));
  const byTime = timed(() => timeLayout(trace, names.value));
  const functions = timed(() => frameFunctions(merged.value.frames));
  const search = timed(() => {
    const isMatch = searchNames(merged.value.frames, 'operation 7') ?? new Uint8Array();
    return markedShare(merged.value.frames, isMatch);
  });
  // Of all names, the one that is on the most frames.
  const name = functions.value.reduce((most, one) => (one.count! > most.count! ? one : most)).name;
  const both = timed(() => sandwich(merged.value.frames, name));
  console.log(
    `  names ${names.ms.toFixed(0)}, merged ${merged.ms.toFixed(0)}, by time ${byTime.ms.toFixed(0)}, ` +
      `table ${functions.ms.toFixed(0)}, search ${search.ms.toFixed(0)}, callers and callees ${both.ms.toFixed(0)} ms`,
  );
  result[`merged_ms_${size}`] = Math.round(names.ms + merged.ms);
  result[`sandwich_ms_${size}`] = Math.round(both.ms);
  result[`time_ms_${size}`] = Math.round(names.ms + byTime.ms);
  const frame = Math.max(
    measureFrames(merged.value.frames, trace, 'merged'),
    measureFrames(byTime.value, trace, 'by time'),
  );
  result[`frame_ms_${size}`] = Number(frame.toFixed(3));
}
const value = result[`frame_ms_${SIZES[SIZES.length - 1]}`];
const rssMb = Math.round(process.memoryUsage().rss / 2 ** 20);
console.log(JSON.stringify({ bench: 'flamegraph', value, unit: 'ms', ...result, rss_mb: rssMb }));
