// Duration over time, one dot a trace: a dot opens its trace, a rectangle selects what it holds, by pointer or by keys. On canvases,
// because there may be thousands of dots; the table below is the same for screen readers.
import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { useStyles2, useTheme2 } from '@grafana/ui';
import type { TraceSummary } from '@watchingcat/model';
import React, { useEffect, useMemo, useRef, useState, type KeyboardEvent, type PointerEvent } from 'react';
import { formatCount } from '../../../components/format';
import { useCanvas } from '../../../components/trace/useCanvas';
import { useWidth } from '../../../state/useWidth';
import { drawOverlay, drawScatter } from './drawScatter';
import { moved, type Position, type Rectangle } from './keyboardBrush';
import { plottedTraces, scatterSummary } from './plottedTraces';
import { RectangleStatus } from './RectangleStatus';
import { brushedWindow, nearestPoint, rectangleOf, scatterScale, type BrushedWindow } from './scatterScale';
import { ScatterTooltip } from './ScatterTooltip';

const HEIGHT = 232;
/** The top leaves a line for the note, which must never lie on the slowest traces. */
const MARGIN = { left: 64, top: 22, right: 12, bottom: 26 };
const REACH_PX = 10;
/** A pointer that moved less than this clicked. */
const DRAG_PX = 4;

interface TraceScatterProps {
  readonly traces: readonly TraceSummary[];
  /** They stand for more; said in a corner. */
  readonly isSample: boolean;
  readonly fromMs: number;
  readonly toMs: number;
  readonly selection: BrushedWindow | undefined;
  readonly onOpen: (traceId: string) => void;
  /** `undefined` gives the selection up. */
  readonly onSelect: (window: BrushedWindow | undefined) => void;
  /** The trace under the pointer, so that its row can show it. */
  readonly onHover: (traceId: string | undefined) => void;
}

interface Brush extends Rectangle {
  readonly by: 'pointer' | 'keys';
}

