// Intervals of time as stretches of pixels, at a cost of the pixels and not of the intervals: a span may have a million children.
// Imports none of its neighbours, so that benchmarks can run it in Node.
import { firstAbove, type Intervals } from '@watchingcat/analysis';

/** As `TimeWindow` of timeWindow.ts. */
interface ShownTime {
  readonly fromNs: number;
  readonly toNs: number;
}

/** Called with pixels from the timeline's left edge. */
export type DrawStretch = (fromPx: number, toPx: number) => void;

/** Narrower stretches than this are not seen. */
const MIN_STRETCH_PX = 0.25;

/** The gaps between intervals, from `fromNs` to `toNs`, as far as the window shows them. */
export function drawGaps(
  { startNs, endNs }: Intervals,
  fromNs: number,
  toNs: number,
  window: ShownTime,
  widthPx: number,
  draw: DrawStretch,
): void {
  const pxPerNs = widthPx / (window.toNs - window.fromNs);
  const stepNs = MIN_STRETCH_PX / pxPerNs;
  const end = Math.min(toNs, window.toNs);
  let from = Math.max(fromNs, window.fromNs);
  let next = firstAbove(endNs, from);
  while (from < end) {
    // Intervals that end before this one leave gaps that are too narrow.
    if (next > 0) from = Math.max(from, endNs[next - 1]);
    const to = next < startNs.length ? Math.min(startNs[next], end) : end;
    if (to - from >= stepNs) draw((from - window.fromNs) * pxPerNs, (to - window.fromNs) * pxPerNs);
    if (next >= startNs.length) return;
    from = Math.max(from, endNs[next]);
    next = firstAbove(endNs, from + stepNs, next + 1);
  }
}

/** The intervals themselves, each at least `minPx` wide; those that share a pixel are drawn as one. */
export function drawIntervals(
  { startNs, endNs }: Intervals,
  window: ShownTime,
  widthPx: number,
  minPx: number,
  draw: DrawStretch,
): void {
  const pxPerNs = widthPx / (window.toNs - window.fromNs);
  let drawnTo = -Infinity;
  for (let i = firstAbove(endNs, window.fromNs - minPx / pxPerNs); i < startNs.length;) {
    const x = Math.max(0, (startNs[i] - window.fromNs) * pxPerNs);
    if (x > widthPx) return;
    const from = Math.max(x, drawnTo);
    const to = Math.min(widthPx, Math.max(x + minPx, (endNs[i] - window.fromNs) * pxPerNs));
    if (to > from) draw(from, to);
    drawnTo = Math.max(drawnTo, to);
    // Whatever ends within what is drawn adds nothing.
    i = firstAbove(endNs, window.fromNs + (drawnTo - minPx / 2) / pxPerNs, i + 1);
  }
}
