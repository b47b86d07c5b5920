// The columns of the metric tables (store/migrations/), as builders hold them. Points name their series by id; what the series is stands
// once in `metric_series`.
import { ArrayColumn, Offsets } from '../columns/ArrayColumn.ts';
import { BlockBuilder } from '../columns/BlockBuilder.ts';
import type { Column } from '../columns/Column.ts';
import { FixedColumn } from '../columns/FixedColumn.ts';
import { LowCardinalityColumn } from '../columns/LowCardinalityColumn.ts';
import { AttributeColumns } from './AttributeColumns.ts';
import type { Series } from './SeriesRows.ts';

const TIME = "DateTime64(9, 'UTC')";

/** What every point has. */
class PointColumns {
  readonly tenant = new LowCardinalityColumn();
  readonly metric = new LowCardinalityColumn();
  readonly seriesId = new FixedColumn('UInt64', 8);
  readonly timestamp = new FixedColumn(TIME, 8);

  readonly named: Readonly<Record<string, Column>> = {
    Tenant: this.tenant,
    MetricName: this.metric,
    SeriesId: this.seriesId,
    Timestamp: this.timestamp,
  };

  /** `time` is the position of the point's time in `bytes`. */
  append(tenant: Uint8Array, series: Series, bytes: Uint8Array, time: number): void {
    this.tenant.bytes(tenant, 0, tenant.length);
    this.metric.bytes(series.metric.name, 0, series.metric.name.length);
    this.seriesId.u64(series.idLow, series.idHigh);
    this.timestamp.bytes(bytes, time);
  }
}

/** Gauges and sums. */
export class NumberColumns {
  readonly point = new PointColumns();
  readonly start = new FixedColumn(TIME, 8);
  readonly value = new FixedColumn('Float64', 8);
  readonly flags = new FixedColumn('UInt32', 4);
  readonly block = new BlockBuilder('metric_points', {
    ...this.point.named,
    StartTimestamp: this.start,
    Value: this.value,
    Flags: this.flags,
  });
}

/** Histograms, exponential histograms and summaries. */
export class DistributionColumns {
  readonly point = new PointColumns();
  readonly start = new FixedColumn(TIME, 8);
  readonly flags = new FixedColumn('UInt32', 4);
  readonly count = new FixedColumn('UInt64', 8);
  readonly sum = new FixedColumn('Float64', 8);
  readonly min = new FixedColumn('Float64', 8);
  readonly max = new FixedColumn('Float64', 8);
  readonly bounds = new ArrayColumn(new FixedColumn('Float64', 8));
  readonly counts = new ArrayColumn(new FixedColumn('UInt64', 8));
  readonly scale = new FixedColumn('Int32', 4);
  readonly zeroCount = new FixedColumn('UInt64', 8);
  readonly zeroThreshold = new FixedColumn('Float64', 8);
  readonly positiveOffset = new FixedColumn('Int32', 4);
  readonly positiveCounts = new ArrayColumn(new FixedColumn('UInt64', 8));
  readonly negativeOffset = new FixedColumn('Int32', 4);
  readonly negativeCounts = new ArrayColumn(new FixedColumn('UInt64', 8));
  readonly #quantiles = new Offsets();
  readonly quantile = new FixedColumn('Float64', 8);
  readonly quantileValue = new FixedColumn('Float64', 8);
  readonly block = new BlockBuilder('metric_distributions', {
    ...this.point.named,
    StartTimestamp: this.start,
    Flags: this.flags,
    Count: this.count,
    Sum: this.sum,
    Min: this.min,
    Max: this.max,
    Bounds: this.bounds,
    Counts: this.counts,
    Scale: this.scale,
    ZeroCount: this.zeroCount,
    ZeroThreshold: this.zeroThreshold,
    PositiveOffset: this.positiveOffset,
    PositiveCounts: this.positiveCounts,
    NegativeOffset: this.negativeOffset,
    NegativeCounts: this.negativeCounts,
    'Quantiles.Quantile': new ArrayColumn(this.quantile, this.#quantiles),
    'Quantiles.Value': new ArrayColumn(this.quantileValue, this.#quantiles),
  });

  closeArrays(): void {
    this.bounds.closeRow();
    this.counts.closeRow();
    this.positiveCounts.closeRow();
    this.negativeCounts.closeRow();
    this.#quantiles.closeRow(this.quantile.count);
  }
}

/** Measurements that stand for a point, with the trace they were made in. */
export class ExemplarColumns {
  readonly point = new PointColumns();
  readonly value = new FixedColumn('Float64', 8);
  readonly traceId = new FixedColumn('FixedString(16)', 16);
  readonly spanId = new FixedColumn('FixedString(8)', 8);
  readonly attributes = new AttributeColumns();
  readonly block = new BlockBuilder('metric_exemplars', {
    ...this.point.named,
    Value: this.value,
    TraceId: this.traceId,
    SpanId: this.spanId,
    Attributes: this.attributes.map,
    AttributeTypes: this.attributes.types,
  });
}
