// Values of data points, from where PointFields found them.
import type { FieldRanges } from '../FieldRanges.ts';
import { AT } from './pointFields.ts';
import type { PointFields } from './pointFields.ts';

const TWO_TO_32 = 2 ** 32;

/** The elements of a repeated fixed64 field, which may come in several ranges. */
export function fixedCount(ranges: FieldRanges): number {
  let bytes = 0;
  for (let i = 0; i < ranges.count; i++) bytes += ranges.end(i) - ranges.start(i);
  return bytes >>> 3;
}

/** An sfixed64 as a double: the nearest one above 2^53. */
function int64At(view: DataView, at: number): number {
  return view.getInt32(at + 4, true) * TWO_TO_32 + view.getUint32(at, true);
}

/** A fixed64 as a double, likewise; 0 where absent. */
export function uint64At(view: DataView, at: number): number {
  return at < 0 ? 0 : view.getUint32(at + 4, true) * TWO_TO_32 + view.getUint32(at, true);
}

export function doubleAt(view: DataView, at: number, absent: number): number {
  return at < 0 ? absent : view.getFloat64(at, true);
}

/** A double or an int, one of which must be there. */
export function numberAt(view: DataView, at: PointFields['at']): number {
  return at[AT.asInt] >= 0 ? int64At(view, at[AT.asInt]) : view.getFloat64(at[AT.asDouble], true);
}

/** Whole milliseconds of a time in nanoseconds, exactly: 2^32 ns are 4294 ms and 967296 ns. */
export function msAt(view: DataView, at: number): number {
  const high = view.getUint32(at + 4, true);
  return high * 4294 + Math.floor((high * 967_296 + view.getUint32(at, true)) / 1_000_000);
}

export function isZero(view: DataView, at: number): boolean {
  return view.getUint32(at, true) === 0 && view.getUint32(at + 4, true) === 0;
}
