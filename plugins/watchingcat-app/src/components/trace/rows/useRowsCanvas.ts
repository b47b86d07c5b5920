// What is drawn under the rows: colours, marks of the time axis, and a canvas that is kept up to date.
import { useTheme2 } from '@grafana/ui';
import { useCallback, useMemo } from 'react';
import { useCanvas } from '../useCanvas';
import { timeTicks, type Tick } from '../geometry/ticks';
import type { TimeWindow } from '../geometry/timeWindow';
import { drawRows } from './draw/drawRows';
import type { RowColors, RowsPicture } from './draw/picture';

/** A label and some air. */
const TICK_ROOM_PX = 84;

export function useTicks(window: TimeWindow, widthPx: number): readonly Tick[] {
  return useMemo(() => timeTicks(window, Math.max(2, Math.floor(widthPx / TICK_ROOM_PX))), [window, widthPx]);
}

export function useRowColors(): RowColors {
  const theme = useTheme2();
  return useMemo(
    () => ({
      error: theme.colors.error.text,
      path: theme.colors.text.maxContrast,
      text: theme.colors.text.secondary,
      grid: theme.colors.border.weak,
      ground: theme.colors.background.primary,
      font: `11px ${theme.typography.fontFamily}`,
    }),
    [theme],
  );
}

/** Give the answer to the canvas as its ref. Draws again when a part of the picture is another. */
export function useRowsCanvas(picture: RowsPicture): (canvas: HTMLCanvasElement | null) => void {
  const { model, lines, first, last, sticky, offset, rowHeight, window, width, timeWidth, height } = picture;
  const { ticks, isMatch, path, bars, colors } = picture;
  const draw = useCallback(
    (context: CanvasRenderingContext2D) =>
      drawRows(context, {
        model,
        lines,
        first,
        last,
        sticky,
        offset,
        rowHeight,
        window,
        width,
        timeWidth,
        height,
        ticks,
        isMatch,
        path,
        bars,
        colors,
      }),
    [
      model,
      lines,
      first,
      last,
      sticky,
      offset,
      rowHeight,
      window,
      width,
      timeWidth,
      height,
      ticks,
      isMatch,
      path,
      bars,
      colors,
    ],
  );
  return useCanvas(width, height, draw);
}
