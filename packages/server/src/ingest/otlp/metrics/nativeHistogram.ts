// Exponential histograms of OTLP as native ones of Prometheus
// (https://opentelemetry.io/docs/specs/otel/compatibility/prometheus_and_openmetrics/#exponential-histograms), and their sums.
// Bucket indexes here are OTLP's, by the lower bound: bucket i holds values in (2^(2^-schema * i), 2^(2^-schema * (i + 1))].
import type { ProtobufReader } from '../../protobuf/ProtobufReader.ts';
import { AT, RANGES, zigzag } from './pointFields.ts';
import type { FieldRanges } from '../FieldRanges.ts';
import type { PointFields } from './pointFields.ts';
import { doubleAt, uint64At } from './pointValues.ts';

const MIN_SCHEMA = -4;
const MAX_SCHEMA = 8;
/** "Otherwise, it is set to the default value 1e-128" (specification, ZeroThreshold) */
const DEFAULT_ZERO_THRESHOLD = 1e-128;
/** Exponents of doubles are within this; a bucket beyond it can hold none. */
const MAX_EXPONENT = 1100;
/** Buckets on each side of a sum of histograms: more make its resolution lower, as in the SDKs, whose limit is 160. */
const MAX_BUCKETS = 320;

export interface Buckets {
  /** Index of the first count. */
  readonly offset: number;
  readonly length: number;
  readonly counts: Float64Array;
}

export interface NativeHistogram {
  readonly schema: number;
  readonly zeroThreshold: number;
  readonly zeroCount: number;
  readonly count: number;
  /** NaN when it was not sent. */
  readonly sum: number;
  readonly positive: Buckets;
  readonly negative: Buckets;
}

export const NO_BUCKETS: Buckets = { offset: 0, length: 0, counts: new Float64Array(0) };

/** The point that was read last. Used again for each, so that points of cumulative temporality make no objects. */
export class NativePoint implements NativeHistogram {
  schema = 0;
  zeroThreshold = 0;
  zeroCount = 0;
  count = 0;
  sum = NaN;
  readonly positive = new BucketReader();
  readonly negative = new BucketReader();

  /** Reads a point, at a schema that Prometheus has. Gives why it cannot be stored. @throws MalformedOtlpError */
  read(reader: ProtobufReader, fields: PointFields): string | undefined {
    const { at, scale, ranges } = fields;
    const { view } = reader;
    if (scale < MIN_SCHEMA) return `its scale is below ${MIN_SCHEMA}`;
    this.schema = Math.min(scale, MAX_SCHEMA);
    this.zeroThreshold = doubleAt(view, at[AT.zeroThreshold], 0) || DEFAULT_ZERO_THRESHOLD;
    if (!(this.zeroThreshold > 0 && this.zeroThreshold < Infinity)) return 'its zero threshold is negative or infinite';
    this.zeroCount = uint64At(view, at[AT.zeroCount]);
    this.count = uint64At(view, at[AT.count]);
    this.sum = doubleAt(view, at[AT.sum], NaN);
    for (const side of SIDES) {
      this[side].read(reader, ranges[RANGES[side]]);
      this[side].downscale(scale - this.schema);
      if (!this[side].isWithin(MAX_EXPONENT * 2 ** this.schema)) return 'it has buckets beyond all doubles';
    }
    return undefined;
  }
}

const SIDES = ['positive', 'negative'] as const;

class BucketReader implements Buckets {
  offset = 0;
  length = 0;
  counts = new Float64Array(160);

  /** Buckets: offset = 1 (sint32), bucket_counts = 2 (uint64, packed or one by one). */
  read(reader: ProtobufReader, ranges: FieldRanges): void {
    this.offset = 0;
    this.length = 0;
    // A message that comes in parts is what they are together.
    for (let i = 0; i < ranges.count; i++) this.#readPart(reader, ranges.start(i), ranges.end(i));
  }

