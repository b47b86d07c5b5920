// The newest of a long range: its newest part is looked at alone, and a larger part before that only while too little was found. A trace
// that starts in a part has no span before it, so what is found part by part is what a search of the whole range would find.
import { NS_PER_SECOND, type TimeRange } from '@watchingcat/model';

/** How wide the first part is where nothing is known of what will be found. */
export const FIRST_PART_NS = 300n * NS_PER_SECOND;
/** Each further look costs some milliseconds, however little there is; a part that is too large costs what it holds. */
const LEAST_GROWTH = 4n;
const MOST_GROWTH = 200n;

/**
 * @param newest where to begin: the end of the range, or where an earlier page ended
 * @param firstPart how wide the first part is, in ns
 * @param find finds at most `limit` of a part, newest first; true in its place: go no farther
 */
export async function inParts<Found>(
  range: TimeRange,
  { newest, firstPart = FIRST_PART_NS }: { readonly newest: bigint; readonly firstPart?: bigint | undefined },
  limit: number,
  find: (part: TimeRange, limit: number) => Promise<{ readonly found: readonly Found[]; readonly isEnd?: boolean }>,
): Promise<Found[]> {
  const all: Found[] = [];
  let end = newest < range.end ? newest + 1n : range.end;
  for (let width = firstPart; ;) {
    // What is left of the range beyond it must be worth a look of its own.
    const isLast = 4n * width >= 3n * (newest - range.start);
    const start = isLast ? range.start : newest - width;
    const { found, isEnd = false } = await find({ start, end }, limit - all.length);
    all.push(...found);
    if (isLast || isEnd || all.length >= limit) return all;
    end = start;
    const enough = widthOf(limit, all.length, width);
    width = enough > LEAST_GROWTH * width ? enough : LEAST_GROWTH * width;
  }
}

/** How wide a part is that holds half more than is wanted, as dense as one of `width` in which so many were found. */
export function widthOf(wanted: number, found: number, width: bigint): bigint {
  const most = MOST_GROWTH * width;
  if (found === 0) return most;
  const enough = (width * 3n * BigInt(wanted)) / (2n * BigInt(found));
  return enough < most ? enough : most;
}
