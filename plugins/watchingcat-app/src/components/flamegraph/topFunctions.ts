// The lines of the table beside a flame graph, in the order that a person wants.
import { frameLabel, type FlameFrames, type FrameFunction } from '@watchingcat/analysis';
import { sortRows, type Sort } from '../../state/useSort';

export interface TopFunctions {
  readonly rows: readonly FrameFunction[];
  /** How many are not shown. */
  readonly others: number;
}

/** More lines than this nobody reads; a search brings what it finds to the top. */
const MAX_FUNCTIONS = 300;

export const FIRST_FUNCTION_SORT: Sort = { by: 'self', isDescending: true };

export function topFunctions(
  functions: readonly FrameFunction[],
  frames: FlameFrames,
  sort: Sort,
  isMatch: Uint8Array | undefined,
  limit = MAX_FUNCTIONS,
): TopFunctions {
  const sorted = sortRows(functions, (row) => sortValue(row, sort.by, frames), sort.isDescending);
  const others = Math.max(0, sorted.length - limit);
  // Where all are shown anyway, nothing moves under the pointer.
  const first = isMatch === undefined || others === 0 ? sorted : sortRows(sorted, ({ name }) => isMatch[name], true);
  return { rows: first.slice(0, limit), others };
}

function sortValue(row: FrameFunction, by: string, { names }: FlameFrames): number | string | undefined {
  switch (by) {
    case 'name':
      return frameLabel(names[row.name]);
    case 'total':
      return row.total;
    case 'count':
      return row.count;
    case 'errors':
      return row.errors;
    case 'change':
      return changeOf(row);
    default:
      return row.self;
  }
}

/** How much more `self` is after than before; undefined where nothing is compared. */
function changeOf({ before, after }: FrameFunction): number | undefined {
  return before && after && after.self - before.self;
}
