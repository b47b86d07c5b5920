// The part of a trace's time that a timeline shows, and where a moment lies on it. Times are ns after the trace's start, places are
// CSS pixels from the left edge of the timeline. Pure; imports nothing, so that benchmarks can run it in Node.

export interface TimeWindow {
  readonly fromNs: number;
  readonly toNs: number;
}

/** Zooming in ends here: at Float64's precision for offsets of hours, and at what a clock can tell. */
const MIN_WINDOW_NS = 10;

/** The whole trace. A trace without duration gets one microsecond, so that there is something to draw on. */
export function fullWindow(durationNs: number): TimeWindow {
  return { fromNs: 0, toNs: durationNs > 0 ? durationNs : 1_000 };
}

export const widthNs = ({ fromNs, toNs }: TimeWindow): number => toNs - fromNs;

export function xOf(ns: number, window: TimeWindow, widthPx: number): number {
  return ((ns - window.fromNs) / widthNs(window)) * widthPx;
}

/** The inverse of `xOf`. */
export function nsAt(x: number, window: TimeWindow, widthPx: number): number {
  return window.fromNs + (x / widthPx) * widthNs(window);
}

/** Keeps the width where it can and the window inside `full`; ends may come in either order. */
export function clampWindow({ fromNs, toNs }: TimeWindow, full: TimeWindow): TimeWindow {
  const low = Math.min(fromNs, toNs);
  const wanted = Math.max(Math.abs(toNs - fromNs), MIN_WINDOW_NS);
  const width = Math.min(wanted, widthNs(full));
  const from = Math.min(Math.max(low, full.fromNs), full.toNs - width);
  return { fromNs: from, toNs: from + width };
}

/** Zooms so that `atNs` stays where it is; `factor` below 1 zooms in. */
export function zoomAt(window: TimeWindow, full: TimeWindow, factor: number, atNs: number): TimeWindow {
  const width = Math.min(Math.max(widthNs(window) * factor, MIN_WINDOW_NS), widthNs(full));
  const part = (atNs - window.fromNs) / widthNs(window);
  const fromNs = atNs - part * width;
  return clampWindow({ fromNs, toNs: fromNs + width }, full);
}

export function panBy(window: TimeWindow, full: TimeWindow, deltaNs: number): TimeWindow {
  return clampWindow({ fromNs: window.fromNs + deltaNs, toNs: window.toNs + deltaNs }, full);
}

/** `<from>-<to>` in whole ns; undefined for the whole trace, which needs no place in a URL. */
export function encodeZoom(window: TimeWindow | undefined): string | undefined {
  return window && `${Math.floor(window.fromNs)}-${Math.ceil(window.toNs)}`;
}

/** Undefined for anything that `encodeZoom` would not write. */
export function decodeZoom(text: string | null | undefined): TimeWindow | undefined {
  const match = /^(\d{1,16})-(\d{1,16})$/.exec(text ?? '');
  if (match === null) return undefined;
  const window = { fromNs: Number(match[1]), toNs: Number(match[2]) };
  return window.toNs > window.fromNs ? window : undefined;
}
