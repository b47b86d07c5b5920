// Where a trace stands in the scatter, and back: linear time from left to right, logarithmic duration upwards. Pure: no canvas here.

export interface ScatterPoint {
  readonly startMs: number;
  readonly durationMs: number;
}

export interface ScatterScale {
  readonly x: (startMs: number) => number;
  readonly y: (durationMs: number) => number;
  readonly timeAt: (x: number) => number;
  readonly durationAt: (y: number) => number;
  /** Durations to label, all within the scale. */
  readonly ticksMs: readonly number[];
}

export interface Box {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

/** Durations of 0 exist (clocks are coarse); they stand at the bottom. */
const SHORTEST_MS = 1e-3;

/** At least a decade high, so that a few equal durations do not look different. */
export function scatterScale(
  points: readonly ScatterPoint[],
  range: { fromMs: number; toMs: number },
  box: Box,
): ScatterScale {
  let low = Infinity;
  let high = -Infinity;
  for (const { durationMs } of points) {
    const log = Math.log10(Math.max(durationMs, SHORTEST_MS));
    low = Math.min(low, log);
    high = Math.max(high, log);
  }
  if (low > high) [low, high] = [0, 3];
  const missing = Math.max(0, 1 - (high - low)) / 2;
  low -= missing + 0.08;
  high += missing + 0.08;
  const width = box.right - box.left;
  const height = box.bottom - box.top;
  const spanMs = Math.max(1, range.toMs - range.fromMs);
  return {
    x: (startMs) => box.left + ((startMs - range.fromMs) / spanMs) * width,
    y: (ms) => box.bottom - ((Math.log10(Math.max(ms, SHORTEST_MS)) - low) / (high - low)) * height,
    timeAt: (x) => range.fromMs + (clamp(x - box.left, width) / width) * spanMs,
    durationAt: (y) => 10 ** (low + (clamp(box.bottom - y, height) / height) * (high - low)),
    ticksMs: ticks(low, high),
  };
}

function clamp(value: number, max: number): number {
  return Math.min(max, Math.max(0, value));
}

/** Powers of ten; with 2 and 5 between them where there are few. */
function ticks(low: number, high: number): number[] {
  const steps = high - low > 3 ? [1] : [1, 2, 5];
  const result: number[] = [];
  for (let power = Math.floor(low); power <= high; power++) {
    for (const step of steps) {
      const log = power + Math.log10(step);
      if (log >= low && log <= high) result.push(Number((step * 10 ** power).toPrecision(1)));
    }
  }
  return result;
}

const TIME_STEPS_MS = [
  ...[1, 2, 5, 10, 15, 30].map((seconds) => seconds * 1e3),
  ...[1, 2, 5, 10, 15, 30].map((minutes) => minutes * 6e4),
  ...[1, 2, 3, 6, 12, 24, 48, 168, 672].map((hours) => hours * 3.6e6),
];

/**
 * Round moments to label, at most `most` of them.
 * @param offsetMs of local time from UTC, so that labels are round where the person is
 */
export function timeTicks(range: { fromMs: number; toMs: number }, most: number, offsetMs: number): number[] {
  const least = (range.toMs - range.fromMs) / Math.max(1, most);
  const step = TIME_STEPS_MS.find((one) => one >= least) ?? Math.ceil(least / 8.64e7) * 8.64e7;
  const ticks: number[] = [];
  const first = Math.ceil((range.fromMs + offsetMs) / step) * step - offsetMs;
  for (let ms = first; ms <= range.toMs; ms += step) ticks.push(ms);
  return ticks;
}

/** The point nearest to a position, not farther than `reach` pixels; -1 when there is none. Of equally near ones the last, which is on top. */
export function nearestPoint(
  points: readonly ScatterPoint[],
  scale: ScatterScale,
  x: number,
  y: number,
  reach: number,
): number {
  let nearest = -1;
  let least = reach * reach;
  for (let index = 0; index < points.length; index++) {
    const point = points[index];
    const dx = scale.x(point.startMs) - x;
    if (Math.abs(dx) > reach) continue;
    const dy = scale.y(point.durationMs) - y;
    const distance = dx * dx + dy * dy;
    if (distance <= least) {
      nearest = index;
      least = distance;
    }
  }
  return nearest;
}

export interface BrushedWindow {
  readonly fromMs: number;
  readonly toMs: number;
  readonly minDurationMs: number;
  readonly maxDurationMs: number;
}

/** What a rectangle selects, whichever corner it was drawn from. */
export function brushedWindow(
  scale: ScatterScale,
  a: { x: number; y: number },
  b: { x: number; y: number },
): BrushedWindow {
  return {
    fromMs: scale.timeAt(Math.min(a.x, b.x)),
    toMs: scale.timeAt(Math.max(a.x, b.x)),
    minDurationMs: scale.durationAt(Math.max(a.y, b.y)),
    maxDurationMs: scale.durationAt(Math.min(a.y, b.y)),
  };
}

/** Where a selection stands: `brushedWindow` backwards, cut to the box. */
export function rectangleOf(
  scale: ScatterScale,
  { fromMs, toMs, minDurationMs, maxDurationMs }: BrushedWindow,
  box: Box,
): { readonly a: { x: number; y: number }; readonly b: { x: number; y: number } } {
  const at = (ms: number, durationMs: number) => ({
    x: Math.min(box.right, Math.max(box.left, scale.x(ms))),
    y: Math.min(box.bottom, Math.max(box.top, scale.y(durationMs))),
  });
  return { a: at(fromMs, maxDurationMs), b: at(toMs, minDurationMs) };
}
