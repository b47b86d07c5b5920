// Draws the scatter: grid and labels in grey, a dot per trace in the colour of its first service, a ring in red where spans failed.
import { dateTimeFormat, type GrafanaTheme2 } from '@grafana/data';
import type { TraceSummary } from '@watchingcat/model';
import { formatDurationMs } from '../../../components/format';
import { serviceColor } from '../../../components/serviceColor';
import { timeTicks, type Box, type ScatterScale } from './scatterScale';
import type { PlottedTrace } from './plottedTraces';

const DOT_RADIUS = 3.5;

interface ScatterDrawing {
  readonly traces: readonly PlottedTrace[];
  readonly scale: ScatterScale;
  readonly box: Box;
  readonly range: { readonly fromMs: number; readonly toMs: number };
  /** Index into `traces`, -1 for none. */
  readonly hovered: number;
  readonly brush: { readonly a: { x: number; y: number }; readonly b: { x: number; y: number } } | undefined;
}

export function drawScatter(context: CanvasRenderingContext2D, drawing: ScatterDrawing, theme: GrafanaTheme2): void {
  const { traces, scale, hovered, brush } = drawing;
  drawGrid(context, drawing, theme);
  context.globalAlpha = traces.length > 500 ? 0.7 : 0.9;
  for (const trace of traces) drawDot(context, scale, trace, DOT_RADIUS, theme);
  context.globalAlpha = 1;
  const under = traces[hovered];
  if (under !== undefined) {
    drawDot(context, scale, under, DOT_RADIUS + 2, theme);
    context.strokeStyle = theme.colors.text.primary;
    context.stroke();
  }
  if (brush !== undefined) {
    context.fillStyle = theme.colors.action.selected;
    context.strokeStyle = theme.colors.primary.border;
    const { a, b } = brush;
    context.fillRect(a.x, a.y, b.x - a.x, b.y - a.y);
    context.strokeRect(a.x, a.y, b.x - a.x, b.y - a.y);
  }
}

function drawDot(
  context: CanvasRenderingContext2D,
  scale: ScatterScale,
  { summary, startMs, durationMs }: PlottedTrace,
  radius: number,
  theme: GrafanaTheme2,
): void {
  context.beginPath();
  context.arc(scale.x(startMs), scale.y(durationMs), radius, 0, 2 * Math.PI);
  context.fillStyle = serviceColor(firstService(summary), theme);
  context.fill();
  if (summary.errors === 0) return;
  context.beginPath();
  context.arc(scale.x(startMs), scale.y(durationMs), radius + 1.5, 0, 2 * Math.PI);
  context.strokeStyle = theme.colors.error.main;
  context.lineWidth = 1.5;
  context.stroke();
}

/** The root's service; while no root has arrived, another one of the trace. */
function firstService(trace: TraceSummary): string {
  return trace.rootService === '' ? (trace.services[0] ?? '') : trace.rootService;
}

const TIME_LABEL_PX = 110;

function drawGrid(
  context: CanvasRenderingContext2D,
  { scale, box, range }: ScatterDrawing,
  theme: GrafanaTheme2,
): void {
  context.lineWidth = 1;
  context.font = `${theme.typography.bodySmall.fontSize ?? '12px'} ${theme.typography.fontFamily}`;
  context.fillStyle = theme.colors.text.secondary;
  context.strokeStyle = theme.colors.border.weak;
  context.textBaseline = 'middle';
  context.textAlign = 'right';
  let lastY = Infinity;
  for (const ms of scale.ticksMs) {
    const y = Math.round(scale.y(ms)) + 0.5;
    if (lastY - y < 18) continue;
    lastY = y;
    line(context, box.left, y, box.right, y);
    context.fillText(tickText(ms), box.left - 8, y);
  }
  drawTimes(context, scale, box, range);
}

function drawTimes(
  context: CanvasRenderingContext2D,
  scale: ScatterScale,
  box: Box,
  range: ScatterDrawing['range'],
): void {
  const spanMs = range.toMs - range.fromMs;
  const offsetMs = -new Date(range.toMs).getTimezoneOffset() * 60_000;
  const format = spanMs < 600_000 ? 'HH:mm:ss' : spanMs <= 86_400_000 ? 'HH:mm' : 'MMM D HH:mm';
  context.textBaseline = 'top';
  context.textAlign = 'center';
  for (const ms of timeTicks(range, (box.right - box.left) / TIME_LABEL_PX, offsetMs)) {
    const x = Math.round(scale.x(ms)) + 0.5;
    line(context, x, box.top, x, box.bottom);
    context.fillText(dateTimeFormat(ms, { format }), Math.min(x, box.right - 24), box.bottom + 6);
  }
}

/** A tick is a round number: `20 ms`, not `20.0 ms`. */
function tickText(ms: number): string {
  return formatDurationMs(ms).replace(/\.0+ /, ' ');
}

function line(context: CanvasRenderingContext2D, x0: number, y0: number, x1: number, y1: number): void {
  context.beginPath();
  context.moveTo(x0, y0);
  context.lineTo(x1, y1);
  context.stroke();
}
