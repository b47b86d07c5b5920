// Draws the scatter: grid and labels in grey, a dot per trace in the colour of its first service, a ring in red where spans failed. Dots
// are what takes time, so what follows the pointer (the dot under it, the rectangle) is drawn on a canvas of its own above them.
import { dateTimeFormat, type GrafanaTheme2 } from '@grafana/data';
import type { TraceSummary } from '@watchingcat/model';
import { formatDurationMs } from '../../../components/format';
import { serviceColor } from '../../../components/serviceColor';
import type { Rectangle } from './keyboardBrush';
import type { PlottedTrace } from './plottedTraces';
import { timeTicks, type Box, type ScatterScale } from './scatterScale';

interface Canvas {
  readonly width: number;
  readonly height: number;
  readonly theme: GrafanaTheme2;
}

interface ScatterDrawing extends Canvas {
  readonly traces: readonly PlottedTrace[];
  readonly scale: ScatterScale;
  readonly box: Box;
  readonly range: { readonly fromMs: number; readonly toMs: number };
}

export function drawScatter(context: CanvasRenderingContext2D, drawing: ScatterDrawing): void {
  const { traces, scale, width, height, theme } = drawing;
  context.clearRect(0, 0, width, height);
  drawGrid(context, drawing);
  const look = dotLook(traces.length);
  const colors = new Map<string, string>();
  context.globalAlpha = look.alpha;
  for (const trace of traces) {
    const service = firstService(trace.summary);
    let color = colors.get(service);
    if (color === undefined) {
      color = serviceColor(service, theme);
      colors.set(service, color);
    }
    drawDot(context, scale, trace, look.radius, color, theme);
  }
  context.globalAlpha = 1;
}

/** Many dots lie on each other: they are smaller and let through what is below, so that where it is dense it looks dense. */
function dotLook(count: number): { readonly radius: number; readonly alpha: number } {
  const crowd = Math.max(1, count / 500);
  return { radius: Math.max(2, 3.5 / crowd ** 0.25), alpha: Math.max(0.3, 0.9 / crowd ** 0.35) };
}

interface OverlayDrawing extends Canvas {
  readonly scale: ScatterScale;
  readonly hovered: PlottedTrace | undefined;
  readonly rectangle: Rectangle | undefined;
  /** Where the keyboard is. */
  readonly cursor: { readonly x: number; readonly y: number } | undefined;
}

export function drawOverlay(
  context: CanvasRenderingContext2D,
  { width, height, theme, scale, hovered, rectangle, cursor }: OverlayDrawing,
): void {
  context.clearRect(0, 0, width, height);
  if (hovered !== undefined) {
    drawDot(context, scale, hovered, 5.5, serviceColor(firstService(hovered.summary), theme), theme);
    context.strokeStyle = theme.colors.text.primary;
    context.stroke();
  }
  if (rectangle !== undefined) {
    const { a, b } = rectangle;
    context.fillStyle = theme.colors.action.selected;
    context.strokeStyle = theme.colors.primary.border;
    context.fillRect(a.x, a.y, b.x - a.x, b.y - a.y);
    context.strokeRect(a.x, a.y, b.x - a.x, b.y - a.y);
  }
  if (cursor !== undefined) {
    context.strokeStyle = theme.colors.text.primary;
    context.lineWidth = 1;
    line(context, cursor.x - 8, cursor.y, cursor.x + 8, cursor.y);
    line(context, cursor.x, cursor.y - 8, cursor.x, cursor.y + 8);
  }
}

function drawDot(
  context: CanvasRenderingContext2D,
  scale: ScatterScale,
  { summary, startMs, durationMs }: PlottedTrace,
  radius: number,
  color: string,
  theme: GrafanaTheme2,
): void {
  context.beginPath();
  context.arc(scale.x(startMs), scale.y(durationMs), radius, 0, 2 * Math.PI);
  context.fillStyle = color;
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

function drawGrid(context: CanvasRenderingContext2D, { scale, box, range, theme }: ScatterDrawing): void {
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
  // Powers of ten are no round hours: the larger unit alone tells how long, and has room.
  return formatDurationMs(ms)
    .replace(/\.0+ /, ' ')
    .replace(/^(\d+ (?:min|h|d)) .*$/, '$1');
}

function line(context: CanvasRenderingContext2D, x0: number, y0: number, x1: number, y1: number): void {
  context.beginPath();
  context.moveTo(x0, y0);
  context.lineTo(x1, y1);
  context.stroke();
}
