// The lines of a tree view, in order: a line is a span, or the fold of a run of alike siblings.
import { NO_PARENT, type Trace } from '@watchingcat/model';
import { FOLD } from './collapsed.ts';
import { NO_RUN, type Runs } from './runs.ts';

/** Columns by position. Rows ascend; the fold of a run has the row of its first member and stands before it when the run is open. */
export interface ShownRows {
  readonly size: number;
  readonly row: Uint32Array;
  /** 1 for the fold of a run. */
  readonly isFold: Uint8Array;
  /** 0 for a root. Members of an open run are one level below its fold. */
  readonly level: Uint32Array;
}

export interface ShownRowsOptions {
  /** Which runs are folds, and which of them (by first row) are open; undefined: none is. */
  readonly runs?: Runs | undefined;
  readonly openRuns?: ReadonlySet<number>;
  /** 1 for rows to show at all; ancestors of a kept row must be kept (see `withAncestors`). */
  readonly keep?: Uint8Array | undefined;
}

/** @param closed the answer of `collapsedRows`. O(number of shown rows), and O(n) with `keep` or closed parts. */
export function shownRows(trace: Trace, closed: Uint8Array, options: ShownRowsOptions = {}): ShownRows {
  const { runs, openRuns, keep } = options;
  const { size, subtreeSize, depth } = trace;
  const room = size + (runs?.first.length ?? 0);
  const row = new Uint32Array(room);
  const isFold = new Uint8Array(room);
  const level = new Uint32Array(room);
  const openEnds: number[] = []; // ends of the open runs that the row is in
  let shown = 0;
  for (let at = 0; at < size;) {
    while (openEnds.length > 0 && at >= openEnds[openEnds.length - 1]) openEnds.pop();
    const state = closed[at];
    if (keep && !keep[at]) {
      at += subtreeSize[at];
      continue;
    }
    if (state !== FOLD.inPart) {
      const run = runs === undefined ? NO_RUN : runs.runOf[at];
      if (runs !== undefined && run !== NO_RUN && runs.first[run] === at) {
        row[shown] = at;
        isFold[shown] = 1;
        level[shown++] = depth[at] + openEnds.length;
        if (openRuns?.has(at) !== true) {
          at = runs.end[run];
          continue;
        }
        openEnds.push(runs.end[run]);
      }
      row[shown] = at;
      level[shown++] = depth[at] + openEnds.length;
    }
    at += state === FOLD.subtree ? subtreeSize[at] : 1;
  }
  return {
    size: shown,
    row: row.subarray(0, shown),
    isFold: isFold.subarray(0, shown),
    level: level.subarray(0, shown),
  };
}

/** 1 for the given rows and for every ancestor of one. O(n). */
export function withAncestors({ size, parent }: Trace, rows: Uint32Array): Uint8Array {
  const keep = new Uint8Array(size);
  for (const row of rows) {
    for (let above = row; above !== NO_PARENT && !keep[above]; above = parent[above]) keep[above] = 1;
  }
  return keep;
}

/**
 * A name for a line that outlives changes of what is folded: the row of a span; for a fold the bitwise complement (`~`) of the row of
 * its first member, which is negative.
 */
export type Line = number;

export const rowOfLine = (line: Line): number => (line < 0 ? ~line : line);

/** @param position 0 to `size - 1` */
export function lineAt({ row, isFold }: ShownRows, position: number): Line {
  return isFold[position] ? ~row[position] : row[position];
}

/** Where the line is, or the last one before it: for a hidden span the fold or ancestor that hides it. -1 when none. O(log n). */
export function positionOf({ row, isFold, size }: ShownRows, line: Line): number {
  const wanted = rowOfLine(line);
  let low = 0;
  let high = size;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (row[middle] <= wanted) low = middle + 1;
    else high = middle;
  }
  const last = low - 1;
  const isFoldAbove = line < 0 && last > 0 && !isFold[last] && isFold[last - 1] === 1 && row[last - 1] === wanted;
  return isFoldAbove ? last - 1 : last;
}
