// Attributes that have a column of their own beside the map: what people ask for most. A value stands there as its text, as in the map.
import type { Column } from '../columns/Column.ts';
import { LowCardinalityColumn } from '../columns/LowCardinalityColumn.ts';
import type { StringColumn } from '../columns/StringColumn.ts';

const NO_BYTES = new Uint8Array(0);
const ABSENT = -1;
/** What stands for an attribute that a span does not have: the number of the empty text in each column. */
const EMPTY = 0;

export class PromotedAttributes {
  /** By column, for the block. */
  readonly columns: Readonly<Record<string, Column>>;
  readonly #names: readonly Uint8Array[];
  readonly #values: readonly LowCardinalityColumn[];
  /** Of the row that is being read, the number of each value in its column's dictionary. */
  readonly #row: Int32Array;

  /** @param columnOf the column of each attribute */
  constructor(columnOf: Readonly<Record<string, string>>) {
    const columns = Object.values(columnOf).map((name): [string, LowCardinalityColumn] => [
      name,
      new LowCardinalityColumn(),
    ]);
    this.columns = Object.fromEntries(columns);
    this.#values = columns.map(([, column]) => column);
    this.#names = Object.keys(columnOf).map((name) => Buffer.from(name));
    this.#row = new Int32Array(columns.length).fill(ABSENT);
  }

  /**
   * The number of a key in its column's dictionary. Promoted ones come first there, so that telling them apart is one comparison.
   * @param expected the number that it probably has
   */
  keyIndex(keys: LowCardinalityColumn, bytes: Uint8Array, start: number, length: number, expected: number): number {
    if (keys.distinct === 0) for (const name of this.#names) keys.indexOf(name, 0, name.length);
    return keys.indexOf(bytes, start, length, expected);
  }

  /** The attribute of that key has just been written to `values`. */
  note(keyIndex: number, values: StringColumn): void {
    if (keyIndex < this.#names.length) this.#row[keyIndex] = values.lastIn(withEmptyFirst(this.#values[keyIndex]));
  }

  closeRow(): void {
    for (let i = 0; i < this.#row.length; i++) {
      withEmptyFirst(this.#values[i]).index(this.#row[i] === ABSENT ? EMPTY : this.#row[i]);
      this.#row[i] = ABSENT;
    }
  }

  abandonRow(): void {
    this.#row.fill(ABSENT);
  }
}

function withEmptyFirst(column: LowCardinalityColumn): LowCardinalityColumn {
  if (column.distinct === 0) column.indexOf(NO_BYTES, 0, 0);
  return column;
}
