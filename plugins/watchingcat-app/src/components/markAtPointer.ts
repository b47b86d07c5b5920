// Which mark of a time series panel a pointer is on. The plot area is uPlot's `.u-over`: the time range across, 0 to the axis' maximum upwards.
import type { TimeRange } from '@grafana/data';

export interface Mark {
  readonly timeMs: number;
  readonly value: number;
}

export interface Marks {
  readonly marks: readonly Mark[];
  /** Of the value axis, which starts at 0. */
  readonly max: number;
}

/** So near counts as on it, in pixels: a finger or a quick hand. */
const REACH_PX = 8;

/** @returns index of the nearest one within reach; `undefined` when none is, and outside a plot area */
export function markAtPointer(
  { target, clientX, clientY }: Pick<MouseEvent, 'target' | 'clientX' | 'clientY'>,
  { from, to }: TimeRange,
  { marks, max }: Marks,
): number | undefined {
  const plot = target instanceof Element ? target.closest('.u-over') : null;
  if (plot === null) return undefined;
  const { left, top, width, height } = plot.getBoundingClientRect();
  const fromMs = from.valueOf();
  const xOf = (timeMs: number) => left + ((timeMs - fromMs) / (to.valueOf() - fromMs)) * width;
  const yOf = (value: number) => top + height * (1 - value / max);
  const distances = marks.map(({ timeMs, value }) => Math.hypot(xOf(timeMs) - clientX, yOf(value) - clientY));
  const nearest = Math.min(...distances);
  return nearest <= REACH_PX ? distances.indexOf(nearest) : undefined;
}