  #readPart(reader: ProtobufReader, start: number, end: number): void {
    reader.position = start;
    while (reader.position < end) {
      const tag = reader.varint();
      if (tag === 8) this.offset = zigzag(reader.varint());
      else if (tag === 16) this.#add(reader.varint());
      else if (tag === 18) {
        const countsEnd = reader.length(end) + reader.position;
        while (reader.position < countsEnd) this.#add(reader.varint());
        reader.endMessage(countsEnd);
      } else reader.skip(tag, end);
    }
    reader.endMessage(end);
  }

  /** Joins 2^`levels` buckets into one. */
  downscale(levels: number): void {
    if (levels === 0 || this.length === 0) return;
    const { counts, length } = this;
    const first = scaledIndex(this.offset, levels);
    let last = 0;
    for (let i = 0; i < length; i++) {
      const to = scaledIndex(this.offset + i, levels) - first;
      const count = counts[i];
      if (to > last || i === 0) counts[to] = 0; // `to` is never ahead of `i`
      counts[to] += count;
      last = to;
    }
    this.offset = first;
    this.length = last + 1;
  }

  isWithin(limit: number): boolean {
    return this.length === 0 || (this.offset >= -limit && this.offset + this.length <= limit);
  }

  #add(count: number): void {
    if (this.length === this.counts.length) {
      const old = this.counts;
      this.counts = new Float64Array(old.length * 2);
      this.counts.set(old);
    }
    this.counts[this.length++] = count;
  }
}

/** The sum of two histograms, at the lower resolution of both. Changes neither. */
export function addHistograms(a: NativeHistogram | undefined, b: NativeHistogram): NativeHistogram {
  const before = a ?? {
    ...b,
    zeroCount: 0,
    count: 0,
    sum: Number.isNaN(b.sum) ? NaN : 0,
    positive: NO_BUCKETS,
    negative: NO_BUCKETS,
  };
  let schema = Math.min(before.schema, b.schema);
  const isTooWide = (side: 'positive' | 'negative'): boolean => {
    const [from, to] = jointRange(before, b, side, schema);
    return to - from > MAX_BUCKETS;
  };
  while (schema > MIN_SCHEMA && SIDES.some(isTooWide)) schema--;
  const sum = {
    schema,
    zeroThreshold: Math.max(before.zeroThreshold, b.zeroThreshold),
    zeroCount: before.zeroCount + b.zeroCount,
    count: before.count + b.count,
    sum: before.sum + b.sum,
    positive: addBuckets(before, b, 'positive', schema),
    negative: addBuckets(before, b, 'negative', schema),
  };
  return before.zeroThreshold === b.zeroThreshold ? sum : withZeroBucket(sum);
}

function addBuckets(a: NativeHistogram, b: NativeHistogram, side: 'positive' | 'negative', schema: number): Buckets {
  const [from, to] = jointRange(a, b, side, schema);
  const counts = new Float64Array(to - from);
  for (const histogram of [a, b]) {
    const { offset, length, counts: added } = histogram[side];
    for (let i = 0; i < length; i++) counts[scaledIndex(offset + i, histogram.schema - schema) - from] += added[i];
  }
  return { offset: from, length: counts.length, counts };
}

/** First index that either has at the schema, and the one after the last. */
function jointRange(
  a: NativeHistogram,
  b: NativeHistogram,
  side: 'positive' | 'negative',
  schema: number,
): [from: number, to: number] {
  const ranges = [a, b]
    .filter((histogram) => histogram[side].length > 0)
    .map((histogram) => {
      const { offset, length } = histogram[side];
      const levels = histogram.schema - schema;
      return [scaledIndex(offset, levels), scaledIndex(offset + length - 1, levels) + 1];
    });
  if (ranges.length === 0) return [0, 0];
  return [Math.min(...ranges.map(([from]) => from)), Math.max(...ranges.map(([, to]) => to))];
}

/**
 * After the zero threshold grew: moves what is below it into the zero bucket. A bucket that it cuts goes there whole, and the threshold to its
 * bound (https://opentelemetry.io/docs/specs/otel/metrics/data-model/#zero-count-and-zero-threshold).
 */
function withZeroBucket(histogram: NativeHistogram): NativeHistogram {
  const { schema } = histogram;
  const firstOutside = Math.ceil(Math.log2(histogram.zeroThreshold) * 2 ** schema);
  let { zeroThreshold, zeroCount } = histogram;
  const outside = ({ offset, length, counts }: Buckets): Buckets => {
    const inside = Math.min(length, Math.max(0, firstOutside - offset));
    if (inside === 0) return { offset, length, counts };
    for (let i = 0; i < inside; i++) zeroCount += counts[i];
    if (inside === firstOutside - offset && counts[inside - 1] > 0)
      zeroThreshold = Math.max(zeroThreshold, 2 ** (firstOutside * 2 ** -schema));
    return { offset: offset + inside, length: length - inside, counts: counts.slice(inside) };
  };
  const positive = outside(histogram.positive);
  const negative = outside(histogram.negative);
  return { ...histogram, positive, negative, zeroCount, zeroThreshold };
}

function scaledIndex(index: number, levels: number): number {
  return Math.floor(index / 2 ** levels);
}
