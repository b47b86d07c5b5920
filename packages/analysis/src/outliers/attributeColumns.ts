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
export function attributeColumns(items: readonly Attributes[]): AttributeColumns {
  const builder = new AttributeColumnsBuilder();
  items.forEach((attributes, item) => {
    for (const [key, value] of attributes) builder.add(key, value, item);
  });
  return builder.columns(items.length);
}

export interface AttributeColumns {
  /** Those that the most items have, first. */
  readonly columns: readonly AttributeColumn[];
  readonly keysLeftOut: number;
}

/** The same for who has values by key already: a database groups them faster than maps of each item are made. */
export class AttributeColumnsBuilder {
  private readonly keys = new Map<string, KeyOfItems>();

  add(key: string, value: AttributeValue, item: number): void {
    this.of(key).add(value, item);
  }

  /** @param items all items that have this value of the key. An item has no more than one value of a key. */
  addToAll(key: string, value: AttributeValue, items: ArrayLike<number>): void {
    this.of(key).addToAll(value, items);
  }

  columns(items: number): AttributeColumns {
    const byUse = [...this.keys.values()].sort((a, b) => b.items.length - a.items.length);
    const columns = byUse.slice(0, MAX_OUTLIER_KEYS).map((key) => key.column(items));
    return { columns, keysLeftOut: byUse.length - columns.length };
  }

  private of(name: string): KeyOfItems {
    let key = this.keys.get(name);
    if (key === undefined) {
      key = new KeyOfItems(name);
      this.keys.set(name, key);
    }
    return key;
  }
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

  add(value: AttributeValue, item: number): void {
    const stored = this.stored(value); // may replace `values`
    this.items.push(item);
    this.values.push(stored);
  }

  addToAll(value: AttributeValue, items: ArrayLike<number>): void {
    const stored = this.stored(value);
    for (let i = 0; i < items.length; i++) {
      this.items.push(items[i]);
      this.values.push(stored);
    }
  }

  private stored(value: AttributeValue): number {
    const number = typeof value === 'bigint' ? Number(value) : value;
    if (this.isNumber && typeof number === 'number' && !Number.isNaN(number)) {
      if (this.names.size <= MOST_NUMERIC_NAMES) this.names.add(number);
      return number;
    }
    if (this.isNumber) this.turnIntoText();
    return this.index(attributeText(value));
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
