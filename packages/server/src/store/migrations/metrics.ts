// Metrics in the data model of Prometheus (https://prometheus.io/docs/concepts/data_model/): series of labels, and samples of them.
import { ATTRIBUTES, DURABLE, type Migration } from './Migration.ts';

export const metrics: Migration = {
  version: 3,
  name: 'prometheus metrics',
  statements: [
    // One row per series. SeriesId is a 64-bit hash of MetricName and Labels, which are all labels but __name__, sorted by name.
    // MetricFamily is MetricName without _bucket, _sum and _count: what Type, Unit and Help are about. Type: counter, gauge, histogram,
    // summary, info, stateset, unknown. A histogram whose MetricName is its MetricFamily is a native one.
    `CREATE TABLE IF NOT EXISTS metric_series (
      Tenant LowCardinality(String),
      MetricName LowCardinality(String),
      SeriesId UInt64,
      Labels Map(LowCardinality(String), String) CODEC(ZSTD(1)),
      MetricFamily LowCardinality(String),
      Type LowCardinality(String),
      Unit LowCardinality(String),
      Help String CODEC(ZSTD(1)),
      ServiceName LowCardinality(String),
      ResourceId UInt64,
      LastSeen DateTime64(9, 'UTC')
    ) ENGINE = ReplacingMergeTree(LastSeen) ORDER BY (Tenant, MetricName, SeriesId)
    SETTINGS ${DURABLE}`,
    // A point that is sent again is a row again: readers take one of those with the same time. A stale marker is the NaN with the bits
    // 0x7ff0000000000002 (reinterpretAsUInt64(Value) tells it from other NaNs). Codecs: generated series of 360 samples took 1.4 bytes a value
    // for counters, 0.5 for buckets and 7 for noise; Gorilla 2.0, 0.4 and 6.8, ZSTD alone 1.5, 0.7 and 7.3.
    `CREATE TABLE IF NOT EXISTS metric_samples (
      Tenant LowCardinality(String),
      MetricName LowCardinality(String),
      SeriesId UInt64 CODEC(Delta(8), ZSTD(1)),
      Timestamp DateTime64(3, 'UTC') CODEC(DoubleDelta, ZSTD(1)),
      Value Float64 CODEC(Delta(8), ZSTD(1))
    ) ENGINE = MergeTree
    PARTITION BY toDate(Timestamp)
    ORDER BY (Tenant, MetricName, SeriesId, Timestamp)
    SETTINGS ${DURABLE}`,
    // Native histograms (https://prometheus.io/docs/specs/native_histograms/). Bucket i of PositiveCounts, from 0, has the index
    // PositiveOffset + i and holds values in (2^(2^-Schema * (index - 1)), 2^(2^-Schema * index)]; NegativeCounts alike, for -value. Sum is
    // NaN where it was not sent, and the stale marker in a stale sample, whose counts are 0.
    `CREATE TABLE IF NOT EXISTS metric_histograms (
      Tenant LowCardinality(String),
      MetricName LowCardinality(String),
      SeriesId UInt64 CODEC(Delta(8), ZSTD(1)),
      Timestamp DateTime64(3, 'UTC') CODEC(DoubleDelta, ZSTD(1)),
      Count UInt64 CODEC(T64, ZSTD(1)),
      Sum Float64 CODEC(Delta(8), ZSTD(1)),
      Schema Int8 CODEC(ZSTD(1)),
      ZeroThreshold Float64 CODEC(ZSTD(1)),
      ZeroCount UInt64 CODEC(T64, ZSTD(1)),
      PositiveOffset Int32 CODEC(T64, ZSTD(1)),
      PositiveCounts Array(UInt64) CODEC(T64, ZSTD(1)),
      NegativeOffset Int32 CODEC(T64, ZSTD(1)),
      NegativeCounts Array(UInt64) CODEC(T64, ZSTD(1))
    ) ENGINE = MergeTree
    PARTITION BY toDate(Timestamp)
    ORDER BY (Tenant, MetricName, SeriesId, Timestamp)
    SETTINGS ${DURABLE}`,
    // Measurements that stand for a sample. Labels are those beside trace_id and span_id.
    `CREATE TABLE IF NOT EXISTS metric_exemplars (
      Tenant LowCardinality(String),
      MetricName LowCardinality(String),
      SeriesId UInt64 CODEC(Delta(8), ZSTD(1)),
      Timestamp DateTime64(3, 'UTC') CODEC(Delta(8), ZSTD(1)),
      Value Float64 CODEC(ZSTD(1)),
      TraceId FixedString(16) CODEC(NONE),
      SpanId FixedString(8) CODEC(NONE),
      Labels ${ATTRIBUTES}
    ) ENGINE = MergeTree
    PARTITION BY toDate(Timestamp)
    ORDER BY (Tenant, MetricName, SeriesId, Timestamp)
    SETTINGS ${DURABLE}`,
  ],
};
