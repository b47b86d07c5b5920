// The columns of the tables of samples (store/migrations/metrics.ts), as builders hold them. Rows name their series by id; what the
// series is stands once in `metric_series`.
import { ArrayColumn, MapColumn } from '../../columns/ArrayColumn.ts';
import { BlockBuilder } from '../../columns/BlockBuilder.ts';
import type { Column } from '../../columns/Column.ts';
import { FixedColumn } from '../../columns/FixedColumn.ts';
import { LowCardinalityColumn } from '../../columns/LowCardinalityColumn.ts';
import { StringColumn } from '../../columns/StringColumn.ts';
import type { Label } from './labels.ts';
import { NO_BUCKETS } from './nativeHistogram.ts';
import type { Buckets, NativeHistogram } from './nativeHistogram.ts';
import type { PointSeries } from './PointSeries.ts';

const TWO_TO_32 = 2 ** 32;

/** What the rows of all three tables have. */
class KeyColumns {
  readonly #tenant = new LowCardinalityColumn();
  readonly #name = new LowCardinalityColumn();
  readonly #seriesId = new FixedColumn('UInt64', 8);
  readonly #timestamp = new FixedColumn("DateTime64(3, 'UTC')", 8);

  readonly named: Readonly<Record<string, Column>> = {
    Tenant: this.#tenant,
    MetricName: this.#name,
    SeriesId: this.#seriesId,
    Timestamp: this.#timestamp,
  };

  /** A row for each of the point's series from `first` up to `end`. */
  append({ metric: { tenantBytes }, names, ids }: PointSeries, timeMs: number, first: number, end: number): void {
    const tenant = this.#tenant.indexOf(tenantBytes, 0, tenantBytes.length);
    const timeLow = timeMs >>> 0;
    const timeHigh = Math.floor(timeMs / TWO_TO_32);
    let name = NOTHING;
    let nameIndex = 0;
    for (let i = first; i < end; i++) {
      if (names[i] !== name) {
        name = names[i];
        nameIndex = this.#name.indexOf(name, 0, name.length);
      }
      this.#tenant.index(tenant);
      this.#name.index(nameIndex);
      this.#seriesId.u64(ids[2 * i], ids[2 * i + 1]);
      this.#timestamp.u64(timeLow, timeHigh);
    }
  }
}

const NOTHING: Uint8Array = new Uint8Array(0);

/** Prometheus' stale marker (prometheus/prometheus model/value/value.go), in halves: as a number it might lose its bits. */
function appendStaleMarker(column: FixedColumn): void {
  column.u64(0x0000_0002, 0x7ff0_0000);
}

export class SampleColumns {
  readonly #key = new KeyColumns();
  readonly #value = new FixedColumn('Float64', 8);
  readonly block = new BlockBuilder('metric_samples', { ...this.#key.named, Value: this.#value });

  /** One sample for each of the point's series. */
  append(series: PointSeries, timeMs: number, values: Float64Array): void {
    const { length } = series.names;
    this.#key.append(series, timeMs, 0, length);
    for (let i = 0; i < length; i++) this.#value.f64(values[i]);
  }

  /** A stale marker for each of the point's series. */
  appendStale(series: PointSeries, timeMs: number): void {
    const { length } = series.names;
    this.#key.append(series, timeMs, 0, length);
    for (let i = 0; i < length; i++) appendStaleMarker(this.#value);
  }
}

/** Native histograms. */
export class HistogramColumns {
  readonly #key = new KeyColumns();
  readonly #count = new FixedColumn('UInt64', 8);
  readonly #sum = new FixedColumn('Float64', 8);
  readonly #schema = new FixedColumn('Int8', 1);
  readonly #zeroThreshold = new FixedColumn('Float64', 8);
  readonly #zeroCount = new FixedColumn('UInt64', 8);
  readonly #positive = new BucketColumns();
  readonly #negative = new BucketColumns();
  readonly block = new BlockBuilder('metric_histograms', {
    ...this.#key.named,
    Count: this.#count,
    Sum: this.#sum,
    Schema: this.#schema,
    ZeroThreshold: this.#zeroThreshold,
    ZeroCount: this.#zeroCount,
    PositiveOffset: this.#positive.offset,
    PositiveCounts: this.#positive.counts,
    NegativeOffset: this.#negative.offset,
    NegativeCounts: this.#negative.counts,
  });

  append(series: PointSeries, timeMs: number, histogram: NativeHistogram): void {
    this.#sum.f64(histogram.sum);
    this.#append(series, timeMs, histogram);
  }

  appendStale(series: PointSeries, timeMs: number): void {
    appendStaleMarker(this.#sum);
    this.#append(series, timeMs, EMPTY);
  }

  #append(series: PointSeries, timeMs: number, histogram: NativeHistogram): void {
    this.#key.append(series, timeMs, 0, 1);
    appendUint64(this.#count, histogram.count);
    this.#schema.u8(histogram.schema);
    this.#zeroThreshold.f64(histogram.zeroThreshold);
    appendUint64(this.#zeroCount, histogram.zeroCount);
    this.#positive.append(histogram.positive);
    this.#negative.append(histogram.negative);
  }
}

class BucketColumns {
  readonly offset = new FixedColumn('Int32', 4);
  readonly counts = new ArrayColumn(new FixedColumn('UInt64', 8));

  /** Prometheus numbers buckets by their upper bound, OTLP by the lower one. */
  append({ offset, length, counts }: Buckets): void {
    this.offset.u32(length === 0 ? 0 : offset + 1);
    for (let i = 0; i < length; i++) appendUint64(this.counts.values, counts[i]);
    this.counts.closeRow();
  }
}

const EMPTY: NativeHistogram = {
  schema: 0,
  zeroThreshold: 0,
  zeroCount: 0,
  count: 0,
  sum: NaN,
  positive: NO_BUCKETS,
  negative: NO_BUCKETS,
};

function appendUint64(column: FixedColumn, value: number): void {
  column.u64(value >>> 0, Math.floor(value / TWO_TO_32));
}

/** Measurements that stand for a sample, with the trace they were made in. */
export class ExemplarColumns {
  readonly #key = new KeyColumns();
  readonly #value = new FixedColumn('Float64', 8);
  readonly #traceId = new FixedColumn('FixedString(16)', 16);
  readonly #spanId = new FixedColumn('FixedString(8)', 8);
  readonly #labels = new MapColumn(new LowCardinalityColumn(), new StringColumn());
  readonly block = new BlockBuilder('metric_exemplars', {
    ...this.#key.named,
    Value: this.#value,
    TraceId: this.#traceId,
    SpanId: this.#spanId,
    Labels: this.#labels,
  });

  /** An exemplar of one of the point's series. Ids are positions in `bytes`, -1 where there is none. */
  append(
    series: PointSeries,
    i: number,
    timeMs: number,
    value: number,
    labels: Iterable<Label>,
    bytes: Uint8Array,
    traceId: number,
    spanId: number,
  ): void {
    this.#key.append(series, timeMs, i, i + 1);
    this.#value.f64(value);
    if (traceId < 0) this.#traceId.zero();
    else this.#traceId.bytes(bytes, traceId);
    if (spanId < 0) this.#spanId.zero();
    else this.#spanId.bytes(bytes, spanId);
    for (const [name, text] of labels) {
      this.#labels.keys.text(name);
      this.#labels.values.text(text);
    }
    this.#labels.closeRow();
  }
}
