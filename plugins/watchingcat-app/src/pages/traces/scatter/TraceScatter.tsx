// Duration over time, one dot a trace: a dot opens its trace, a rectangle narrows time and duration to what it holds. On a canvas,
// because there may be thousands of dots; the table below is the same for the keyboard and for screen readers.
import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { useStyles2, useTheme2 } from '@grafana/ui';
import type { TraceSummary } from '@watchingcat/model';
import React, { useEffect, useMemo, useRef, useState, type PointerEvent } from 'react';
import { formatCount } from '../../../components/format';
import { useWidth } from '../../../state/useWidth';
import { drawScatter } from './drawScatter';
import { plottedTraces, scatterSummary } from './plottedTraces';
import { brushedWindow, nearestPoint, scatterScale, type BrushedWindow } from './scatterScale';
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
  readonly onOpen: (traceId: string) => void;
  readonly onBrush: (window: BrushedWindow) => void;
  /** The trace under the pointer, so that its row can show it. */
  readonly onHover: (traceId: string | undefined) => void;
}

interface Position {
  readonly x: number;
  readonly y: number;
}

export function TraceScatter({ traces, isSample, fromMs, toMs, onOpen, onBrush, onHover }: TraceScatterProps) {
  const theme = useTheme2();
  const styles = useStyles2(getStyles);
  const frame = useRef<HTMLDivElement>(null);
  const canvas = useRef<HTMLCanvasElement>(null);
  const width = useWidth(frame);
  const [hovered, setHovered] = useState(-1);
  const [drag, setDrag] = useState<{ a: Position; b: Position }>();

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
  const isBrushing = drag !== undefined && Math.hypot(drag.b.x - drag.a.x, drag.b.y - drag.a.y) >= DRAG_PX;

  useEffect(() => {
    const element = canvas.current;
    const context = element?.getContext('2d');
    if (!element || !context) return;
    const ratio = window.devicePixelRatio || 1;
    element.width = width * ratio;
    element.height = HEIGHT * ratio;
    context.setTransform(ratio, 0, 0, ratio, 0, 0);
    drawScatter(context, { traces: plotted, scale, box, range, hovered, brush: isBrushing ? drag : undefined }, theme);
  }, [plotted, scale, box, range, hovered, isBrushing, drag, theme, width]);

  useEffect(() => {
    if (drag === undefined) return undefined;
    const cancel = (event: KeyboardEvent) => event.key === 'Escape' && setDrag(undefined);
    document.addEventListener('keydown', cancel);
    return () => document.removeEventListener('keydown', cancel);
  }, [drag]);

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
    if (drag !== undefined) setDrag({ a: drag.a, b: at });
    hover(isBrushing ? -1 : nearestPoint(plotted, scale, at.x, at.y, REACH_PX));
  };
  const onPointerDown = (event: PointerEvent) => {
    if (event.button !== 0) return;
    event.currentTarget.setPointerCapture(event.pointerId);
    setDrag({ a: position(event), b: position(event) });
  };
  const onPointerUp = (event: PointerEvent) => {
    if (drag === undefined) return;
    const at = position(event);
    setDrag(undefined);
    if (isBrushing) return onBrush(brushedWindow(scale, drag.a, at));
    const trace = plotted[nearestPoint(plotted, scale, at.x, at.y, REACH_PX)];
    if (trace !== undefined) onOpen(trace.summary.traceId);
  };

  const under = plotted[hovered];
  return (
    <div ref={frame} className={styles.frame}>
      <canvas
        ref={canvas}
        role="img"
        aria-label={scatterSummary(traces)}
        className={styles.canvas}
        style={{ cursor: under === undefined ? 'crosshair' : 'pointer' }}
        onPointerMove={onPointerMove}
        onPointerDown={onPointerDown}
        onPointerUp={onPointerUp}
        onPointerCancel={() => setDrag(undefined)}
        onPointerLeave={() => hover(-1)}
      />
      {isSample && (
        <div className={styles.sample}>
          a selection of {formatCount(traces.length)} traces from the whole range; there are more
        </div>
      )}
      {under !== undefined && !isBrushing && (
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
});
