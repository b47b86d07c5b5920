// The marks of a time axis of some width.
import { useMemo } from 'react';
import { timeTicks, type Tick } from '../geometry/ticks';
import type { TimeWindow } from '../geometry/timeWindow';

/** A label and some air. */
const TICK_ROOM_PX = 84;

export function useTicks(window: TimeWindow, widthPx: number): readonly Tick[] {
  return useMemo(() => timeTicks(window, Math.max(2, Math.floor(widthPx / TICK_ROOM_PX))), [window, widthPx]);
}
