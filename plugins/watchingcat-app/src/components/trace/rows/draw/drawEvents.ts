// Events are ticks across the bar, exceptions red and with a head. At most one of either a pixel, and no more looked at.
import { firstAbove } from '@watchingcat/analysis';
import { nsAt, xOf } from '../../geometry/timeWindow';
import { BAR_HEIGHT, type RowsPicture } from './picture';

export function drawEvents(context: CanvasRenderingContext2D, picture: RowsPicture, row: number, y: number): void {
  const { model, colors } = picture;
  const { firstEvent, exceptions } = model;
  const from = firstEvent[row];
  const to = firstEvent[row + 1];
  if (from === to) return;
  const { timeNs } = model.trace.events;
  onePerPixel(picture, timeNs, from, to, (x) => {
    context.fillStyle = colors.ground;
    context.fillRect(x - 1, y - 2, 3, BAR_HEIGHT + 4);
    context.fillStyle = colors.text;
    context.fillRect(x, y - 2, 1, BAR_HEIGHT + 4);
  });
  const firstException = firstIndexFrom(exceptions, from);
  const lastException = firstIndexFrom(exceptions, to);
  if (firstException === lastException) return;
  const times = Float64Array.from(exceptions.subarray(firstException, lastException), (event) => timeNs[event]);
  onePerPixel(picture, times, 0, times.length, (x) => {
    context.fillStyle = colors.error;
    context.fillRect(x - 1, y - 3, 2, BAR_HEIGHT + 6);
    context.fillRect(x - 2.5, y - 4, 5, 5);
  });
}

/** @param times ascending from index `from` up to `to` */
function onePerPixel(
  { window, timeWidth }: RowsPicture,
  times: Float64Array,
  from: number,
  to: number,
  draw: (x: number) => void,
): void {
  for (let i = firstAbove(times, window.fromNs - 1, from, to); i < to && times[i] <= window.toNs;) {
    const x = Math.round(xOf(times[i], window, timeWidth));
    if (x >= 0) draw(x);
    i = Math.max(i + 1, firstAbove(times, nsAt(x + 0.5, window, timeWidth), i, to));
  }
}

function firstIndexFrom(ascending: Uint32Array, limit: number): number {
  let low = 0;
  let high = ascending.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (ascending[middle] >= limit) high = middle;
    else low = middle + 1;
  }
  return low;
}
