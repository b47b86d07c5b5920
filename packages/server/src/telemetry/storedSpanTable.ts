// The engine's columns of spans as the model's: no object, text or bigint per span.
import { parentsById, SPAN_FLAG, SPAN_ID_BYTES, spanIdTexts, type SpanTable, type Texts } from '@watchingcat/model';
import type { NativeBlock, NativeColumn } from '../store/nativeBlocks.ts';

const NS_OF_HIGH_WORD = 2 ** 32;

/** @param blocks the columns that traceColumns.ts asks for; at least one row */
export function storedSpanTable(traceId: string, blocks: readonly NativeBlock[]): SpanTable {
  const parts = (name: string) => blocks.map(({ columns }) => columns.get(name) as NativeColumn);
  const ids = fixed(parts('SpanId'));
  const words = (bytes: Uint8Array) => new Uint32Array(bytes.buffer, bytes.byteOffset, bytes.length / 4);
  const flags = fixed(parts('HasLinks')).map((hasLinks) => hasLinks * SPAN_FLAG.hasLinks);
  const times = int64(parts('Timestamp'));
  const start = earliest(times);
  return {
    traceId,
    size: flags.length,
    start: (BigInt(start.high) << 32n) + BigInt(start.low),
    startNs: numbersAfter(start, times),
    durationNs: numbersAfter({ high: 0, low: 0 }, int64(parts('Duration'))),
    parent: parentsById(words(ids), words(fixed(parts('ParentSpanId'))), flags),
    kind: fixed(parts('Kind')),
    status: fixed(parts('StatusCode')),
    flags,
    service: texts(parts('ServiceName')),
    operation: texts(parts('SpanName')),
    events: {
      row: rowsOfItems(parts('Events.Timestamp')),
      timeNs: numbersAfter(start, int64(items(parts('Events.Timestamp')))),
      name: texts(items(parts('Events.Name'))),
    },
    idsOf: (order) => spanIdTexts(idsInOrder(words(ids), order)),
  };
}

function idsInOrder(ids: Uint32Array, order: Int32Array): Uint8Array {
  const ordered = new Uint32Array(ids.length);
  for (let row = 0; row < order.length; row++) {
    ordered[2 * row] = ids[2 * order[row]];
    ordered[2 * row + 1] = ids[2 * order[row] + 1];
  }
  return new Uint8Array(ordered.buffer, 0, order.length * SPAN_ID_BYTES);
}

/** The bytes of all blocks, in memory of their own. */
function fixed(parts: readonly NativeColumn[]): Uint8Array {
  const bytes = parts.map((part) => of(part, 'fixed').bytes);
  const all = new Uint8Array(bytes.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of bytes) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}

/** 64-bit numbers as words, because a bigint each would cost more than all the rest. */
interface Int64 {
  readonly high: number;
  readonly low: number;
}

/** The high words, which have the sign, are at odd places. */
interface Int64Column {
  readonly signed: Int32Array;
  readonly unsigned: Uint32Array;
}

function int64(parts: readonly NativeColumn[]): Int64Column {
  const { buffer } = fixed(parts);
  return { signed: new Int32Array(buffer), unsigned: new Uint32Array(buffer) };
}

function earliest({ signed, unsigned }: Int64Column): Int64 {
  let [high, low] = [signed[1], unsigned[0]];
  for (let at = 2; at < signed.length; at += 2) {
    if (signed[at + 1] > high || (signed[at + 1] === high && unsigned[at] >= low)) continue;
    high = signed[at + 1];
    low = unsigned[at];
  }
  return { high, low };
}

/** Differences, exact up to 2^53 ns and beyond that rounded once, as `Number(bigint)` does. */
function numbersAfter({ high, low }: Int64, { signed, unsigned }: Int64Column): Float64Array {
  const numbers = new Float64Array(signed.length / 2);
  for (let i = 0; i < numbers.length; i++)
    numbers[i] = (signed[2 * i + 1] - high) * NS_OF_HIGH_WORD + (unsigned[2 * i] - low);
  return numbers;
}

/** One table of texts for all blocks, each of which has its own. */
function texts(parts: readonly NativeColumn[]): Texts {
  const dictionaries = parts.map((part) => of(part, 'dictionary'));
  const values: string[] = [];
  const numbers = new Map<string, number>();
  const index = new Uint32Array(dictionaries.reduce((sum, part) => sum + part.index.length, 0));
  let at = 0;
  for (const part of dictionaries) {
    const numberOf = part.keys.map((key) => {
      const known = numbers.get(key);
      if (known !== undefined) return known;
      numbers.set(key, values.push(key) - 1);
      return values.length - 1;
    });
    for (let row = 0; row < part.index.length; row++) index[at++] = numberOf[part.index[row]];
  }
  return { values, index };
}

const items = (parts: readonly NativeColumn[]): NativeColumn[] => parts.map((part) => of(part, 'array').values);

/** For each item of the arrays, the row that it belongs to. */
function rowsOfItems(parts: readonly NativeColumn[]): Uint32Array {
  const ends = parts.map((part) => of(part, 'array').ends);
  const rows = new Uint32Array(ends.reduce((sum, part) => sum + (part.at(-1) ?? 0), 0));
  let row = 0;
  let at = 0;
  for (const part of ends) {
    const before = at;
    for (const end of part) {
      rows.fill(row++, at, before + end);
      at = before + end;
    }
  }
  return rows;
}

function of<Kind extends NativeColumn['kind']>(
  column: NativeColumn,
  kind: Kind,
): Extract<NativeColumn, { kind: Kind }> {
  if (column.kind !== kind) throw new Error(`the engine gave a column as ${column.kind}, expected ${kind}`);
  return column as Extract<NativeColumn, { kind: Kind }>;
}
