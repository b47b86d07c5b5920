// Values of data points, from where PointFields found them to the columns.
import type { ArrayColumn } from '../columns/ArrayColumn.ts';
import type { FixedColumn } from '../columns/FixedColumn.ts';
import type { ProtobufReader } from '../protobuf/ProtobufReader.ts';
import type { FieldRanges } from './FieldRanges.ts';
import { zigzag } from './pointFields.ts';

/** Buckets: offset = 1 (sint32), bucket_counts = 2 (uint64, packed or one by one). Gives the offset as 32 bits. */
export function appendBuckets(
  reader: ProtobufReader,
  range: { start: number; end: number },
  counts: ArrayColumn<FixedColumn>,
): number {
  let offset = 0;
  reader.position = range.start;
  while (reader.position < range.end) {
    const tag = reader.varint();
    if (tag === 8) offset = zigzag(reader.varint());
    else if (tag === 16) counts.values.uint64(reader.int64());
    else if (tag === 18) {
      const end = reader.length(range.end) + reader.position;
      while (reader.position < end) counts.values.uint64(reader.int64());
      reader.endMessage(end);
    } else reader.skip(tag, range.end);
  }
  if (range.start < range.end) reader.endMessage(range.end);
  return offset >>> 0;
}

/** Elements of a repeated fixed64 field that may come in several ranges. */
export function fixedCount(ranges: FieldRanges): number {
  let bytes = 0;
  for (let i = 0; i < ranges.count; i++) bytes += ranges.end(i) - ranges.start(i);
  return bytes / 8;
}

export function appendFixed(column: ArrayColumn<FixedColumn>, bytes: Uint8Array, ranges: FieldRanges): void {
  for (let i = 0; i < ranges.count; i++) {
    for (let at = ranges.start(i); at + 8 <= ranges.end(i); at += 8) column.values.bytes(bytes, at);
  }
}

export function fixed(column: FixedColumn, bytes: Uint8Array, at: number): void {
  if (at < 0) column.zero();
  else column.bytes(bytes, at);
}

/** A double or an int; NaN when there is none, which is what a point with the flag "no recorded value" has. */
export function numberAt(view: DataView, at: Readonly<Record<'asDouble' | 'asInt', number>>): number {
  if (at.asInt >= 0) return Number(view.getBigInt64(at.asInt, true));
  return doubleAt(view, at.asDouble, NaN);
}

export function doubleAt(view: DataView, at: number, absent: number): number {
  return at < 0 ? absent : view.getFloat64(at, true);
}

export function isZero(view: DataView, at: number): boolean {
  return view.getUint32(at, true) === 0 && view.getUint32(at + 4, true) === 0;
}