export function TraceScatter(props: TraceScatterProps) {
  const { traces, isSample, fromMs, toMs, selection, onOpen, onSelect, onHover } = props;
  const theme = useTheme2();
  const styles = useStyles2(getStyles);
  const frame = useRef<HTMLDivElement>(null);
  const width = useWidth(frame);
  const [hovered, setHovered] = useState(-1);
  const [brush, setBrush] = useState<Brush>();

  const plotted = useMemo(() => plottedTraces(traces), [traces]);
  const box = useMemo(
    () => ({
      left: MARGIN.left,
      top: MARGIN.top,
      right: Math.max(MARGIN.left + 1, width - MARGIN.right),
      bottom: HEIGHT - MARGIN.bottom,
    }),
    [width],
  );
  const range = useMemo(() => ({ fromMs, toMs }), [fromMs, toMs]);
  const scale = useMemo(() => scatterScale(plotted, range, box), [plotted, range, box]);
  const isDrawn = brush !== undefined && Math.hypot(brush.b.x - brush.a.x, brush.b.y - brush.a.y) >= DRAG_PX;
  const isDragging = isDrawn && brush.by === 'pointer';
  const label = useMemo(() => scatterSummary(traces), [traces]);

  const size = { width, height: HEIGHT, theme };
  const setDots = useCanvas(drawScatter, { ...size, traces: plotted, scale, box, range });
  const selected = useMemo(() => selection && rectangleOf(scale, selection, box), [scale, selection, box]);
  const setOverlay = useCanvas(drawOverlay, {
    ...size,
    scale,
    hovered: plotted[hovered],
    rectangle: isDrawn ? brush : selected,
    cursor: brush?.by === 'keys' ? brush.b : undefined,
  });

  useEffect(() => {
    if (brush === undefined) return undefined;
    const cancel = (event: globalThis.KeyboardEvent) => event.key === 'Escape' && setBrush(undefined);
    document.addEventListener('keydown', cancel);
    return () => document.removeEventListener('keydown', cancel);
  }, [brush]);

  const finish = ({ a, b }: Rectangle, isRectangle: boolean) => {
    setBrush(undefined);
    if (isRectangle) return onSelect(brushedWindow(scale, a, b));
    const trace = plotted[nearestPoint(plotted, scale, b.x, b.y, REACH_PX)];
    if (trace !== undefined) onOpen(trace.summary.traceId);
  };
  const position = (event: PointerEvent): Position => {
    const { left, top } = event.currentTarget.getBoundingClientRect();
    return { x: event.clientX - left, y: event.clientY - top };
  };
  const hover = (index: number) => {
    if (index === hovered) return;
    setHovered(index);
    onHover(plotted[index]?.summary.traceId);
  };
  const onPointerMove = (event: PointerEvent) => {
    const at = position(event);
    if (brush?.by === 'pointer') setBrush({ ...brush, b: at });
    hover(isDragging ? -1 : nearestPoint(plotted, scale, at.x, at.y, REACH_PX));
  };
  const onPointerDown = (event: PointerEvent) => {
    if (event.button !== 0) return;
    event.currentTarget.setPointerCapture(event.pointerId);
    setBrush({ a: position(event), b: position(event), by: 'pointer' });
  };
  const onPointerUp = (event: PointerEvent) => {
    if (brush?.by === 'pointer') finish({ a: brush.a, b: position(event) }, isDragging);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const next = moved(brush ?? (selection && rectangleOf(scale, selection, box)), event, box);
    if (next !== undefined) setBrush({ ...next, by: 'keys' });
    else if (event.key === 'Enter' && brush !== undefined) finish(brush, isDrawn);
    else if (event.key === 'Escape' && brush === undefined && selection !== undefined) onSelect(undefined);
    else return;
    event.preventDefault();
  };

  const under = plotted[hovered];
  return (
    <div
      ref={frame}
      className={styles.frame}
      role="application"
      aria-roledescription="scatter plot"
      aria-label="Traces by time and duration. Arrow keys move, with Shift they draw a rectangle, Enter selects it or opens a trace, Escape gives it up."
      tabIndex={0}
      onKeyDown={onKeyDown}
    >
      <canvas
        ref={setDots}
        role="img"
        aria-label={label}
        className={styles.canvas}
        style={{ cursor: under === undefined ? 'crosshair' : 'pointer' }}
        onPointerMove={onPointerMove}
        onPointerDown={onPointerDown}
        onPointerUp={onPointerUp}
        onPointerCancel={() => setBrush(undefined)}
        onPointerLeave={() => hover(-1)}
      />
      <canvas ref={setOverlay} aria-hidden className={styles.overlay} />
      {isSample && (
        <div className={styles.sample}>
          a selection of {formatCount(traces.length)} traces from the whole range; there are more
        </div>
      )}
      {brush?.by === 'keys' && <RectangleStatus plotted={plotted} scale={scale} rectangle={brush} isDrawn={isDrawn} />}
      {under !== undefined && !isDragging && (
        <ScatterTooltip trace={under.summary} x={scale.x(under.startMs)} y={scale.y(under.durationMs)} width={width} />
      )}
    </div>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  frame: css({
    position: 'relative',
    height: HEIGHT,
    border: `1px solid ${theme.colors.border.weak}`,
    borderRadius: theme.shape.radius.default,
    background: theme.colors.background.primary,
    '&:focus-visible': { outline: `2px solid ${theme.colors.primary.main}`, outlineOffset: 2 },
  }),
  sample: css({
    position: 'absolute',
    top: 2,
    right: 14,
    pointerEvents: 'none',
    color: theme.colors.text.secondary,
    fontSize: theme.typography.bodySmall.fontSize,
  }),
  canvas: css({ display: 'block', width: '100%', height: '100%', touchAction: 'none' }),
  overlay: css({ position: 'absolute', inset: 0, width: '100%', height: '100%', pointerEvents: 'none' }),
});
