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

type Simple = string | number | bigint | boolean | null;

/** Sparse: most keys of mixed telemetry are on few items. */
class KeyOfItems {
  readonly items: number[] = [];
  private readonly name: string;
  private readonly indices: number[] = [];
  private readonly texts: string[] = [];
  private readonly indexOfText = new Map<string, number>();
  /** Spares making a text of every number. */
  private readonly indexOf = new Map<Simple, number>();
  private allNumbers = true;

  constructor(name: string) {
    this.name = name;
  }

  add(item: number, value: AttributeValue): void {
    const simple: Simple = typeof value === 'object' && value !== null ? attributeText(value) : value;
    let index = this.indexOf.get(simple);
    if (index === undefined) {
      index = this.addValue(String(simple));
      this.indexOf.set(simple, index);
      this.allNumbers &&= typeof simple === 'bigint' || (typeof simple === 'number' && !Number.isNaN(simple));
    }
    this.items.push(item);
    this.indices.push(index);
  }

  column(size: number): AttributeColumn {
    if (this.allNumbers && this.texts.length > MOST_NUMERIC_NAMES) {
      const numbers = new Float64Array(size).fill(NaN);
      const values = Float64Array.from(this.texts, Number);
      this.items.forEach((item, i) => (numbers[item] = values[this.indices[i]]));
      return { key: this.name, type: 'number', numbers };
    }
    const index = new Int32Array(size).fill(ABSENT);
    this.items.forEach((item, i) => (index[item] = this.indices[i]));
    return { key: this.name, type: 'text', values: this.texts, index };
  }

  private addValue(text: string): number {
    let index = this.indexOfText.get(text);
    if (index === undefined) {
      index = this.texts.push(text) - 1;
      this.indexOfText.set(text, index);
    }
    return index;
  }
}
