// The engine's columns of spans as the model's: no object, text or bigint per span.
import { parentsById, SPAN_FLAG, SPAN_ID_BYTES, spanIdTexts, type SpanTable, type Texts } from '@watchingcat/model';
import type { NativeBlock, NativeColumn } from '../store/nativeBlocks.ts';

const NS_OF_HIGH_WORD = 2 ** 32;

/** Spans of one trace or of several as the store gives them. */
export class StoredSpans {
  readonly size: number;
  readonly #parts: (name: string) => readonly NativeColumn[];
  /** Two words each. */
  readonly #ids: Uint32Array;
  readonly #parentIds: Uint32Array;
  readonly #times: Int64Column;
  readonly #durations: Int64Column;
  readonly #kind: Uint8Array;
  readonly #status: Uint8Array;
  readonly #service: StoredTexts;
  readonly #operation: StoredTexts;

  /** @param blocks the columns SpanId, ParentSpanId, Timestamp, Duration, ServiceName, SpanName, Kind and StatusCode */
  constructor(blocks: readonly NativeBlock[]) {
    this.#parts = (name) => blocks.map(({ columns }) => columns.get(name) as NativeColumn);
    this.size = blocks.reduce((sum, { rows }) => sum + rows, 0);
    this.#ids = words(this.fixed('SpanId'));
    this.#parentIds = words(this.fixed('ParentSpanId'));
    this.#times = int64(this.#parts('Timestamp'));
    this.#durations = int64(this.#parts('Duration'));
    this.#kind = this.fixed('Kind');
    this.#status = this.fixed('StatusCode');
    this.#service = texts(this.#parts('ServiceName'));
    this.#operation = texts(this.#parts('SpanName'));
  }

  /** The bytes of another column of fixed width. */
  fixed(name: string): Uint8Array {
    return fixed(this.#parts(name));
  }

  /** The rows of one trace, at least one; without what only `tableWithEvents` has. */
  table(traceId: string, from: number, to: number): SpanTable {
    const times = rowsOf(this.#times, from, to);
    const start = earliest(times);
    const ids = this.#ids.subarray(2 * from, 2 * to);
    const flags = new Uint8Array(to - from);
    return {
      traceId,
      size: to - from,
      start: (BigInt(start.high) << 32n) + BigInt(start.low),
      startNs: numbersAfter(start, times),
      durationNs: numbersAfter({ high: 0, low: 0 }, rowsOf(this.#durations, from, to)),
      parent: parentsById(ids, this.#parentIds.subarray(2 * from, 2 * to), flags),
      kind: this.#kind.subarray(from, to),
      status: this.#status.subarray(from, to),
      flags,
      service: { values: this.#service.values, index: this.#service.index.subarray(from, to) },
      operation: { values: this.#operation.values, index: this.#operation.index.subarray(from, to) },
      events: { row: [], timeNs: new Float64Array(0), name: { values: [], index: [] } },
      idsOf: (order) => spanIdTexts(idsInOrder(ids, order)),
    };
  }

  /** All rows are of one trace, and there are the columns HasLinks, Events.Timestamp and Events.Name. */
  tableWithEvents(traceId: string): SpanTable {
    const table = this.table(traceId, 0, this.size);
    const hasLinks = this.fixed('HasLinks');
    const eventTimes = this.#parts('Events.Timestamp');
    return {
      ...table,
      flags: table.flags.map((flags, row) => flags | (hasLinks[row] * SPAN_FLAG.hasLinks)),
      events: {
        row: rowsOfItems(eventTimes),
        timeNs: numbersAfter(earliest(this.#times), int64(items(eventTimes))),
        name: texts(items(this.#parts('Events.Name'))),
      },
    };
  }
}

const words = ({ buffer, byteOffset, length }: Uint8Array) => new Uint32Array(buffer, byteOffset, length / 4);

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

const rowsOf = ({ signed, unsigned }: Int64Column, from: number, to: number): Int64Column => ({
  signed: signed.subarray(2 * from, 2 * to),
  unsigned: unsigned.subarray(2 * from, 2 * to),
});

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

interface StoredTexts extends Texts {
  readonly index: Uint32Array;
}

/** One table of texts for all blocks, each of which has its own. */
function texts(parts: readonly NativeColumn[]): StoredTexts {
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
