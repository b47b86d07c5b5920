// Where a span's bar and its duration label go on one line of the timeline. Pixels from the timeline's left edge.

export interface Bar {
  readonly x: number;
  readonly width: number;
}

/** Shorter spans are drawn this wide: they must be seen. */
export const MIN_BAR_PX = 2;

/**
 * A bar cut to the timeline, or undefined when none of it is inside. A minimal bar at the very end is moved inside, so that a span
 * without duration at the end of the trace is still seen.
 */
export function barOf(x0: number, x1: number, widthPx: number): Bar | undefined {
  if (x1 < 0 || x0 > widthPx) return undefined;
  const from = Math.max(0, x0);
  const width = Math.max(MIN_BAR_PX, Math.min(x1, widthPx) - from);
  return { x: Math.min(from, Math.max(0, widthPx - MIN_BAR_PX)), width };
}

export interface LabelPlace {
  readonly x: number;
  readonly align: 'left' | 'right';
  readonly inside: boolean;
}

const GAP_PX = 6;

/** After the bar, else before it, else inside at its end: the first place where the label has room. */
export function placeLabel(bar: Bar, labelWidth: number, widthPx: number): LabelPlace {
  const end = bar.x + bar.width;
  if (end + GAP_PX + labelWidth <= widthPx) return { x: end + GAP_PX, align: 'left', inside: false };
  if (bar.x - GAP_PX - labelWidth >= 0) return { x: bar.x - GAP_PX, align: 'right', inside: false };
  return { x: Math.min(end, widthPx) - GAP_PX, align: 'right', inside: true };
}

/** Indentation a level, so that the deepest row still leaves half of the name column to the name. */
export function indentStep(nameWidth: number, levels: number): number {
  return Math.min(14, (nameWidth * 0.5) / Math.max(1, levels));
}
