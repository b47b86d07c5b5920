// Boxes on lanes: what every flame graph comes down to, whatever its boxes stand for, and how to find those in view without looking at
// the others. Lanes count from the root's; which way they grow, and pixels, are the drawing's business.
import type { FrameName } from './frameNames.ts';

export interface FlameLayout {
  readonly size: number;
  /** Depth first: a box's descendants follow it directly, `subtreeSize` boxes in all (the box itself included). */
  readonly parent: Int32Array;
  readonly subtreeSize: Uint32Array;
  /** Left edge and width, both in the unit of what is measured (ns, samples, bytes). Never negative. */
  readonly start: Float64Array;
  readonly width: Float64Array;
  /** Right edge of the rightmost box. */
  readonly extent: number;
  /** Index into `names`. */
  readonly name: Uint32Array;
  readonly names: readonly FrameName[];
  readonly lanes: Lanes;
}

/** On one lane no box begins before its left neighbour ends, so both edges ascend. */
export interface Lanes {
  readonly count: number;
  /** Boxes of lane l are `boxes[first[l]]` up to, not including, `boxes[first[l + 1]]`, from left to right. */
  readonly first: Uint32Array;
  readonly boxes: Uint32Array;
  /** For each box, its lane and its place in `boxes`. */
  readonly lane: Uint32Array;
  readonly place: Uint32Array;
}

/** Sorts boxes into their lanes. `order` holds every box once, from left to right within each lane. O(n). */
export function lanesOf(lane: Uint32Array, count: number, order: ArrayLike<number>): Lanes {
  const first = new Uint32Array(count + 1);
  for (const one of lane) first[one + 1]++;
  for (let l = 0; l < count; l++) first[l + 1] += first[l];
  const next = first.slice();
  const boxes = new Uint32Array(lane.length);
  const place = new Uint32Array(lane.length);
  for (let i = 0; i < order.length; i++) {
    const box = order[i];
    place[box] = next[lane[box]]++;
    boxes[place[box]] = box;
  }
  return { count, first, boxes, lane, place };
}

export interface Window {
  readonly from: number;
  readonly to: number;
}

/**
 * Called for each box that is wide enough to be seen by itself, and once for each run of boxes that are not: `box` is then the first
 * of them, and they are those at the places `fromPlace` up to, not including, `toPlace`.
 */
export type VisitBoxes = (box: number, start: number, end: number, fromPlace: number, toPlace: number) => void;

/**
 * Goes along one lane, through what lies in the window (what only touches its edge does not). Narrower boxes than `minWidth` are taken together until they are as wide, and
 * passed by with a binary search: a million boxes cost as much as are seen. O(window width / minWidth · log n).
 */
export function visitLane(
  { lanes, start, width }: FlameLayout,
  lane: number,
  { from, to }: Window,
  minWidth: number,
  visit: VisitBoxes,
): void {
  const { boxes } = lanes;
  const last = lanes.first[lane + 1];
  const endOf = (place: number) => start[boxes[place]] + width[boxes[place]];
  let place = search(lanes.first[lane], last, (at) => endOf(at) > from || start[boxes[at]] >= from);
  while (place < last && start[boxes[place]] <= to) {
    const box = boxes[place];
    if (start[box] === to && width[box] > 0) return;
    if (width[box] >= minWidth) {
      visit(box, start[box], endOf(place), place, place + 1);
      place++;
      continue;
    }
    const until = start[box] + minWidth;
    let next = search(place + 1, last, (at) => start[boxes[at]] >= until);
    // Only the last of them can reach beyond; when it is seen by itself, it does not belong to the run.
    if (next - place > 1 && width[boxes[next - 1]] >= minWidth) next--;
    visit(box, start[box], endOf(next - 1), place, next);
    place = next;
  }
}

/** The box at a place of a lane, or the nearest within `reach` to either side; undefined when there is none. O(log n). */
export function boxAt(
  { lanes, start, width }: FlameLayout,
  lane: number,
  at: number,
  reach: number,
): number | undefined {
  const { boxes } = lanes;
  const first = lanes.first[lane];
  const last = lanes.first[lane + 1];
  const after = search(first, last, (place) => start[boxes[place]] > at);
  const before = after > first ? boxes[after - 1] : undefined;
  const beforeBy = before === undefined ? Infinity : at - (start[before] + width[before]);
  const next = after < last ? boxes[after] : undefined;
  const nextBy = next === undefined ? Infinity : start[next] - at;
  if (beforeBy <= Math.min(nextBy, reach)) return before;
  return nextBy <= reach ? next : undefined;
}

/** For each place of `lanes.boxes`, how many boxes before it are marked: whether a run holds a marked one is then one subtraction. */
export function marksBefore({ boxes }: Lanes, isMarked: (box: number) => boolean): Uint32Array {
  const before = new Uint32Array(boxes.length + 1);
  for (let place = 0; place < boxes.length; place++)
    before[place + 1] = before[place] + (isMarked(boxes[place]) ? 1 : 0);
  return before;
}

/** The first place from `low` on for which `isBeyond` holds, `high` when none does; it must hold for all places after the first. */
function search(low: number, high: number, isBeyond: (place: number) => boolean): number {
  let from = low;
  let to = high;
  while (from < to) {
    const middle = (from + to) >>> 1;
    if (isBeyond(middle)) to = middle;
    else from = middle + 1;
  }
  return from;
}
