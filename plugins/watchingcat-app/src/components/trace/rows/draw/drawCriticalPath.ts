// The critical path as a line under the bars: on each row the time for which the whole trace waited for this span, and under a closed
// row also what waited for the spans that it hides.
import { firstAbove, type PathByRow } from '@watchingcat/analysis';
import { nsAt, xOf } from '../../geometry/timeWindow';
import { BAR_HEIGHT, type RowsPicture } from './picture';

const LINE_HEIGHT = 2;
const MIN_LINE_PX = 1;

export function drawCriticalPath(
  context: CanvasRenderingContext2D,
  picture: RowsPicture,
  { path, first, segment }: PathByRow,
  row: number,
  isClosed: boolean,
  y: number,
): void {
  const { window, timeWidth, colors, model } = picture;
  const below = isClosed ? row + model.trace.subtreeSize[row] : row + 1;
  const from = first[row];
  const to = first[below];
  if (from === to) return;
  context.fillStyle = colors.path;
  const line = (fromPx: number, toPx: number) => {
    const left = Math.max(0, fromPx);
    const right = Math.min(timeWidth, Math.max(toPx, fromPx + MIN_LINE_PX));
    if (right > left) context.fillRect(left, y + BAR_HEIGHT + 1, right - left, LINE_HEIGHT);
  };
  // Looking at each pixel is the cheaper way when there are more segments than these.
  if (to - from <= timeWidth) {
    for (let i = from; i < to; i++) {
      const at = segment[i];
      if (path.endNs[at] < window.fromNs || path.startNs[at] > window.toNs) continue;
      line(xOf(path.startNs[at], window, timeWidth), xOf(path.endNs[at], window, timeWidth));
    }
    return;
  }
  for (let x = 0; x < timeWidth; x++) {
    const at = firstAbove(path.endNs, nsAt(x, window, timeWidth));
    if (at < path.row.length && path.row[at] >= row && path.row[at] < below) line(x, x + 1);
  }
}
