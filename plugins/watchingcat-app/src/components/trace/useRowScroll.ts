// Where rows of one height are scrolled to in an element of the height of all, and what of them is in view.
import { useState, type UIEvent } from 'react';
import {
  offsetAt,
  offsetToReveal,
  rowsInView,
  scrollElement,
  scrollHeight,
  scrollTopAt,
  type RowScroll,
} from './geometry/rowScroll';

export interface ScrolledRows {
  /** Pixels of rows above the view. */
  readonly offset: number;
  readonly first: number;
  readonly last: number;
  /** Of the element in the scroller. */
  readonly contentHeight: number;
  readonly onScroll: (event: UIEvent<HTMLElement>) => void;
  /** As `offset`, of this moment: the element may have been scrolled since. */
  readonly offsetOf: (scroller: HTMLElement) => number;
  /** Scrolls as little as shows the row, with so many rows around it. */
  readonly reveal: (
    scroller: HTMLElement,
    position: number,
    margin: { readonly above: number; readonly below: number },
  ) => void;
}

export function useRowScroll(scroll: RowScroll): ScrolledRows {
  const [scrollTop, setScrollTop] = useState(0);
  const offset = offsetAt(scroll, scrollTop);
  const offsetOf = (scroller: HTMLElement) => offsetAt(scroll, scroller.scrollTop);
  return {
    offset,
    ...rowsInView(scroll, offset),
    contentHeight: scrollHeight(scroll),
    onScroll: (event) => setScrollTop(event.currentTarget.scrollTop),
    offsetOf,
    reveal: (scroller, position, margin) =>
      scrollElement(scroller, scrollTopAt(scroll, offsetToReveal(scroll, offsetOf(scroller), position, margin))),
  };
}
