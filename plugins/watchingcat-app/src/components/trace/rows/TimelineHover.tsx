// What the pointer is over: a vertical line with its time, and over a bar what that span is. Has its own state, so that moving the
// pointer renders nothing else. Also turns the wheel into zoom (with Ctrl or Cmd) and pan (sideways, or with Shift), and dragging along
// the timeline into zoom.
import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { useStyles2 } from '@grafana/ui';
import { rowOfLine, type Line } from '@watchingcat/analysis';
import React, { useEffect, useState } from 'react';
import { formatDurationNs } from '../../format';
import { HoverCard } from '../../HoverCard';
import { tickLabel } from '../geometry/ticks';
import { nsAt, panBy, widthNs, xOf, zoomAt } from '../geometry/timeWindow';
import type { TraceModel } from '../traceModel';
import type { TimeWindowState } from '../useTimeWindow';
import { SpanCard } from './SpanCard';

export interface TimelineHoverProps {
  readonly model: TraceModel;
  /** Listens here: the element that has names at its left and the timeline after them. */
  readonly area: HTMLElement | null;
  readonly nameWidth: number;
  readonly width: number;
  readonly time: TimeWindowState;
  readonly lineUnder: (y: number) => Line | undefined;
}

interface Pointer {
  readonly x: number;
  readonly y: number;
  readonly clientX: number;
  readonly clientY: number;
}

const NEAR_BAR_PX = 4;
const MIN_DRAG_PX = 5;

export function TimelineHover({ model, area, nameWidth, width, time, lineUnder }: TimelineHoverProps) {
  const styles = useStyles2(getStyles);
  const [pointer, setPointer] = useState<Pointer>();
  /** Where a drag began, in pixels of the timeline. */
  const [dragFrom, setDragFrom] = useState<number>();
  useEffect(() => {
    if (area === null) return undefined;
    const place = (event: MouseEvent): Pointer => {
      const box = area.getBoundingClientRect();
      return {
        x: event.clientX - box.left - nameWidth,
        y: event.clientY - box.top,
        clientX: event.clientX,
        clientY: event.clientY,
      };
    };
    const move = (event: PointerEvent) => setPointer(place(event));
    const leave = () => setPointer(undefined);
    const down = (event: PointerEvent) => {
      const { x } = place(event);
      if (event.button === 0 && event.pointerType !== 'touch' && x >= 0 && x <= width) setDragFrom(x);
    };
    const wheel = (event: WheelEvent) => {
      if (event.ctrlKey || event.metaKey) {
        event.preventDefault();
        const factor = Math.exp(Math.min(Math.max(event.deltaY, -120), 120) / 300);
        time.setWindow(zoomAt(time.window, time.full, factor, nsAt(place(event).x, time.window, width)));
        return;
      }
      const sideways = event.deltaX !== 0 ? event.deltaX : event.shiftKey ? event.deltaY : 0;
      if (sideways === 0 || !time.isZoomed) return;
      event.preventDefault();
      time.setWindow(panBy(time.window, time.full, (sideways / width) * widthNs(time.window)));
    };
    area.addEventListener('pointermove', move);
    area.addEventListener('pointerleave', leave);
    area.addEventListener('pointerdown', down);
    // Not passive: the browser's own zoom and "back" gesture must not happen as well.
    area.addEventListener('wheel', wheel, { passive: false });
    return () => {
      area.removeEventListener('pointermove', move);
      area.removeEventListener('pointerleave', leave);
      area.removeEventListener('pointerdown', down);
      area.removeEventListener('wheel', wheel);
    };
  }, [area, nameWidth, width, time]);
  useEffect(() => {
    if (area === null || dragFrom === undefined) return undefined;
    const end = (event: PointerEvent) => {
      setDragFrom(undefined);
      const to = Math.min(Math.max(event.clientX - area.getBoundingClientRect().left - nameWidth, 0), width);
      if (event.type !== 'pointerup' || Math.abs(to - dragFrom) < MIN_DRAG_PX) return;
      // The click that follows is the end of the drag, not the choice of a row.
      const swallow = (click: MouseEvent) => click.stopPropagation();
      window.addEventListener('click', swallow, { capture: true, once: true });
      setTimeout(() => window.removeEventListener('click', swallow, { capture: true }));
      time.setWindow({ fromNs: nsAt(dragFrom, time.window, width), toNs: nsAt(to, time.window, width) });
    };
    const cancel = (event: KeyboardEvent) => event.key === 'Escape' && setDragFrom(undefined);
    // On the window: a drag may end outside.
    window.addEventListener('pointerup', end);
    window.addEventListener('pointercancel', end);
    window.addEventListener('keydown', cancel);
    return () => {
      window.removeEventListener('pointerup', end);
      window.removeEventListener('pointercancel', end);
      window.removeEventListener('keydown', cancel);
    };
  }, [area, dragFrom, nameWidth, width, time]);
  if (pointer === undefined || pointer.x < 0) return null;
  const line = lineUnder(pointer.y);
  const isDragging = dragFrom !== undefined && Math.abs(pointer.x - dragFrom) >= MIN_DRAG_PX;
  const at = nsAt(pointer.x, time.window, width);
  return (
    <>
      {isDragging && (
        <div
          className={styles.drag}
          style={{
            left: nameWidth + Math.min(dragFrom, pointer.x),
            width: Math.min(Math.abs(pointer.x - dragFrom), width),
          }}
        />
      )}
      <div className={styles.line} style={{ left: nameWidth + pointer.x }}>
        <span className={styles.time} style={pointer.x > width - 90 ? { right: 4 } : { left: 4 }}>
          {isDragging
            ? formatDurationNs(Math.abs(at - nsAt(dragFrom, time.window, width)))
            : tickLabel(Math.max(0, at), widthNs(time.window) / 500)}
        </span>
      </div>
      {!isDragging && line !== undefined && isOnBar(model, line, pointer.x, time, width) && (
        <HoverCard pointer={pointer}>
          <SpanCard model={model} line={line} />
        </HoverCard>
      )}
    </>
  );
}

function isOnBar(model: TraceModel, line: Line, x: number, { window }: TimeWindowState, width: number): boolean {
  const { startNs, endNs } = timeOfLine(model, line);
  return x >= xOf(startNs, window, width) - NEAR_BAR_PX && x <= xOf(endNs, window, width) + NEAR_BAR_PX;
}

function timeOfLine({ trace, runs, runStats }: TraceModel, line: Line) {
  if (line < 0) return runStats(runs().runOf[rowOfLine(line)]);
  return { startNs: trace.startNs[line], endNs: trace.startNs[line] + trace.durationsNs[line] };
}

const getStyles = (theme: GrafanaTheme2) => ({
  drag: css({
    position: 'absolute',
    top: 0,
    bottom: 0,
    background: theme.colors.primary.transparent,
    pointerEvents: 'none',
    zIndex: 2,
  }),
  line: css({
    position: 'absolute',
    top: 0,
    bottom: 0,
    width: 1,
    background: theme.colors.border.strong,
    pointerEvents: 'none',
    zIndex: 2,
  }),
  time: css({
    position: 'absolute',
    bottom: 2,
    padding: '0 4px',
    whiteSpace: 'nowrap',
    borderRadius: 2,
    fontSize: 11,
    fontVariantNumeric: 'tabular-nums',
    background: theme.colors.background.primary,
    color: theme.colors.text.secondary,
  }),
});
