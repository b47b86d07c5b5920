// Where boxes lie on the screen: CSS pixels from the view's top left corner. Pure, and free of the browser, so that it runs in benchmarks.
import { NO_FRAME, type FlameLayout } from '@watchingcat/analysis';

/** `icicle`: the root on top and what it calls below it. `flame`: the root at the bottom. */
export const DIRECTIONS = ['icicle', 'flame'] as const;
export type Direction = (typeof DIRECTIONS)[number];

export const ROW_HEIGHT = 20;
/** Narrower boxes are drawn together with their neighbours. */
export const MIN_BOX_PX = 2;

/** The part of the graph's width that is shown, in its unit. */
export interface Window {
  readonly from: number;
  readonly to: number;
}

/** What fills the view: the focused box, or the closest one above it that has a width; without one everything. */
export function windowOf({ start, width, extent, parent }: FlameLayout, focus: number | undefined): Window {
  for (let box = focus ?? NO_FRAME; box !== NO_FRAME; box = parent[box]) {
    if (width[box] > 0) return { from: start[box], to: start[box] + width[box] };
  }
  // A graph that holds nothing still has boxes to draw.
  return { from: 0, to: extent > 0 ? extent : 1 };
}

export function isInWindow({ start, width }: FlameLayout, box: number, { from, to }: Window): boolean {
  // What only touches the edge is not seen; what has no width is seen at the edge, too.
  return width[box] > 0 ? start[box] < to && start[box] + width[box] > from : start[box] >= from && start[box] <= to;
}

export function xOf(value: number, { from, to }: Window, widthPx: number): number {
  return ((value - from) / (to - from)) * widthPx;
}

/** The inverse of `xOf`. */
export function valueAt(x: number, { from, to }: Window, widthPx: number): number {
  return from + (x / widthPx) * (to - from);
}

/** How much of the graph's unit a pixel is. */
export function perPixel({ from, to }: Window, widthPx: number): number {
  return (to - from) / widthPx;
}

/** Lanes count from the root, positions from the top. The function is its own inverse. */
export function positionOfLane(lane: number, lanes: number, direction: Direction): number {
  return direction === 'icicle' ? lane : lanes - 1 - lane;
}

/** Two boxes that touch the view's edges, or an own gap between them, are still told apart: left and width of what is painted. */
export function paintedBox(
  start: number,
  end: number,
  window: Window,
  widthPx: number,
): { readonly x: number; readonly width: number } {
  const x0 = Math.min(Math.max(0, xOf(start, window, widthPx)), widthPx - 1);
  const x1 = Math.min(widthPx, xOf(end, window, widthPx));
  const width = Math.max(1, x1 - x0);
  return { x: x0, width: width > 3 ? width - 1 : width };
}
