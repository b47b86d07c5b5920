// A canvas that is sharp on every screen: its pixels follow its CSS size and the device, and `draw` works in CSS pixels.
import { useLayoutEffect, useState } from 'react';
import type { Size } from './useElementSize';

/**
 * Give the answer to a canvas as its ref. Draws again when a part of the picture is another. Without a context (no canvas memory) nothing
 * is drawn.
 * @param draw the same function at each rendering
 * @param picture of the same parts at each rendering
 */
export function useCanvas<Picture extends Size>(
  draw: (context: CanvasRenderingContext2D, picture: Picture) => void,
  picture: Picture,
): (canvas: HTMLCanvasElement | null) => void {
  const [canvas, setCanvas] = useState<HTMLCanvasElement | null>(null);
  useLayoutEffect(() => {
    const context = canvas?.getContext('2d');
    if (!canvas || !context) return;
    const scale = window.devicePixelRatio || 1;
    const pixelWidth = Math.max(1, Math.round(picture.width * scale));
    const pixelHeight = Math.max(1, Math.round(picture.height * scale));
    setPixels(canvas, pixelWidth, pixelHeight);
    context.setTransform(scale, 0, 0, scale, 0, 0);
    draw(context, picture);
    // A picture is made anew at each rendering; its parts are not.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [canvas, draw, ...(Object.values(picture) as unknown[])]);
  return setCanvas;
}

/** Setting the size clears a canvas and allocates, so only when it differs. */
function setPixels(canvas: HTMLCanvasElement, width: number, height: number): void {
  if (canvas.width !== width) canvas.width = width;
  if (canvas.height !== height) canvas.height = height;
}
