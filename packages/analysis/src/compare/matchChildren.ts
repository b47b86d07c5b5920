// Which call of one trace is which call of the other, among the children of two spans that are the same call.
import type { Trace } from '@watchingcat/model';
import { alignRepeated } from './alignRepeated.ts';
import type { SpanKeys } from './spanKeys.ts';
import { subtreeShapes } from './subtreeShapes.ts';

/** In place of a row: the other trace has this call, this one has not. */
export const NO_ROW = -1;

/** One of the two traces, with what its spans are matched by. */
export interface Side {
  readonly trace: Trace;
  readonly keys: Uint32Array;
  readonly shapes: Uint32Array;
}

/** A pair of rows that become a node; `at` orders it among its siblings. */
export interface Pair {
  readonly a: number;
  readonly b: number;
  readonly at: number;
}

export function sideOf(trace: Trace, spanKeys: SpanKeys): Side {
  const keys = spanKeys.of(trace);
  return { trace, keys, shapes: subtreeShapes(trace, keys) };
}

/** Roots are matched like children, but a trace's only root matches the other's only root whatever they are called. */
export function matchRoots(a: Side, b: Side, onUnaligned: () => void): Pair[] {
  const rootsA = childRows(a.trace, NO_ROW);
  const rootsB = childRows(b.trace, NO_ROW);
  if (rootsA.length === 1 && rootsB.length === 1) return [{ a: rootsA[0], b: rootsB[0], at: 0 }];
  return matchChildren(a, rootsA, b, rootsB, { a: NO_ROW, b: NO_ROW, at: 0 }, onUnaligned);
}

/** Direct children of a row in row order, or the roots for `NO_ROW`. */
export function childRows({ size, subtreeSize }: Trace, row: number): number[] {
  const end = row === NO_ROW ? size : row + subtreeSize[row];
  const rows: number[] = [];
  for (let child = row + 1; child < end; child += subtreeSize[child]) rows.push(child);
  return rows;
}

/** Children of a call that the other trace has not: neither has it them. */
export function oneSided(rows: readonly number[], side: 'a' | 'b'): Pair[] {
  return rows.map((row, at) => (side === 'a' ? { a: row, b: NO_ROW, at } : { a: NO_ROW, b: row, at }));
}

/**
 * Pairs children of the same service, operation and kind. In the order of their start after the parent's start.
 * @param parent the rows whose children these are
 * @param onUnaligned called for each group that was too large to align
 */
export function matchChildren(
  a: Side,
  childrenA: readonly number[],
  b: Side,
  childrenB: readonly number[],
  parent: Pair,
  onUnaligned: () => void,
): Pair[] {
  const fromA = parent.a === NO_ROW ? 0 : a.trace.startNs[parent.a];
  const fromB = parent.b === NO_ROW ? 0 : b.trace.startNs[parent.b];
  const atA = (row: number) => a.trace.startNs[row] - fromA;
  const atB = (row: number) => b.trace.startNs[row] - fromB;
  const pairs: Pair[] = [];
  if (childrenA.length === 0 && childrenB.length === 0) return pairs; // most spans
  const byKeyA = childrenA.toSorted((x, y) => a.keys[x] - a.keys[y] || x - y);
  const byKeyB = childrenB.toSorted((x, y) => b.keys[x] - b.keys[y] || x - y);
  const onlyA = (row: number) => pairs.push({ a: row, b: NO_ROW, at: atA(row) });
  const onlyB = (row: number) => pairs.push({ a: NO_ROW, b: row, at: atB(row) });
  const both = (x: number, y: number) => pairs.push({ a: x, b: y, at: (atA(x) + atB(y)) / 2 });

  let i = 0;
  let j = 0;
  while (i < byKeyA.length || j < byKeyB.length) {
    const keyA = i < byKeyA.length ? a.keys[byKeyA[i]] : Infinity;
    const keyB = j < byKeyB.length ? b.keys[byKeyB[j]] : Infinity;
    if (keyA < keyB) onlyA(byKeyA[i++]);
    else if (keyB < keyA) onlyB(byKeyB[j++]);
    else {
      const groupA = byKeyA.slice(i, (i = endOfGroup(a.keys, byKeyA, i)));
      const groupB = byKeyB.slice(j, (j = endOfGroup(b.keys, byKeyB, j)));
      const aIsShorter = groupA.length <= groupB.length;
      const [shorter, longer] = aIsShorter ? [groupA, groupB] : [groupB, groupA];
      const { partners, aligned } = alignRepeated(shorter.length, longer.length, (s, l) =>
        unlikeness(aIsShorter ? a : b, shorter[s], aIsShorter ? b : a, longer[l]),
      );
      if (!aligned) onUnaligned();
      const leftOver = aIsShorter ? onlyB : onlyA;
      let next = 0; // position in the longer group
      partners.forEach((partner, s) => {
        while (next < partner) leftOver(longer[next++]);
        const other = longer[next++];
        if (aIsShorter) both(shorter[s], other);
        else both(other, shorter[s]);
      });
      while (next < longer.length) leftOver(longer[next++]);
    }
  }
  return pairs.sort((x, y) => x.at - y.at);
}

function endOfGroup(keys: Uint32Array, rows: readonly number[], from: number): number {
  let end = from + 1;
  while (end < rows.length && keys[rows[end]] === keys[rows[from]]) end++;
  return end;
}

/**
 * How unlike two calls of the same name are, 0 to 3: a part for the duration (0 when equal, near 1 when one is many times the other), one
 * for what they call in turn, and one for the status (a retry pairs with the attempt that ended the same way). The same both ways.
 */
function unlikeness(x: Side, rowX: number, y: Side, rowY: number): number {
  const duration = difference(x.trace.durationsNs[rowX], y.trace.durationsNs[rowY]);
  const calls =
    x.shapes[rowX] === y.shapes[rowY] ? 0 : 0.5 + difference(x.trace.subtreeSize[rowX], y.trace.subtreeSize[rowY]) / 2;
  return duration + calls + (x.trace.status[rowX] === y.trace.status[rowY] ? 0 : 1);
}

/** Of numbers that are not negative, relative to the larger: 0 to 1. */
const difference = (x: number, y: number) => (x === y ? 0 : Math.abs(x - y) / Math.max(x, y));
