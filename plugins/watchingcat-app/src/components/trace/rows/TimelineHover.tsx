// What the pointer is over: a vertical line with its time, and over a bar what that span is. Has its own state, so that moving the
// pointer renders nothing else. Also turns the wheel into zoom (with Ctrl or Cmd) and pan (sideways, or with Shift).
import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { Portal, useStyles2 } from '@grafana/ui';
import React, { useEffect, useState } from 'react';
import { formatDurationNs, formatPercent } from '../../format';
import { tickLabel } from '../geometry/ticks';
import { nsAt, panBy, widthNs, xOf, zoomAt } from '../geometry/timeWindow';
import type { TraceModel } from '../traceModel';
import type { TimeWindowState } from '../useTimeWindow';

export interface TimelineHoverProps {
  readonly model: TraceModel;
  /** Listens here: the element that has names at its left and the timeline after them. */
  readonly area: HTMLElement | null;
  readonly nameWidth: number;
  readonly width: number;
  readonly time: TimeWindowState;
  readonly rowAt: (y: number) => number | undefined;
}

interface Pointer {
  readonly x: number;
  readonly y: number;
  readonly clientX: number;
  readonly clientY: number;
}

const NEAR_BAR_PX = 4;
const CARD_WIDTH = 300;

export function TimelineHover({ model, area, nameWidth, width, time, rowAt }: TimelineHoverProps) {
  const styles = useStyles2(getStyles);
  const [pointer, setPointer] = useState<Pointer>();
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
    // Not passive: the browser's own zoom and "back" gesture must not happen as well.
    area.addEventListener('wheel', wheel, { passive: false });
    return () => {
      area.removeEventListener('pointermove', move);
      area.removeEventListener('pointerleave', leave);
      area.removeEventListener('wheel', wheel);
    };
  }, [area, nameWidth, width, time]);
  if (pointer === undefined || pointer.x < 0) return null;
  const row = rowAt(pointer.y);
  return (
    <>
      <div className={styles.line} style={{ left: nameWidth + pointer.x }}>
        <span className={styles.time} style={pointer.x > width - 90 ? { right: 4 } : { left: 4 }}>
          {tickLabel(Math.max(0, nsAt(pointer.x, time.window, width)), widthNs(time.window) / 500)}
        </span>
      </div>
      {row !== undefined && isOnBar(model, row, pointer.x, time, width) && (
        <Portal>
          <div className={styles.card} style={cardPlace(pointer)}>
            <SpanCard model={model} row={row} />
          </div>
        </Portal>
      )}
    </>
  );
}

function isOnBar({ trace }: TraceModel, row: number, x: number, { window }: TimeWindowState, width: number): boolean {
  const from = xOf(trace.startNs[row], window, width);
  const to = xOf(trace.startNs[row] + trace.durationsNs[row], window, width);
  return x >= from - NEAR_BAR_PX && x <= to + NEAR_BAR_PX;
}

function cardPlace({ clientX, clientY }: Pointer): React.CSSProperties {
  return {
    left: Math.max(8, Math.min(clientX + 14, window.innerWidth - CARD_WIDTH - 8)),
    ...(clientY > window.innerHeight - 160 ? { bottom: window.innerHeight - clientY + 14 } : { top: clientY + 18 }),
  };
}

function SpanCard({ model, row }: { readonly model: TraceModel; readonly row: number }) {
  const styles = useStyles2(getStyles);
  const { trace, selfNs, firstEvent } = model;
  const duration = trace.durationsNs[row];
  const events = firstEvent[row + 1] - firstEvent[row];
  return (
    <>
      <div className={styles.title}>{trace.operations[trace.operation[row]]}</div>
      <div>{trace.services[trace.service[row]]}</div>
      <div>
        {formatDurationNs(duration)}
        {trace.durationNs > 0 && ` · ${formatPercent(duration / trace.durationNs)} of the trace`}
      </div>
      <div>
        own time {formatDurationNs(selfNs[row])} · starts at {formatDurationNs(trace.startNs[row])}
      </div>
      {events > 0 && <div>{events === 1 ? '1 event' : `${events} events`}</div>}
    </>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
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
  card: css({
    position: 'fixed',
    maxWidth: CARD_WIDTH,
    padding: theme.spacing(1),
    borderRadius: theme.shape.radius.default,
    border: `1px solid ${theme.colors.border.weak}`,
    boxShadow: theme.shadows.z3,
    background: theme.colors.background.elevated ?? theme.colors.background.primary,
    color: theme.colors.text.secondary,
    fontSize: theme.typography.bodySmall.fontSize,
    fontVariantNumeric: 'tabular-nums',
    overflowWrap: 'anywhere',
    pointerEvents: 'none',
    zIndex: theme.zIndex.tooltip,
  }),
  title: css({ color: theme.colors.text.primary, fontWeight: theme.typography.fontWeightMedium }),
});
