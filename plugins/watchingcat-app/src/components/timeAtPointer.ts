// Which moment of a time series panel a pointer is at. The plot area is uPlot's `.u-over`, which spans exactly the time range.
import type { TimeRange } from '@grafana/data';

interface PointerPosition {
  readonly target: EventTarget | null;
  readonly clientX: number;
}

/** Unix milliseconds; `undefined` outside a plot area. */
export function timeAtPointer({ target, clientX }: PointerPosition, range: TimeRange): number | undefined {
  const plot = target instanceof Element ? target.closest('.u-over') : null;
  if (plot === null) return undefined;
  const { left, width } = plot.getBoundingClientRect();
  const share = (clientX - left) / width;
  if (!(share >= 0 && share <= 1)) return undefined;
  return range.from.valueOf() + share * (range.to.valueOf() - range.from.valueOf());
}
