// The tables, in order. A migration, once released, never changes: add a new one. Statements run on chdb and on ClickHouse alike.
// Tenant is the first column of every key. Times are UTC nanoseconds.
// Attributes are Map(String, String) for search; `*AttributeTypes` has one character per attribute, in the map's order, so that an
// answer has the types that were sent: s string, i int, d double, b bool, a array (JSON), m map (JSON), x bytes (base64), n empty.

export interface Migration {
  readonly version: number;
  readonly name: string;
  readonly statements: readonly string[];
}

const ATTRIBUTES = 'Map(LowCardinality(String), String) CODEC(ZSTD(1))';
const TYPES = 'LowCardinality(String)';
// An acknowledged row survives a power cut (embeddedStore.ts says why this is enough).
const DURABLE = 'fsync_after_insert = 1, fsync_part_directory = 1';

export const MIGRATIONS: readonly Migration[] = [
  {
    version: 1,
    name: 'traces',
    statements: [
      `CREATE TABLE IF NOT EXISTS spans (
        Tenant LowCardinality(String),
        Timestamp DateTime64(9, 'UTC') CODEC(Delta(8), ZSTD(1)),
        TraceId FixedString(16) CODEC(NONE),
        SpanId FixedString(8) CODEC(NONE),
        ParentSpanId FixedString(8) CODEC(LZ4),
        TraceState LowCardinality(String),
        SpanName LowCardinality(String),
        Kind UInt8,
        ServiceName LowCardinality(String),
        ResourceId UInt64 CODEC(ZSTD(1)),
        ScopeName LowCardinality(String),
        ScopeVersion LowCardinality(String),
        SpanAttributes ${ATTRIBUTES},
        SpanAttributeTypes ${TYPES},
        Duration Int64 CODEC(T64, ZSTD(1)),
        StatusCode UInt8,
        StatusMessage String CODEC(ZSTD(1)),
        Flags UInt32 CODEC(T64, ZSTD(1)),
        \`Events.Timestamp\` Array(DateTime64(9, 'UTC')) CODEC(ZSTD(1)),
        \`Events.Name\` Array(LowCardinality(String)) CODEC(ZSTD(1)),
        \`Events.Attributes\` Array(Map(LowCardinality(String), String)) CODEC(ZSTD(1)),
        \`Events.AttributeTypes\` Array(LowCardinality(String)) CODEC(ZSTD(1)),
        \`Links.TraceId\` Array(FixedString(16)) CODEC(ZSTD(1)),
        \`Links.SpanId\` Array(FixedString(8)) CODEC(ZSTD(1)),
        \`Links.TraceState\` Array(String) CODEC(ZSTD(1)),
        \`Links.Attributes\` Array(Map(LowCardinality(String), String)) CODEC(ZSTD(1)),
        \`Links.AttributeTypes\` Array(LowCardinality(String)) CODEC(ZSTD(1)),
        INDEX TraceIdBloom TraceId TYPE bloom_filter(0.01) GRANULARITY 1
      ) ENGINE = MergeTree
      PARTITION BY toDate(Timestamp)
      ORDER BY (Tenant, toStartOfFiveMinutes(Timestamp), ServiceName, SpanName, Timestamp)
      PRIMARY KEY (Tenant, toStartOfFiveMinutes(Timestamp), ServiceName, SpanName)
      SETTINGS ${DURABLE}`,
      // One row per distinct resource (a process, mostly): Id is a 64-bit hash of its attributes.
      `CREATE TABLE IF NOT EXISTS resources (
        Tenant LowCardinality(String),
        Id UInt64,
        ServiceName LowCardinality(String),
        Attributes ${ATTRIBUTES},
        AttributeTypes ${TYPES},
        LastSeen DateTime64(9, 'UTC')
      ) ENGINE = ReplacingMergeTree(LastSeen) ORDER BY (Tenant, ServiceName, Id)
      SETTINGS ${DURABLE}`,
      // RED per minute. Bucket b holds durations in [2^(b/16), 2^((b+1)/16)) - 1 ns: quantiles are within 2.2 % of the truth.
      // IsEntry: a server or consumer span, or a root: what counts as a call of the service.
      `CREATE TABLE IF NOT EXISTS red_1m (
        Tenant LowCardinality(String),
        Minute DateTime('UTC') CODEC(Delta(4), ZSTD(1)),
        ServiceName LowCardinality(String),
        SpanName LowCardinality(String),
        Kind UInt8,
        IsEntry UInt8,
        IsError UInt8,
        Bucket UInt16,
        Calls UInt64 CODEC(T64, ZSTD(1)),
        DurationSum Int64 CODEC(T64, ZSTD(1)),
        LastSeen SimpleAggregateFunction(max, DateTime64(9, 'UTC'))
      ) ENGINE = SummingMergeTree((Calls, DurationSum))
      PARTITION BY toDate(Minute)
      ORDER BY (Tenant, Minute, ServiceName, SpanName, Kind, IsEntry, IsError, Bucket)
      SETTINGS ${DURABLE}`,
      `CREATE MATERIALIZED VIEW IF NOT EXISTS red_1m_view TO red_1m AS
       SELECT Tenant, toStartOfMinute(Timestamp) AS Minute, ServiceName, SpanName, Kind,
         Kind IN (2, 5) OR ParentSpanId = toFixedString('', 8) AS IsEntry,
         StatusCode = 2 AS IsError,
         toUInt16(floor(16 * log2(greatest(0, Duration) + 1))) AS Bucket,
         count() AS Calls, sum(greatest(0, Duration)) AS DurationSum, max(Timestamp) AS LastSeen
       FROM spans GROUP BY Tenant, Minute, ServiceName, SpanName, Kind, IsEntry, IsError, Bucket`,
      // Where a trace lies in time, and what its summary says. Rows of one trace are merged by query (GROUP BY TraceId), as they come in parts.
      `CREATE TABLE IF NOT EXISTS trace_index (
        Tenant LowCardinality(String),
        TraceId FixedString(16) CODEC(NONE),
        Start SimpleAggregateFunction(min, DateTime64(9, 'UTC')),
        End SimpleAggregateFunction(max, DateTime64(9, 'UTC')),
        Spans SimpleAggregateFunction(sum, UInt64),
        Errors SimpleAggregateFunction(sum, UInt64),
        Services SimpleAggregateFunction(groupUniqArrayArray, Array(String)),
        RootService SimpleAggregateFunction(max, String),
        RootName SimpleAggregateFunction(max, String)
      ) ENGINE = AggregatingMergeTree
      PARTITION BY toDate(Start)
      ORDER BY (Tenant, TraceId)
      SETTINGS index_granularity = 512, ${DURABLE}`,
      `CREATE MATERIALIZED VIEW IF NOT EXISTS trace_index_view TO trace_index AS
       SELECT Tenant, TraceId, min(Timestamp) AS Start, max(addNanoseconds(Timestamp, greatest(0, Duration))) AS End,
         count() AS Spans, countIf(StatusCode = 2) AS Errors, groupUniqArray(CAST(ServiceName, 'String')) AS Services,
         max(if(ParentSpanId = toFixedString('', 8), CAST(ServiceName, 'String'), '')) AS RootService,
         max(if(ParentSpanId = toFixedString('', 8), CAST(SpanName, 'String'), '')) AS RootName
       FROM spans GROUP BY Tenant, TraceId`,
    ],
  },
  {
    version: 2,
    name: 'logs',
    statements: [
      // Timestamp is the record's time, or the observed time where it has none. Body is text, JSON for arrays and maps; BodyType is one
      // character as in *AttributeTypes.
      `CREATE TABLE IF NOT EXISTS logs (
        Tenant LowCardinality(String),
        Timestamp DateTime64(9, 'UTC') CODEC(Delta(8), ZSTD(1)),
        ObservedTimestamp DateTime64(9, 'UTC') CODEC(Delta(8), ZSTD(1)),
        TraceId FixedString(16) CODEC(ZSTD(1)),
        SpanId FixedString(8) CODEC(ZSTD(1)),
        Flags UInt32 CODEC(T64, ZSTD(1)),
        SeverityNumber UInt8,
        SeverityText LowCardinality(String),
        ServiceName LowCardinality(String),
        ResourceId UInt64 CODEC(ZSTD(1)),
        ScopeName LowCardinality(String),
        ScopeVersion LowCardinality(String),
        EventName LowCardinality(String),
        Body String CODEC(ZSTD(1)),
        BodyType LowCardinality(String),
        LogAttributes ${ATTRIBUTES},
        LogAttributeTypes ${TYPES},
        INDEX TraceIdBloom TraceId TYPE bloom_filter(0.01) GRANULARITY 1
      ) ENGINE = MergeTree
      PARTITION BY toDate(Timestamp)
      ORDER BY (Tenant, toStartOfFiveMinutes(Timestamp), ServiceName, Timestamp)
      PRIMARY KEY (Tenant, toStartOfFiveMinutes(Timestamp), ServiceName)
      SETTINGS ${DURABLE}`,
    ],
  },
  {
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
  },
];
