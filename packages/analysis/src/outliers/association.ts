// Do two attributes say the same? A version and the pods that run it set the same items apart; one of them is enough to show.
import { ABSENT, type AttributeColumn } from './attributeColumns.ts';
import type { Condition } from './keyFinding.ts';

/** The category of each of some items: for text its value, for a number on which side of the finding's split it is. Absence is one too. */
export function categories(column: AttributeColumn, condition: Condition, items: Uint32Array): Int32Array {
  if (column.type === 'text') return Int32Array.from(items, (item) => column.index[item]);
  const split = condition.type === 'above' || condition.type === 'atMost' ? condition.threshold : Infinity;
  return Int32Array.from(items, (item) => {
    const number = column.numbers[item];
    if (Number.isNaN(number)) return ABSENT;
    return number <= split ? 0 : 1;
  });
}

/**
 * Cramér's V with Bergsma's bias correction (Journal of the Korean Statistical Society 42, 2013, p. 323): 0 when the two are unrelated, 1
 * when one of them determines the other. Without the correction, two attributes of many values seem related in any sample. O(n).
 */
export function cramersV(x: Int32Array, y: Int32Array): number {
  const n = x.length;
  const rows = new Map<number, number>();
  const columns = new Map<number, number>();
  const cells = new Map<number, number>();
  let width = 2;
  for (const value of y) if (value + 2 > width) width = value + 2;
  for (let i = 0; i < n; i++) {
    count(rows, x[i]);
    count(columns, y[i]);
    count(cells, (x[i] + 1) * width + y[i] + 1);
  }
  const [r, c] = [rows.size, columns.size];
  if (r < 2 || c < 2) return 0;
  let share = 0;
  for (const [cell, inCell] of cells) {
    const row = Math.floor(cell / width) - 1;
    const column = (cell % width) - 1;
    share += (inCell * inCell) / (rows.get(row)! * columns.get(column)!);
  }
  const phiSquare = Math.max(0, share - 1 - ((r - 1) * (c - 1)) / (n - 1));
  const least = Math.min(r - (r - 1) ** 2 / (n - 1), c - (c - 1) ** 2 / (n - 1)) - 1;
  return least <= 0 ? 0 : Math.min(1, Math.sqrt(phiSquare / least));
}

function count(counts: Map<number, number>, key: number): void {
  counts.set(key, (counts.get(key) ?? 0) + 1);
}
