// The types of data points that become samples, each one value per series: numbers, histograms with explicit bounds, summaries.
// (Exponential histograms stay whole: nativeHistogram.ts.)
import type { ByteBuffer } from '../../columns/ByteBuffer.ts';
import type { ProtobufReader } from '../../protobuf/ProtobufReader.ts';
import type { Label } from './labels.ts';
import { plainNumber } from './plainNumber.ts';
import { AT, HISTOGRAM_POINT, NUMBER_POINT, RANGES, SUMMARY_POINT } from './pointFields.ts';
import type { PointFields, PointTags } from './pointFields.ts';
import { doubleAt, fixedCount, numberAt, uint64At } from './pointValues.ts';

/** One of the series of a point: what its name has after the family's, and which label it has for itself. */
export interface SeriesPart {
  readonly suffix: '' | '_bucket' | '_count' | '_sum';
  readonly label?: Label;
}

export interface SampleKind {
  readonly tags: PointTags;
  /** Why the point cannot be stored. */
  fault(fields: PointFields, isStale: boolean): string | undefined;
  /** Adds the doubles that tell, with the attributes, which series the point has: bounds, quantiles. @throws MalformedOtlpError */
  appendShape(shape: ByteBuffer, reader: ProtobufReader, fields: PointFields): void;
  /** The series of points of a shape, or why there are none. */
  parts(shape: readonly number[], hasSum: boolean): readonly SeriesPart[] | string;
  /** The point's values, in the order of `parts`; `values` has their length. @throws MalformedOtlpError */
  read(reader: ProtobufReader, fields: PointFields, values: Float64Array): void;
}

/** Gauges and sums. */
export const NUMBER: SampleKind = {
  tags: NUMBER_POINT,
  fault: ({ at }, isStale) => (at[AT.asDouble] < 0 && at[AT.asInt] < 0 && !isStale ? 'it has no value' : undefined),
  appendShape() {},
  parts: () => [{ suffix: '' }],
  read(reader, { at }, values) {
    values[0] = numberAt(reader.view, at);
  },
};

export const HISTOGRAM: SampleKind = {
  tags: HISTOGRAM_POINT,
  // "The number of elements in bucket_counts array must be by one greater than … explicit_bounds", or both are empty.
  fault({ ranges }, isStale) {
    const counts = fixedCount(ranges[RANGES.counts]);
    const bounds = fixedCount(ranges[RANGES.bounds]);
    const isFitting = counts === 0 ? bounds === 0 || isStale : counts === bounds + 1;
    return isFitting ? undefined : 'its bucket counts do not fit its bounds';
  },
  appendShape(shape, { bytes }, { ranges }) {
    const bounds = ranges[RANGES.bounds];
    for (let i = 0; i < bounds.count; i++) shape.append(bytes, bounds.start(i), bounds.end(i) - bounds.start(i));
  },
  parts(bounds, hasSum) {
    if (bounds.some((bound, i) => !(bound > (i === 0 ? -Infinity : bounds[i - 1]))))
      return 'its bounds are not in increasing order';
    const les = bounds.at(-1) === Infinity ? bounds : [...bounds, Infinity];
    return [
      ...les.map((le): SeriesPart => ({ suffix: '_bucket', label: ['le', plainNumber(le)] })),
      { suffix: '_count' },
      ...(hasSum ? [{ suffix: '_sum' } as const] : []),
    ];
  },
  read({ view }, { at, ranges }, values) {
    const counts = ranges[RANGES.counts];
    const count = uint64At(view, at[AT.count]);
    const hasSum = at[AT.sum] >= 0;
    const buckets = values.length - (hasSum ? 2 : 1);
    let bucket = 0;
    let cumulative = 0;
    for (let i = 0; i < counts.count; i++) {
      for (let from = counts.start(i); from + 8 <= counts.end(i) && bucket < buckets - 1; from += 8)
        values[bucket++] = cumulative += uint64At(view, from);
    }
    values[buckets - 1] = count; // +Inf
    values[buckets] = count;
    if (hasSum) values[buckets + 1] = view.getFloat64(at[AT.sum], true);
  },
};

export const SUMMARY: SampleKind = {
  tags: SUMMARY_POINT,
  fault: () => undefined,
  appendShape(shape, reader, { ranges }) {
    const quantiles = ranges[RANGES.quantiles];
    for (let i = 0; i < quantiles.count; i++)
      shape.f64(readQuantile(reader, quantiles.start(i), quantiles.end(i)).quantile);
  },
  parts(quantiles) {
    if (new Set(quantiles).size < quantiles.length) return 'it has a quantile twice';
    return [
      ...quantiles.map((quantile): SeriesPart => ({ suffix: '', label: ['quantile', plainNumber(quantile)] })),
      { suffix: '_count' },
      { suffix: '_sum' },
    ];
  },
  read(reader, { at, ranges }, values) {
    const quantiles = ranges[RANGES.quantiles];
    for (let i = 0; i < quantiles.count; i++)
      values[i] = readQuantile(reader, quantiles.start(i), quantiles.end(i)).value;
    values[quantiles.count] = uint64At(reader.view, at[AT.count]);
    values[quantiles.count + 1] = doubleAt(reader.view, at[AT.sum], 0);
  },
};

/** SummaryDataPoint.ValueAtQuantile: quantile = 1, value = 2. Leaves the reader's position where it was. */
function readQuantile(reader: ProtobufReader, start: number, end: number): { quantile: number; value: number } {
  const { position } = reader;
  let quantile = -1;
  let value = -1;
  reader.position = start;
  while (reader.position < end) {
    const tag = reader.varint();
    if (tag === 9) quantile = reader.position;
    else if (tag === 17) value = reader.position;
    reader.skip(tag, end);
  }
  reader.endMessage(end);
  reader.position = position;
  return { quantile: doubleAt(reader.view, quantile, 0), value: doubleAt(reader.view, value, 0) };
}
