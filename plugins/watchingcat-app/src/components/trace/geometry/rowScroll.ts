// Which rows of a long list are on screen. Rows have one height, so this is arithmetic; what needs care is that browsers stop at
// elements of about 17 million pixels, which a trace of a million rows exceeds: beyond MAX_SCROLL_PX the scrollbar is scaled.

/** Below what Firefox (17.8 M) and Chromium (33 M) can lay out. */
export const MAX_SCROLL_PX = 15_000_000;

export interface RowScroll {
  readonly rows: number;
  readonly rowHeight: number;
  /** Height of what is seen. */
  readonly viewHeight: number;
}

/** Height of the scrolled element. */
export function scrollHeight({ rows, rowHeight }: RowScroll): number {
  return Math.min(rows * rowHeight, MAX_SCROLL_PX);
}

/** Where the view's top edge is in the list, in unscaled pixels, when the browser says `scrollTop`. */
export function offsetAt(scroll: RowScroll, scrollTop: number): number {
  const hidden = Math.max(0, scroll.rows * scroll.rowHeight - scroll.viewHeight);
  const scrollable = Math.max(0, scrollHeight(scroll) - scroll.viewHeight);
  if (scrollable === 0) return 0;
  return Math.min(Math.max(scrollTop, 0), scrollable) * (hidden / scrollable);
}

/** The inverse of `offsetAt`. */
export function scrollTopAt(scroll: RowScroll, offset: number): number {
  const hidden = Math.max(0, scroll.rows * scroll.rowHeight - scroll.viewHeight);
  const scrollable = Math.max(0, scrollHeight(scroll) - scroll.viewHeight);
  return hidden === 0 ? 0 : Math.min(Math.max(offset, 0), hidden) * (scrollable / hidden);
}

/** Positions `first` (included) to `last` (not included) that are at least partly seen at an offset. */
export function rowsInView(
  { rows, rowHeight, viewHeight }: RowScroll,
  offset: number,
): { first: number; last: number } {
  const first = Math.min(Math.max(0, Math.floor(offset / rowHeight)), rows);
  return { first, last: Math.max(first, Math.min(rows, Math.ceil((offset + viewHeight) / rowHeight))) };
}

/** The position under a point `y` below the view's top edge; undefined below the last row. */
export function positionAt({ rows, rowHeight }: RowScroll, offset: number, y: number): number | undefined {
  const position = Math.floor((offset + y) / rowHeight);
  return position >= 0 && position < rows ? position : undefined;
}

/** Lines to keep in view around another. */
export interface RevealMargin {
  readonly above: number;
  readonly below: number;
}

/** The smallest change of the offset after which the position is fully seen, with the margin around it where there is room. */
export function offsetToReveal(scroll: RowScroll, offset: number, position: number, margin: RevealMargin): number {
  const { rowHeight, viewHeight, rows } = scroll;
  const room = Math.max(0, Math.floor(viewHeight / rowHeight) - 1);
  const above = Math.min(margin.above, Math.ceil(room / 2));
  const below = Math.min(margin.below, room - above);
  const lowest = (position - above) * rowHeight;
  const highest = (position + below + 1) * rowHeight - viewHeight;
  const wanted = Math.min(Math.max(offset, highest), lowest);
  return Math.min(Math.max(wanted, 0), Math.max(0, rows * rowHeight - viewHeight));
}

/** For components: an element that a hook gave them is not theirs to change. */
export function scrollElement(element: HTMLElement, top: number): void {
  element.scrollTop = top;
}
