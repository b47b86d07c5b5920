// Draws the bars of the lines that are in view. A bar is the whole span; where no child runs (the span's own time) it is solid.
// Costs: lines in view times pixels of the timeline, whatever the size of the trace and however many children or events a span has.
import { STATUS_ERROR } from '@watchingcat/analysis';
import { SPAN_FLAG } from '@watchingcat/model';
import { formatDurationNs } from '../../../format';
import { barOf, placeLabel, type Bar } from '../../geometry/barLayout';
import { drawGaps, drawIntervals } from '../../geometry/intervalPixels';
import { xOf } from '../../geometry/timeWindow';
import { drawCriticalPath } from './drawCriticalPath';
import { drawEvents } from './drawEvents';
import { BAR_HEIGHT, COVERED_ALPHA, type RowsPicture } from './picture';

const DIMMED_ALPHA = 0.25;

export function drawRows(context: CanvasRenderingContext2D, picture: RowsPicture): void {
  const { lines, first, last, sticky, offset, rowHeight, width, height, isMatch, colors } = picture;
  context.clearRect(0, 0, width, height);
  drawGrid(context, picture, height);
  context.font = colors.font;
  context.textBaseline = 'middle';
  const strengthOf = (row: number) => (isMatch && !isMatch[row] ? DIMMED_ALPHA : 1);
  for (let position = first; position < last; position++) {
    const row = lines.row[position];
    const top = position * rowHeight - offset;
    if (top + rowHeight <= sticky.length * rowHeight) continue;
    context.globalAlpha = strengthOf(row);
    if (lines.isFold[position]) drawFold(context, picture, row, top);
    else drawSpan(context, picture, row, top, lines.isOpen(row) === false);
  }
  if (sticky.length > 0) {
    context.globalAlpha = 1;
    context.fillStyle = colors.ground;
    context.fillRect(0, 0, width, sticky.length * rowHeight);
    drawGrid(context, picture, sticky.length * rowHeight);
    sticky.forEach((row, i) => {
      context.globalAlpha = strengthOf(row);
      drawSpan(context, picture, row, i * rowHeight, false);
    });
  }
  context.globalAlpha = 1;
}

function drawGrid(
  context: CanvasRenderingContext2D,
  { ticks, window, timeWidth, colors }: RowsPicture,
  height: number,
): void {
  context.fillStyle = colors.grid;
  for (const { ns } of ticks) context.fillRect(Math.round(xOf(ns, window, timeWidth)), 0, 1, height);
}

function drawSpan(
  context: CanvasRenderingContext2D,
  picture: RowsPicture,
  row: number,
  top: number,
  isClosed: boolean,
): void {
  const { model, window, timeWidth, rowHeight, colors, bars } = picture;
  const { trace } = model;
  const start = trace.startNs[row];
  const end = start + trace.durationsNs[row];
  const y = Math.round(top + (rowHeight - BAR_HEIGHT) / 2);
  const bar = barOf(xOf(start, window, timeWidth), xOf(end, window, timeWidth), timeWidth);
  // Also of a span beyond the shown time: what it hides may be inside.
  if (picture.path) drawCriticalPath(context, picture, picture.path, row, isClosed, y);
  if (bar === undefined) {
    drawPointer(context, picture, end < window.fromNs, top + rowHeight / 2);
    return;
  }
  const strength = context.globalAlpha;
  context.fillStyle = bars.colorOf(row);
  if (trace.subtreeSize[row] === 1) context.fillRect(bar.x, y, bar.width, BAR_HEIGHT);
  else {
    context.globalAlpha = strength * COVERED_ALPHA;
    context.fillRect(bar.x, y, bar.width, BAR_HEIGHT);
    context.globalAlpha = strength;
    const own = (from: number, to: number) => context.fillRect(from, y, to - from, BAR_HEIGHT);
    drawGaps(model.childTime(row), start, end, window, timeWidth, own);
  }
  drawEvents(context, picture, row, y);
  if (trace.flags[row] & SPAN_FLAG.hasLinks) drawLinkMark(context, picture, bar, y);
  const isError = trace.status[row] === STATUS_ERROR;
  if (isError) {
    context.strokeStyle = colors.error;
    context.lineWidth = 1.5;
    context.strokeRect(bar.x - 0.75, y - 0.75, bar.width + 1.5, BAR_HEIGHT + 1.5);
  }
  const note = bars.noteOf(row);
  const label = formatDurationNs(trace.durationsNs[row]) + (note === '' ? '' : ` · ${note}`);
  drawLabel(context, picture, bar, y, label, isError);
}

/** Each member at its place, on a pale ground from the first to the last. */
function drawFold(context: CanvasRenderingContext2D, picture: RowsPicture, row: number, top: number): void {
  const { model, window, timeWidth, rowHeight, bars } = picture;
  const run = model.runs().runOf[row];
  const { startNs, endNs, count, errors, p50Ns } = model.runStats(run);
  const bar = barOf(xOf(startNs, window, timeWidth), xOf(endNs, window, timeWidth), timeWidth);
  if (bar === undefined) {
    drawPointer(context, picture, endNs < window.fromNs, top + rowHeight / 2);
    return;
  }
  const y = Math.round(top + (rowHeight - BAR_HEIGHT) / 2);
  const strength = context.globalAlpha;
  context.fillStyle = bars.colorOf(row);
  context.globalAlpha = strength * (COVERED_ALPHA / 2);
  context.fillRect(bar.x, y, bar.width, BAR_HEIGHT);
  context.globalAlpha = strength;
  const member = (from: number, to: number) => context.fillRect(from, y + 2, to - from, BAR_HEIGHT - 4);
  drawIntervals(model.runTime(run), window, timeWidth, 1, member);
  const label = `${count.toLocaleString('en')} × ${formatDurationNs(p50Ns)}`;
  drawLabel(context, picture, bar, y, label, errors > 0);
}

function drawLabel(
  context: CanvasRenderingContext2D,
  { width, colors }: RowsPicture,
  bar: Bar,
  y: number,
  label: string,
  isError: boolean,
): void {
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

/** A ring at the bar's beginning: something elsewhere led to this span, or belongs to it. */
function drawLinkMark(context: CanvasRenderingContext2D, { colors }: RowsPicture, { x }: Bar, y: number): void {
  context.beginPath();
  context.arc(x, y + BAR_HEIGHT / 2, 3.5, 0, 2 * Math.PI);
  context.fillStyle = colors.ground;
  context.fill();
  context.strokeStyle = colors.text;
  context.lineWidth = 1.5;
  context.stroke();
}
