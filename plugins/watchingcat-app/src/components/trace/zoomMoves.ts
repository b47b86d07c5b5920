// Zoom by keys: around the active span where it is seen, else around the middle.
import type { Trace } from '@watchingcat/model';
import { panBy, widthNs, zoomAt } from './geometry/timeWindow';
import type { TimeWindowState } from './useTimeWindow';

/** A span that is zoomed to fills this part of the timeline. */
const ZOOMED_PART = 0.8;
const PAN_PART = 0.2;

/** @param row the active span; undefined: none */
export function zoomMoves(trace: Trace, time: TimeWindowState, row: number | undefined) {
  const by = (factor: number) => {
    const middle = (time.window.fromNs + time.window.toNs) / 2;
    const around = row === undefined ? middle : trace.startNs[row] + trace.durationsNs[row] / 2;
    const isSeen = around >= time.window.fromNs && around <= time.window.toNs;
    time.setWindow(zoomAt(time.window, time.full, factor, isSeen ? around : middle));
  };
  const pan = (direction: 1 | -1) =>
    time.setWindow(panBy(time.window, time.full, direction * PAN_PART * widthNs(time.window)));
  const toSpan = () => {
    if (row === undefined) return;
    const margin = (Math.max(trace.durationsNs[row], widthNs(time.full) / 1e6) * (1 / ZOOMED_PART - 1)) / 2;
    const fromNs = trace.startNs[row] - margin;
    time.setWindow({ fromNs, toNs: trace.startNs[row] + trace.durationsNs[row] + margin });
  };
  return { by, pan, toSpan };
}
