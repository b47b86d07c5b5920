// The whole trace in a few dozen lines of pixels: each span a thin bar at the height of its row. Errors are drawn last, so that one red
// span among 100,000 is seen.
import { STATUS_ERROR } from '@watchingcat/analysis';
import type { Trace } from '@watchingcat/model';

export interface MinimapPicture {
  readonly trace: Trace;
  readonly width: number;
  readonly height: number;
  /** By index of service. */
  readonly services: readonly string[];
  readonly error: string;
}

const PADDING_PX = 3;
const MAX_BAR_PX = 5;

export function drawMinimap(
  context: CanvasRenderingContext2D,
  { trace, width, height, services, error }: MinimapPicture,
): void {
  context.clearRect(0, 0, width, height);
  const rowHeight = (height - 2 * PADDING_PX) / trace.size;
  const barHeight = Math.min(MAX_BAR_PX, Math.max(1, rowHeight * 0.7));
  const scale = trace.durationNs > 0 ? width / trace.durationNs : 0;
  const bar = (row: number) =>
    context.fillRect(
      Math.min(trace.startNs[row] * scale, width - 1),
      PADDING_PX + row * rowHeight,
      Math.max(1, trace.durationsNs[row] * scale),
      barHeight,
    );
  // Where many rows share a line of pixels, later bars of the same place add nothing.
  const stride = Math.max(1, Math.floor(trace.size / 20_000));
  for (let row = 0; row < trace.size; row += stride) {
    context.fillStyle = services[trace.service[row]];
    bar(row);
  }
  context.fillStyle = error;
  // One error hides another at the same pixel: a trace may have a million.
  const drawn = new Set<number>();
  for (let row = 0; row < trace.size; row++) {
    if (trace.status[row] !== STATUS_ERROR) continue;
    const pixel = Math.floor(row * rowHeight) * 65_536 + Math.floor(trace.startNs[row] * scale);
    if (drawn.has(pixel)) continue;
    drawn.add(pixel);
    bar(row);
  }
}
