// A canvas that is sharp on every screen: its pixels follow its CSS size and the device, and `draw` works in CSS pixels.
import { useLayoutEffect, useRef, type RefObject } from 'react';

/** Draws after each rendering in which `draw` is another function. Without a context (no canvas memory) nothing is drawn. */
export function useCanvas(
  width: number,
  height: number,
  draw: (context: CanvasRenderingContext2D) => void,
): RefObject<HTMLCanvasElement> {
  const canvas = useRef<HTMLCanvasElement>(null);
  useLayoutEffect(() => {
    const element = canvas.current;
    const context = element?.getContext('2d');
    if (!element || !context) return;
    const scale = window.devicePixelRatio || 1;
    const pixelWidth = Math.max(1, Math.round(width * scale));
    const pixelHeight = Math.max(1, Math.round(height * scale));
    // Setting the size clears a canvas and allocates, so only when it differs.
    if (element.width !== pixelWidth) element.width = pixelWidth;
    if (element.height !== pixelHeight) element.height = pixelHeight;
    context.setTransform(scale, 0, 0, scale, 0, 0);
    draw(context);
  }, [width, height, draw]);
  return canvas;
}
