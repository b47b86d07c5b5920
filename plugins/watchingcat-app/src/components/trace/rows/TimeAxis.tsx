// The ruler above the rows. Dragging along it zooms to what was dragged over; a double click shows the whole trace again.
import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { useStyles2 } from '@grafana/ui';
import React, { useState } from 'react';
import type { Tick } from '../geometry/ticks';
import { nsAt, xOf, type TimeWindow } from '../geometry/timeWindow';

export const AXIS_HEIGHT = 24;
const MIN_DRAG_PX = 4;

export interface TimeAxisProps {
  readonly ticks: readonly Tick[];
  readonly window: TimeWindow;
  /** Of the shown time; the axis itself goes on a little, for labels. */
  readonly width: number;
  readonly onZoom: (window: TimeWindow) => void;
  readonly onReset: () => void;
}

export function TimeAxis({ ticks, window, width, onZoom, onReset }: TimeAxisProps) {
  const styles = useStyles2(getStyles);
  const [drag, setDrag] = useState<{ readonly from: number; readonly to: number }>();
  const xAt = (event: React.PointerEvent<HTMLElement>) =>
    Math.min(Math.max(event.clientX - event.currentTarget.getBoundingClientRect().left, 0), width);
  return (
    <div
      className={styles.axis}
      title="Drag to zoom, double click to see everything"
      onPointerDown={(event) => {
        event.currentTarget.setPointerCapture(event.pointerId);
        setDrag({ from: xAt(event), to: xAt(event) });
      }}
      onPointerMove={(event) => {
        if (drag) setDrag({ ...drag, to: xAt(event) });
      }}
      onPointerUp={() => {
        if (drag && Math.abs(drag.to - drag.from) >= MIN_DRAG_PX) {
          onZoom({ fromNs: nsAt(drag.from, window, width), toNs: nsAt(drag.to, window, width) });
        }
        setDrag(undefined);
      }}
      onPointerCancel={() => setDrag(undefined)}
      onDoubleClick={onReset}
    >
      {ticks.map(({ ns, label }) => {
        const x = xOf(ns, window, width);
        return (
          <span key={ns} className={styles.tick} style={{ left: x }}>
            {label}
          </span>
        );
      })}
      {drag && (
        <span
          className={styles.drag}
          style={{ left: Math.min(drag.from, drag.to), width: Math.abs(drag.to - drag.from) }}
        />
      )}
    </div>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  axis: css({
    position: 'relative',
    flex: 1,
    height: AXIS_HEIGHT,
    overflow: 'hidden',
    cursor: 'ew-resize',
    touchAction: 'none',
    userSelect: 'none',
  }),
  tick: css({
    position: 'absolute',
    top: 0,
    height: AXIS_HEIGHT,
    lineHeight: `${AXIS_HEIGHT}px`,
    paddingLeft: 4,
    borderLeft: `1px solid ${theme.colors.border.medium}`,
    whiteSpace: 'nowrap',
    color: theme.colors.text.secondary,
    fontSize: theme.typography.bodySmall.fontSize,
    fontVariantNumeric: 'tabular-nums',
  }),
  drag: css({ position: 'absolute', top: 0, bottom: 0, background: theme.colors.primary.transparent }),
});
