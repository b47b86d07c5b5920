// What the drawing of the rows is made from, and where a line of it is.
import type { PathByRow } from '@watchingcat/analysis';
import type { ShownLines } from '../../useShownRows';
import type { BarColors } from '../barColors';
import type { Tick } from '../../geometry/ticks';
import type { TimeWindow } from '../../geometry/timeWindow';
import type { TraceModel } from '../../traceModel';

export interface RowsPicture {
  readonly model: TraceModel;
  /** What is shown, and which positions of it are in view. */
  readonly lines: ShownLines;
  readonly first: number;
  readonly last: number;
  /** Rows that stay on top, over the first positions. */
  readonly sticky: readonly number[];
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
  readonly path: PathByRow | undefined;
  readonly bars: BarColors;
  readonly colors: RowColors;
}

export interface RowColors {
  readonly error: string;
  readonly path: string;
  readonly text: string;
  readonly grid: string;
  /** Of the page. */
  readonly ground: string;
  readonly font: string;
}

export const BAR_HEIGHT = 12;
/** Of a bar where children run. */
export const COVERED_ALPHA = 0.42;
