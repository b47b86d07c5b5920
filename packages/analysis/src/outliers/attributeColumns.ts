// The attributes of many items, by key. What the outliers are computed over; built from attributes, or directly by who has columns.
import { attributeText, type AttributeValue, type Attributes } from '@watchingcat/model';

/** One key of all items. Absence is not a value: an item may lack the key. */
export type AttributeColumn = TextColumn | NumberColumn;

export interface TextColumn {
  readonly key: string;
  readonly type: 'text';
  /** Distinct. */
  readonly values: readonly string[];
  /** By item: an index into `values`, or `ABSENT`. */
  readonly index: Int32Array;
}

export interface NumberColumn {
  readonly key: string;
  readonly type: 'number';
  /** By item; NaN is absent. */
  readonly numbers: Float64Array;
}

export const ABSENT = -1;

/** Keys of one question; above it, those that the fewest items have are left out and counted. */
export const MAX_OUTLIER_KEYS = 500;

/** Numbers with no more distinct values than this are names (status codes, partitions) and not quantities. */
const MOST_NUMERIC_NAMES = 20;

/**
 * A key is a number when all its values are and there are many different ones, else text; values that read the same are the same, though
 * one service may send 200 and the other "200". O(attributes).
 */
export function attributeColumns(items: readonly Attributes[]): {
  readonly columns: readonly AttributeColumn[];
  readonly keysLeftOut: number;
} {
  const keys = new Map<string, KeyOfItems>();
  items.forEach((attributes, item) => {
    for (const [name, value] of attributes) {
      let key = keys.get(name);
      if (key === undefined) {
        key = new KeyOfItems(name);
        keys.set(name, key);
      }
      key.add(item, value);
    }
  });
  const byUse = [...keys.values()].sort((a, b) => b.items.length - a.items.length);
  const columns = byUse.slice(0, MAX_OUTLIER_KEYS).map((key) => key.column(items.length));
  return { columns, keysLeftOut: byUse.length - columns.length };
}

/** Sparse: most keys of mixed telemetry are on few items. Numbers stay numbers until something else turns up. */
class KeyOfItems {
  readonly items: number[] = [];
  private readonly name: string;
  /** By item: the number, as long as all values are, or else an index into `texts`. */
  private values: number[] = [];
  private isNumber = true;
  /** The different numbers, until there are enough to make it a quantity. */
  private readonly names = new Set<number>();
  private readonly texts: string[] = [];
  private readonly indexOf = new Map<string, number>();

  constructor(name: string) {
    this.name = name;
  }

  add(item: number, value: AttributeValue): void {
    this.items.push(item);
    const number = typeof value === 'bigint' ? Number(value) : value;
    if (this.isNumber && typeof number === 'number' && !Number.isNaN(number)) {
      this.values.push(number);
      if (this.names.size <= MOST_NUMERIC_NAMES) this.names.add(number);
      return;
    }
    if (this.isNumber) this.turnIntoText();
    this.values.push(this.index(attributeText(value)));
  }

  column(size: number): AttributeColumn {
    if (this.isNumber && this.names.size > MOST_NUMERIC_NAMES) {
      const numbers = new Float64Array(size).fill(NaN);
      this.items.forEach((item, i) => (numbers[item] = this.values[i]));
      return { key: this.name, type: 'number', numbers };
    }
    if (this.isNumber) this.turnIntoText();
    const index = new Int32Array(size).fill(ABSENT);
    this.items.forEach((item, i) => (index[item] = this.values[i]));
    return { key: this.name, type: 'text', values: this.texts, index };
  }

  private turnIntoText(): void {
    this.isNumber = false;
    this.values = this.values.map((number) => this.index(String(number)));
  }

  private index(text: string): number {
    let index = this.indexOf.get(text);
    if (index === undefined) {
      index = this.texts.push(text) - 1;
      this.indexOf.set(text, index);
    }
    return index;
  }
}
