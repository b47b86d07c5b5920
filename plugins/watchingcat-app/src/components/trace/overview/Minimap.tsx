// The whole trace at a glance, and which part of its time the rows below show. Drag to choose a part, drag an edge to change it, drag
// the bar on top to move it, double click for everything. The edges are sliders for the keyboard.
import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { useStyles2, useTheme2 } from '@grafana/ui';
import type { Trace } from '@watchingcat/model';
import React, { useMemo, useRef, useState } from 'react';
import { formatDurationNs } from '../../format';
import { serviceColor } from '../../serviceColor';
import { nsAt, panBy, widthNs, xOf, type TimeWindow } from '../geometry/timeWindow';
import { useCanvas } from '../useCanvas';
import { useElementSize } from '../useElementSize';
import type { TimeWindowState } from '../useTimeWindow';
import { drawMinimap } from './drawMinimap';

const HEIGHT = 52;
const MIN_DRAG_PX = 4;
const KEY_STEP = 0.02;

type Drag =
  | { readonly kind: 'choose'; readonly fromX: number }
  | { readonly kind: 'edge'; readonly fixedNs: number }
  | { readonly kind: 'move'; readonly fromX: number; readonly window: TimeWindow };

export function Minimap({ trace, time }: { readonly trace: Trace; readonly time: TimeWindowState }) {
  const styles = useStyles2(getStyles);
  const theme = useTheme2();
  const { size, element, setElement } = useElementSize();
  const width = Math.max(1, size.width);
  const { window, full, setWindow } = time;
  const drag = useRef<Drag | undefined>(undefined);
  const [chosen, setChosen] = useState<{ readonly from: number; readonly to: number }>();
  const services = useMemo(() => trace.services.map((service) => serviceColor(service, theme)), [trace, theme]);
  const setCanvas = useCanvas(drawMinimap, { trace, width, height: HEIGHT, services, error: theme.colors.error.main });
  const xAt = (event: React.PointerEvent) => event.clientX - (element?.getBoundingClientRect().left ?? 0);
  const begin = (event: React.PointerEvent, next: Drag) => {
    event.stopPropagation();
    element?.setPointerCapture(event.pointerId);
    drag.current = next;
  };
  const move = (event: React.PointerEvent) => {
    const x = Math.min(Math.max(xAt(event), 0), width);
    const current = drag.current;
    if (current?.kind === 'choose') setChosen({ from: current.fromX, to: x });
    else if (current?.kind === 'edge') setWindow({ fromNs: current.fixedNs, toNs: nsAt(x, full, width) });
    else if (current?.kind === 'move') {
      setWindow(panBy(current.window, full, ((x - current.fromX) / width) * widthNs(full)));
    }
  };
  const end = () => {
    if (chosen && Math.abs(chosen.to - chosen.from) >= MIN_DRAG_PX) {
      setWindow({ fromNs: nsAt(chosen.from, full, width), toNs: nsAt(chosen.to, full, width) });
    }
    drag.current = undefined;
    setChosen(undefined);
  };
  const left = xOf(window.fromNs, full, width);
  const right = xOf(window.toNs, full, width);
  const edge = (label: string, valueNs: number, otherNs: number, x: number) => (
    <div
      role="slider"
      tabIndex={0}
      aria-label={label}
      aria-valuemin={0}
      aria-valuemax={full.toNs}
      aria-valuenow={Math.round(valueNs)}
      aria-valuetext={formatDurationNs(valueNs)}
      className={styles.edge}
      style={{ left: x }}
      onPointerDown={(event) => begin(event, { kind: 'edge', fixedNs: otherNs })}
      onKeyDown={(event) => {
        const direction = event.key === 'ArrowRight' ? 1 : event.key === 'ArrowLeft' ? -1 : 0;
        if (direction === 0) return;
        event.preventDefault();
        event.stopPropagation();
        const moved = Math.min(Math.max(valueNs + direction * KEY_STEP * widthNs(full), 0), full.toNs);
        setWindow({ fromNs: otherNs, toNs: moved });
      }}
    />
  );
  return (
    <div
      ref={setElement}
      role="group"
      aria-label="Overview of the trace"
      className={styles.minimap}
      onPointerDown={(event) => {
        if (event.button === 0) begin(event, { kind: 'choose', fromX: xAt(event) });
      }}
      onPointerMove={move}
      onPointerUp={end}
      onPointerCancel={end}
      onDoubleClick={time.reset}
    >
      <canvas ref={setCanvas} style={{ width, height: HEIGHT, display: 'block' }} aria-hidden />
      <div className={styles.shade} style={{ left: 0, width: Math.max(0, left) }} />
      <div className={styles.shade} style={{ left: right, right: 0 }} />
      {time.isZoomed && (
        <div
          className={styles.mover}
          style={{ left, width: Math.max(2, right - left) }}
          onPointerDown={(event) => begin(event, { kind: 'move', fromX: xAt(event), window })}
        />
      )}
      {chosen && (
        <div
          className={styles.chosen}
          style={{ left: Math.min(chosen.from, chosen.to), width: Math.abs(chosen.to - chosen.from) }}
        />
      )}
      {edge('Start of the shown time', window.fromNs, window.toNs, left)}
      {edge('End of the shown time', window.toNs, window.fromNs, right)}
    </div>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  minimap: css({
    flex: 'none',
    position: 'relative',
    height: HEIGHT + 2,
    overflow: 'hidden',
    border: `1px solid ${theme.colors.border.weak}`,
    background: theme.colors.background.primary,
    cursor: 'crosshair',
    touchAction: 'none',
    userSelect: 'none',
  }),
  shade: css({
    position: 'absolute',
    top: 0,
    bottom: 0,
    pointerEvents: 'none',
    background: theme.colors.background.secondary,
    opacity: 0.75,
  }),
  mover: css({ position: 'absolute', top: 0, height: 8, cursor: 'grab', background: theme.colors.primary.transparent }),
  chosen: css({ position: 'absolute', top: 0, bottom: 0, background: theme.colors.primary.transparent }),
  edge: css({
    position: 'absolute',
    top: 0,
    bottom: 0,
    width: 9,
    marginLeft: -4,
    cursor: 'ew-resize',
    background: `linear-gradient(${theme.colors.border.strong}, ${theme.colors.border.strong}) center / 2px 100% no-repeat`,
    '&:hover, &:focus-visible': {
      outline: 'none',
      background: `linear-gradient(${theme.colors.primary.main}, ${theme.colors.primary.main}) center / 3px 100% no-repeat`,
    },
  }),
});
