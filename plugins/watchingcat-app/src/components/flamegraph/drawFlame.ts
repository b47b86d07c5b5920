// Draws the boxes that are in view. Costs what is seen: lanes in view, and on each at most a box every MIN_BOX_PX pixels.
import { visitLane, type FlameLayout } from '@watchingcat/analysis';
import {
  MIN_BOX_PX,
  paintedBox,
  perPixel,
  positionOfLane,
  ROW_HEIGHT,
  type Direction,
  type Window,
} from './flameView.ts';

export interface FlamePicture {
  readonly layout: FlameLayout;
  /** What each lane shows. */
  readonly windowAt: (lane: number) => Window;
  readonly direction: Direction;
  /** Positions in view, from the top, and how far the view's top edge is below the list's. */
  readonly first: number;
  readonly last: number;
  readonly offset: number;
  readonly width: number;
  readonly height: number;
  readonly paint: FlamePaint;
  readonly label: (box: number) => string;
  readonly hasError: (box: number) => boolean;
  /** Is outlined: only one side of a comparison has it. */
  readonly isOneSided: (box: number) => boolean;
  /** `marksBefore` of the boxes that were searched for; undefined while nothing is. */
  readonly matchesBefore: Uint32Array | undefined;
}

export interface FlamePaint {
  /** Colours of boxes and of the text on them; `of` says which is a box's. */
  readonly fills: readonly string[];
  readonly texts: readonly string[];
  readonly of: (box: number) => number;
  /** Of several boxes that are too narrow to be seen. */
  readonly crowd: string;
  /** Of what was not searched for, and of text on it. */
  readonly dim: string;
  readonly dimText: string;
  /** Of a crowd with something that was searched for. */
  readonly match: string;
  readonly error: string;
  readonly font: string;
}

const MIN_LABEL_PX = 30;
/** Narrower boxes would be nothing but outline. */
const MIN_MARK_PX = 6;
const DASH_PX = [4, 3];
const PADDING_PX = 4;
/** Of an average letter at the font's size: how much of a label is worth passing on. */
const LETTER_PX = 5;

export function drawFlame(context: CanvasRenderingContext2D, picture: FlamePicture): void {
  const { layout, windowAt, direction, first, last, offset, width, height } = picture;
  context.clearRect(0, 0, width, height);
  context.font = picture.paint.font;
  context.textBaseline = 'middle';
  context.textAlign = 'left';
  for (let position = first; position < last; position++) {
    const lane = positionOfLane(position, layout.lanes.count, direction);
    const y = position * ROW_HEIGHT - offset;
    const window = windowAt(lane);
    const minWidth = MIN_BOX_PX * perPixel(window, width);
    visitLane(layout, lane, window, minWidth, (box, start, end, fromPlace, toPlace) => {
      const { x, width: boxWidth } = paintedBox(start, end, window, width);
      if (toPlace - fromPlace > 1) drawCrowd(context, picture, x, y, boxWidth, fromPlace, toPlace);
      else drawBox(context, picture, box, x, y, boxWidth, fromPlace);
    });
  }
}

function drawCrowd(
  context: CanvasRenderingContext2D,
  { paint, matchesBefore }: FlamePicture,
  x: number,
  y: number,
  width: number,
  fromPlace: number,
  toPlace: number,
): void {
  const isMatch = matchesBefore !== undefined && matchesBefore[toPlace] > matchesBefore[fromPlace];
  context.fillStyle = isMatch ? paint.match : matchesBefore === undefined ? paint.crowd : paint.dim;
  context.fillRect(x, y, width, ROW_HEIGHT - 1);
}

function drawBox(
  context: CanvasRenderingContext2D,
  { paint, label, hasError, isOneSided, matchesBefore }: FlamePicture,
  box: number,
  x: number,
  y: number,
  width: number,
  place: number,
): void {
  const isDimmed = matchesBefore !== undefined && matchesBefore[place + 1] === matchesBefore[place];
  const color = paint.of(box);
  context.fillStyle = isDimmed ? paint.dim : paint.fills[color];
  context.fillRect(x, y, width, ROW_HEIGHT - 1);
  if (isOneSided(box) && width > MIN_MARK_PX) {
    context.strokeStyle = isDimmed ? paint.dimText : paint.texts[color];
    context.setLineDash(DASH_PX);
    context.strokeRect(x + 1, y + 1, width - 2, ROW_HEIGHT - 3);
  }
  const isError = hasError(box);
  if (isError) {
    // Colour alone says nothing to some: a mark in the corner as well.
    context.fillStyle = paint.error;
    context.fillRect(x, y + ROW_HEIGHT - 4, width, 3);
  }
  if (width < MIN_LABEL_PX) return;
  const room = width - 2 * PADDING_PX;
  const text = (isError ? '✕ ' : '') + label(box);
  const letters = Math.floor(room / LETTER_PX);
  context.fillStyle = isDimmed ? paint.dimText : paint.texts[color];
  // A text a little too wide is squeezed, one that is much too wide is cut.
  context.fillText(
    text.length > letters ? `${text.slice(0, Math.max(1, letters - 1))}…` : text,
    x + PADDING_PX,
    y + ROW_HEIGHT / 2,
    room,
  );
}
