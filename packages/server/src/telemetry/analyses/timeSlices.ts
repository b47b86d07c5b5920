// Many traces in slices of time: spans are stored by time, so traces that lie close are read together and each part of the store once.
import type { UnixNano } from '@watchingcat/model';

export interface Placed {
  readonly start: UnixNano;
  /** Inclusive. */
  readonly end: UnixNano;
  readonly spans: number;
}

export interface Slice<Item> {
  readonly items: readonly Item[];
  readonly start: UnixNano;
  readonly end: UnixNano;
}

/** By start. A slice holds no more than `most`, but always one item. */
export function* timeSlices<Item extends Placed>(
  items: readonly Item[],
  most: { readonly items: number; readonly spans: number },
): Generator<Slice<Item>> {
  const byStart = [...items].sort((a, b) => (a.start < b.start ? -1 : a.start > b.start ? 1 : 0));
  let from = 0;
  let spans = 0;
  for (let at = 0; at < byStart.length; at++) {
    if (at > from && (at - from === most.items || spans + byStart[at].spans > most.spans)) {
      yield slice(byStart.slice(from, at));
      from = at;
      spans = 0;
    }
    spans += byStart[at].spans;
  }
  if (from < byStart.length) yield slice(byStart.slice(from));
}

/** @param items by start, not empty */
function slice<Item extends Placed>(items: readonly Item[]): Slice<Item> {
  const end = items.reduce((latest, one) => (one.end > latest ? one.end : latest), items[0].end);
  return { items, start: items[0].start, end };
}
