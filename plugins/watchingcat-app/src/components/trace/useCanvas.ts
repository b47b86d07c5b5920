// A canvas that is sharp on every screen: its pixels follow its CSS size and the device, and `draw` works in CSS pixels.
import { useLayoutEffect, useState } from 'react';

/** Give the answer to a canvas as its ref. Draws after each rendering in which `draw` is another function. Without a context (no canvas memory) nothing is drawn. */
export function useCanvas(
  width: number,
  height: number,
  draw: (context: CanvasRenderingContext2D) => void,
): (canvas: HTMLCanvasElement | null) => void {
  const [canvas, setCanvas] = useState<HTMLCanvasElement | null>(null);
  useLayoutEffect(() => {
    const context = canvas?.getContext('2d');
    if (!canvas || !context) return;
    const scale = window.devicePixelRatio || 1;
    const pixelWidth = Math.max(1, Math.round(width * scale));
    const pixelHeight = Math.max(1, Math.round(height * scale));
    setPixels(canvas, pixelWidth, pixelHeight);
    context.setTransform(scale, 0, 0, scale, 0, 0);
    draw(context);
  }, [canvas, width, height, draw]);
  return setCanvas;
}

/** Setting the size clears a canvas and allocates, so only when it differs. */
function setPixels(canvas: HTMLCanvasElement, width: number, height: number): void {
  if (canvas.width !== width) canvas.width = width;
  if (canvas.height !== height) canvas.height = height;
}
