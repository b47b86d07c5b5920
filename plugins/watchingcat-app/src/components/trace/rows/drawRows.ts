// Draws the bars of the rows that are in view. A bar is the whole span; where no child runs (the span's own time) it is solid.
// Costs: rows in view, plus the direct children of each, plus their events; nothing else of the trace is looked at.
import { STATUS_ERROR } from '@watchingcat/analysis';
import { formatDurationNs } from '../../format';
import { barOf, placeLabel } from '../geometry/barLayout';
import type { Tick } from '../geometry/ticks';
import { xOf, type TimeWindow } from '../geometry/timeWindow';
import type { TraceModel } from '../traceModel';

export interface RowsPicture {
  readonly model: TraceModel;
  /** Rows that are shown, and which positions of them are in view. */
  readonly rows: Uint32Array;
  readonly first: number;
  readonly last: number;
  /** Top of the view, in pixels from the top of the list. */
  readonly offset: number;
  readonly rowHeight: number;
  readonly window: TimeWindow;
  readonly width: number;
  /** Of the shown time; the rest of `width` is room for labels. */
  readonly timeWidth: number;
  readonly height: number;
  readonly ticks: readonly Tick[];
  /** 1 for rows that match the search; undefined when there is none. */
  readonly isMatch: Uint8Array | undefined;
  readonly colors: RowColors;
}

export interface RowColors {
  /** By index of service. */
  readonly services: readonly string[];
  readonly error: string;
  readonly text: string;
  readonly grid: string;
  /** Of the page. */
  readonly ground: string;
  readonly font: string;
}

const BAR_HEIGHT = 12;
const COVERED_ALPHA = 0.42;
const DIMMED_ALPHA = 0.25;

export function drawRows(context: CanvasRenderingContext2D, picture: RowsPicture): void {
  const { rows, first, last, offset, rowHeight, width, timeWidth, height, ticks, window, isMatch, colors } = picture;
  context.clearRect(0, 0, width, height);
  context.fillStyle = colors.grid;
  for (const { ns } of ticks) context.fillRect(Math.round(xOf(ns, window, timeWidth)), 0, 1, height);
  context.font = colors.font;
  context.textBaseline = 'middle';
  for (let position = first; position < last; position++) {
    const row = rows[position];
    context.globalAlpha = isMatch && !isMatch[row] ? DIMMED_ALPHA : 1;
    drawRow(context, picture, row, position * rowHeight - offset);
  }
  context.globalAlpha = 1;
}

function drawRow(context: CanvasRenderingContext2D, picture: RowsPicture, row: number, top: number): void {
  const { model, window, width, timeWidth, rowHeight, colors } = picture;
  const { trace } = model;
  const start = trace.startNs[row];
  const end = start + trace.durationsNs[row];
  const bar = barOf(xOf(start, window, timeWidth), xOf(end, window, timeWidth), timeWidth);
  if (bar === undefined) {
    drawPointer(context, picture, end < window.fromNs, top + rowHeight / 2);
    return;
  }
  const y = Math.round(top + (rowHeight - BAR_HEIGHT) / 2);
  const strength = context.globalAlpha;
  context.fillStyle = colors.services[trace.service[row]];
  context.globalAlpha = strength * COVERED_ALPHA;
  context.fillRect(bar.x, y, bar.width, BAR_HEIGHT);
  context.globalAlpha = strength;
  if (trace.subtreeSize[row] === 1) context.fillRect(bar.x, y, bar.width, BAR_HEIGHT);
  else drawOwnTime(context, picture, row, y);
  drawEvents(context, picture, row, y);
  const isError = trace.status[row] === STATUS_ERROR;
  if (isError) {
    context.strokeStyle = colors.error;
    context.lineWidth = 1.5;
    context.strokeRect(bar.x - 0.75, y - 0.75, bar.width + 1.5, BAR_HEIGHT + 1.5);
  }
  const label = formatDurationNs(trace.durationsNs[row]);
  const labelWidth = context.measureText(label).width;
  const place = placeLabel(bar, labelWidth, width);
  context.textAlign = place.align;
  if (place.inside) {
    // On a bar of any colour a label is read only on a ground of its own.
    context.fillStyle = colors.ground;
    context.fillRect(place.x - labelWidth - 3, y, labelWidth + 6, BAR_HEIGHT);
  }
  context.fillStyle = isError ? colors.error : colors.text;
  context.fillText(label, place.x, y + BAR_HEIGHT / 2 + 0.5);
}

/** A span outside of the shown time: on which side it is. */
function drawPointer(
  context: CanvasRenderingContext2D,
  { timeWidth, colors }: RowsPicture,
  isBefore: boolean,
  y: number,
): void {
  context.fillStyle = colors.text;
  context.textAlign = isBefore ? 'left' : 'right';
  context.fillText(isBefore ? '‹' : '›', isBefore ? 4 : timeWidth - 4, y);
}

/** The gaps between the direct children, which are in order of start. */
function drawOwnTime(
  context: CanvasRenderingContext2D,
  { model, window, timeWidth }: RowsPicture,
  row: number,
  y: number,
): void {
  const { startNs, durationsNs, subtreeSize } = model.trace;
  const start = startNs[row];
  const end = start + durationsNs[row];
  const below = row + subtreeSize[row];
  let ownFrom = start;
  const own = (fromNs: number, toNs: number) => {
    if (toNs <= fromNs || toNs < window.fromNs || fromNs > window.toNs) return;
    const from = Math.max(0, xOf(fromNs, window, timeWidth));
    const to = Math.min(timeWidth, xOf(toNs, window, timeWidth));
    if (to - from >= 0.25) context.fillRect(from, y, to - from, BAR_HEIGHT);
  };
  for (let child = row + 1; child < below; child += subtreeSize[child]) {
    own(ownFrom, Math.min(startNs[child], end));
    ownFrom = Math.max(ownFrom, startNs[child] + durationsNs[child]);
  }
  own(ownFrom, end);
}

/** Events are ticks across the bar, exceptions red and with a head. At most one a pixel. */
function drawEvents(
  context: CanvasRenderingContext2D,
  { model, window, timeWidth, colors }: RowsPicture,
  row: number,
  y: number,
): void {
  const { timeNs, name, names } = model.trace.events;
  let drawnAt = -1;
  for (let event = model.firstEvent[row]; event < model.firstEvent[row + 1]; event++) {
    const x = Math.round(xOf(timeNs[event], window, timeWidth));
    if (x < 0 || x > timeWidth) continue;
    if (names[name[event]] === 'exception') {
      context.fillStyle = colors.error;
      context.fillRect(x - 1, y - 3, 2, BAR_HEIGHT + 6);
      context.fillRect(x - 2.5, y - 4, 5, 5);
    } else if (x !== drawnAt) {
      context.fillStyle = colors.ground;
      context.fillRect(x - 1, y - 2, 3, BAR_HEIGHT + 4);
      context.fillStyle = colors.text;
      context.fillRect(x, y - 2, 1, BAR_HEIGHT + 4);
    }
    drawnAt = x;
  }
}
