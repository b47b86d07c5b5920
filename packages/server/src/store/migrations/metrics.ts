// Metric series, points, distributions and exemplars.
import { ATTRIBUTES, DURABLE, TYPES, type Migration } from './Migration.ts';

export const metrics: Migration = {
  version: 3,
  name: 'metrics',
  statements: [
    // One row per series: metric, resource, scope and attributes. SeriesId is a 64-bit hash of them, whatever the attributes' order.
    // Type: gauge, sum, histogram, exponential_histogram, summary. Temporality: 1 delta, 2 cumulative, 0 neither.
    `CREATE TABLE IF NOT EXISTS metric_series (
      Tenant LowCardinality(String),
      MetricName LowCardinality(String),
      SeriesId UInt64,
      Type LowCardinality(String),
      Temporality UInt8,
      IsMonotonic UInt8,
      Unit LowCardinality(String),
      Description String CODEC(ZSTD(1)),
      ServiceName LowCardinality(String),
      ResourceId UInt64,
      ScopeName LowCardinality(String),
      ScopeVersion LowCardinality(String),
      Attributes ${ATTRIBUTES},
      AttributeTypes ${TYPES},
      LastSeen DateTime64(9, 'UTC')
    ) ENGINE = ReplacingMergeTree(LastSeen) ORDER BY (Tenant, MetricName, SeriesId)
    SETTINGS ${DURABLE}`,
    // Gauges and sums. Values are doubles, as in Prometheus: integers are exact to 2^53. Flags 1: no recorded value, Value is NaN.
    `CREATE TABLE IF NOT EXISTS metric_points (
      Tenant LowCardinality(String),
      MetricName LowCardinality(String),
      SeriesId UInt64 CODEC(ZSTD(1)),
      Timestamp DateTime64(9, 'UTC') CODEC(DoubleDelta, ZSTD(1)),
      StartTimestamp DateTime64(9, 'UTC') CODEC(Delta(8), ZSTD(1)),
      Value Float64 CODEC(ZSTD(1)),
      Flags UInt32 CODEC(T64, ZSTD(1))
    ) ENGINE = MergeTree
    PARTITION BY toDate(Timestamp)
    ORDER BY (Tenant, MetricName, SeriesId, Timestamp)
    SETTINGS ${DURABLE}`,
    // Histograms (Bounds, Counts), exponential histograms (Scale … NegativeCounts) and summaries (Quantiles); what a type lacks is empty
    // or 0 and costs next to nothing. Sum, Min and Max are NaN where they were not sent.
    `CREATE TABLE IF NOT EXISTS metric_distributions (
      Tenant LowCardinality(String),
      MetricName LowCardinality(String),
      SeriesId UInt64 CODEC(ZSTD(1)),
      Timestamp DateTime64(9, 'UTC') CODEC(DoubleDelta, ZSTD(1)),
      StartTimestamp DateTime64(9, 'UTC') CODEC(Delta(8), ZSTD(1)),
      Flags UInt32 CODEC(T64, ZSTD(1)),
      Count UInt64 CODEC(T64, ZSTD(1)),
      Sum Float64 CODEC(ZSTD(1)),
      Min Float64 CODEC(ZSTD(1)),
      Max Float64 CODEC(ZSTD(1)),
      Bounds Array(Float64) CODEC(ZSTD(1)),
      Counts Array(UInt64) CODEC(ZSTD(1)),
      Scale Int32 CODEC(ZSTD(1)),
      ZeroCount UInt64 CODEC(ZSTD(1)),
      ZeroThreshold Float64 CODEC(ZSTD(1)),
      PositiveOffset Int32 CODEC(ZSTD(1)),
      PositiveCounts Array(UInt64) CODEC(ZSTD(1)),
      NegativeOffset Int32 CODEC(ZSTD(1)),
      NegativeCounts Array(UInt64) CODEC(ZSTD(1)),
      \`Quantiles.Quantile\` Array(Float64) CODEC(ZSTD(1)),
      \`Quantiles.Value\` Array(Float64) CODEC(ZSTD(1))
    ) ENGINE = MergeTree
    PARTITION BY toDate(Timestamp)
    ORDER BY (Tenant, MetricName, SeriesId, Timestamp)
    SETTINGS ${DURABLE}`,
    `CREATE TABLE IF NOT EXISTS metric_exemplars (
      Tenant LowCardinality(String),
      MetricName LowCardinality(String),
      SeriesId UInt64 CODEC(ZSTD(1)),
      Timestamp DateTime64(9, 'UTC') CODEC(Delta(8), ZSTD(1)),
      Value Float64 CODEC(ZSTD(1)),
      TraceId FixedString(16) CODEC(NONE),
      SpanId FixedString(8) CODEC(NONE),
      Attributes ${ATTRIBUTES},
      AttributeTypes ${TYPES}
    ) ENGINE = MergeTree
    PARTITION BY toDate(Timestamp)
    ORDER BY (Tenant, MetricName, SeriesId, Timestamp)
    SETTINGS ${DURABLE}`,
  ],
};
