// A rectangle of the scatter by keys: arrows move a point, with Shift they draw the rectangle from where it was.
import type { Box } from './scatterScale';

export interface Position {
  readonly x: number;
  readonly y: number;
}

export interface Rectangle {
  readonly a: Position;
  readonly b: Position;
}

/** Steps from one side to the other. */
const STEPS = 40;

const DIRECTIONS: Readonly<Record<string, Position>> = {
  ArrowLeft: { x: -1, y: 0 },
  ArrowRight: { x: 1, y: 0 },
  ArrowUp: { x: 0, y: -1 },
  ArrowDown: { x: 0, y: 1 },
};

/** `undefined` for a key that moves nothing. The first step starts in the middle. */
export function moved(
  rectangle: Rectangle | undefined,
  { key, shiftKey }: { readonly key: string; readonly shiftKey: boolean },
  box: Box,
): Rectangle | undefined {
  const direction = DIRECTIONS[key];
  if (direction === undefined) return undefined;
  const middle = { x: (box.left + box.right) / 2, y: (box.top + box.bottom) / 2 };
  const { a, b } = rectangle ?? { a: middle, b: middle };
  const to = {
    x: clamp(b.x + (direction.x * (box.right - box.left)) / STEPS, box.left, box.right),
    y: clamp(b.y + (direction.y * (box.bottom - box.top)) / STEPS, box.top, box.bottom),
  };
  return { a: shiftKey ? a : to, b: to };
}

function clamp(value: number, least: number, most: number): number {
  return Math.min(most, Math.max(least, value));
}
