// A critical path, which comes in the order of time, arranged for a view of rows: which parts of it are of one row or of one subtree.

import type { PathSegments } from './criticalPath/criticalPath.ts';

/** Segments of row r are `segment[first[r]]` up to, not including, `segment[first[r + 1]]`, in the order of time. */
export interface PathByRow {
  readonly path: PathSegments;
  readonly first: Uint32Array;
  /** Indices into the columns of `path`. */
  readonly segment: Uint32Array;
}

/** @param size rows of the trace; segments of other rows are left out. O(rows + segments), by counting. */
export function pathByRow(path: PathSegments, size: number): PathByRow {
  const first = new Uint32Array(size + 1);
  for (const row of path.row) if (row >= 0 && row < size) first[row + 1]++;
  for (let row = 0; row < size; row++) first[row + 1] += first[row];
  const next = first.slice();
  const segment = new Uint32Array(first[size]);
  path.row.forEach((row, i) => {
    if (row >= 0 && row < size) segment[next[row]++] = i;
  });
  return { path, first, segment };
}
