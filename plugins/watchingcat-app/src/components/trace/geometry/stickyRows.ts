// Which ancestors stay on top of the rows, so that it is always seen where one is.
import { lineAt, positionOf, type ShownRows } from '@watchingcat/analysis';

export const MAX_STICKY_ROWS = 5;
/** Ancestors that are themselves hidden (inside a folded part) are passed over, up to this many. */
const MAX_STEPS = 1_000;

/**
 * Ancestors of the first row that is not covered by them, the deepest ones, from the outermost to the innermost. Empty at the top of the
 * list and where roots begin. O(log n) times their number.
 * @param first position of the first line that is at least partly in view
 */
export function stickyRows(parent: Int32Array, lines: ShownRows, first: number): number[] {
  if (first === 0) return [];
  let rows: number[] = [];
  for (let covered = 0; covered <= MAX_STICKY_ROWS; covered++) {
    const position = first + covered;
    if (position >= lines.size) return rows;
    rows = shownAncestors(parent, lines, lines.row[position]);
    if (rows.length <= covered) return rows;
  }
  return rows;
}

function shownAncestors(parent: Int32Array, lines: ShownRows, row: number): number[] {
  const rows: number[] = [];
  let above = parent[row];
  for (let step = 0; above >= 0 && rows.length < MAX_STICKY_ROWS && step < MAX_STEPS; step++) {
    if (lineAt(lines, positionOf(lines, above)) === above) rows.push(above);
    above = parent[above];
  }
  return rows.reverse();
}
