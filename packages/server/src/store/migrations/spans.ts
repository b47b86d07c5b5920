// Spans, their resources, RED per minute and the trace index.
//
// Spans of a trace lie side by side, in the second in which they start: a trace is one short read, its ids cost a byte a span, and what asks by
// structure finds parents near their children. What asks by service reads a roll-up, or the newest part of a range first. Why a second, and not
// more: docs/adr/0012.
import { ATTRIBUTE_FILTERS } from '../attributeFilters.ts';
import { ATTRIBUTES, DURABLE, TYPES, type Migration } from './Migration.ts';

/** Duration in ns, trace id, span id and start of a span. */
const EXEMPLAR = "Tuple(Int64, FixedString(16), FixedString(8), DateTime64(9, 'UTC'))";

export const spans: Migration = {
  version: 1,
  name: 'spans',
  statements: [
    `CREATE TABLE IF NOT EXISTS spans (
      Tenant LowCardinality(String),
      -- T64 beats Delta here: reading it takes half as long, for 0.2 bytes a span.
      Timestamp DateTime64(9, 'UTC') CODEC(T64, ZSTD(1)),
      TraceId FixedString(16) CODEC(LZ4),
      SpanId FixedString(8) CODEC(NONE),
      ParentSpanId FixedString(8) CODEC(LZ4),
      TraceState LowCardinality(String) CODEC(ZSTD(1)),
      SpanName LowCardinality(String) CODEC(ZSTD(1)),
      Kind UInt8 CODEC(ZSTD(1)),
      ServiceName LowCardinality(String),
      ResourceId UInt64 CODEC(ZSTD(1)),
      ScopeName LowCardinality(String) CODEC(ZSTD(1)),
      ScopeVersion LowCardinality(String) CODEC(ZSTD(1)),
      SpanAttributes ${ATTRIBUTES},
      SpanAttributeTypes ${TYPES} CODEC(ZSTD(1)),
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
      -- Of the attributes that people ask for most: their text once more, empty where the span has none.
      HttpMethod LowCardinality(String) CODEC(ZSTD(1)),
      HttpRoute LowCardinality(String) CODEC(ZSTD(1)),
      HttpStatusCode LowCardinality(String) CODEC(ZSTD(1)),
      DbSystem LowCardinality(String) CODEC(ZSTD(1)),
      MessagingDestination LowCardinality(String) CODEC(ZSTD(1)),
      ErrorType LowCardinality(String) CODEC(ZSTD(1)),
      ${ATTRIBUTE_FILTERS},
      INDEX TraceIds TraceId TYPE bloom_filter(0.001) GRANULARITY 1
    ) ENGINE = MergeTree
    PARTITION BY toDate(Timestamp)
    ORDER BY (Tenant, toStartOfSecond(Timestamp), TraceId, Timestamp)
    PRIMARY KEY (Tenant, toStartOfSecond(Timestamp), TraceId)
    SETTINGS string_serialization_version = 'single_stream', index_granularity = 2048, ${DURABLE}`,
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
    // RED per minute and operation. Durations is a histogram that merges: bucket b holds durations in [2^(b/16), 2^((b+1)/16)) - 1 ns, so
    // quantiles are within 2.2 % of the truth. IsEntry: a server or consumer span, or a root: what counts as a call of the service.
    // Slowest and Example: duration, trace, span and start of one of the slowest spans and of any.
    `CREATE TABLE IF NOT EXISTS red_1m (
      Tenant LowCardinality(String),
      Minute DateTime('UTC') CODEC(Delta(4), ZSTD(1)),
      ServiceName LowCardinality(String),
      SpanName LowCardinality(String),
      Kind UInt8,
      IsEntry UInt8,
      IsError UInt8,
      Calls SimpleAggregateFunction(sum, UInt64) CODEC(T64, ZSTD(1)),
      DurationSum SimpleAggregateFunction(sum, Int64) CODEC(T64, ZSTD(1)),
      Durations SimpleAggregateFunction(sumMap, Tuple(Array(UInt16), Array(UInt64))) CODEC(ZSTD(1)),
      LastSeen SimpleAggregateFunction(max, DateTime64(9, 'UTC')) CODEC(Delta(8), ZSTD(1)),
      Slowest SimpleAggregateFunction(max, ${EXEMPLAR}),
      Example SimpleAggregateFunction(any, ${EXEMPLAR})
    ) ENGINE = AggregatingMergeTree
    PARTITION BY toDate(Minute)
    ORDER BY (Tenant, ServiceName, Minute, SpanName, Kind, IsEntry, IsError)
    SETTINGS index_granularity = 1024, ${DURABLE}`,
    `CREATE MATERIALIZED VIEW IF NOT EXISTS red_1m_view TO red_1m AS
     SELECT Tenant, Minute, ServiceName, SpanName, Kind, IsEntry, IsError, sum(BucketCalls) AS Calls, sum(BucketNs) AS DurationSum,
       (groupArray(Bucket), groupArray(BucketCalls)) AS Durations, max(BucketLastSeen) AS LastSeen,
       max(BucketExample) AS Slowest, any(BucketExample) AS Example
     FROM (
       SELECT Tenant, toStartOfMinute(Timestamp) AS Minute, ServiceName, SpanName, Kind,
         Kind IN (2, 5) OR ParentSpanId = toFixedString('', 8) AS IsEntry,
         StatusCode = 2 AS IsError,
         toUInt16(floor(16 * log2(greatest(0, Duration) + 1))) AS Bucket,
         count() AS BucketCalls, sum(greatest(0, Duration)) AS BucketNs, max(Timestamp) AS BucketLastSeen,
         any((greatest(0, Duration), TraceId, SpanId, Timestamp)) AS BucketExample
       FROM spans GROUP BY Tenant, Minute, ServiceName, SpanName, Kind, IsEntry, IsError, Bucket
     )
     GROUP BY Tenant, Minute, ServiceName, SpanName, Kind, IsEntry, IsError`,
    // The same of whole services, entry spans only: what a page of all services asks for.
    `CREATE TABLE IF NOT EXISTS red_services_1m (
      Tenant LowCardinality(String),
      Minute DateTime('UTC') CODEC(Delta(4), ZSTD(1)),
      ServiceName LowCardinality(String),
      Calls SimpleAggregateFunction(sum, UInt64) CODEC(T64, ZSTD(1)),
      Errors SimpleAggregateFunction(sum, UInt64) CODEC(T64, ZSTD(1)),
      Durations SimpleAggregateFunction(sumMap, Tuple(Array(UInt16), Array(UInt64))) CODEC(ZSTD(1)),
      LastSeen SimpleAggregateFunction(max, DateTime64(9, 'UTC')) CODEC(Delta(8), ZSTD(1))
    ) ENGINE = AggregatingMergeTree
    PARTITION BY toDate(Minute)
    ORDER BY (Tenant, Minute, ServiceName)
    SETTINGS index_granularity = 1024, ${DURABLE}`,
    `CREATE MATERIALIZED VIEW IF NOT EXISTS red_services_1m_view TO red_services_1m AS
     SELECT Tenant, Minute, ServiceName, sumIf(red_1m.Calls, IsEntry = 1) AS Calls,
       sumIf(red_1m.Calls, IsEntry = 1 AND IsError = 1) AS Errors, sumMapIf(red_1m.Durations, IsEntry = 1) AS Durations,
       max(red_1m.LastSeen) AS LastSeen
     FROM red_1m GROUP BY Tenant, Minute, ServiceName`,
    // Who called whom, counted for minutes that are over (telemetry/EdgeRollup.ts). A minute is counted again when spans of it come late:
    // edge_minutes says which count is the newest, and how many spans the minute had then. Callee is empty where no service answered; Peer
    // then has what the caller's attributes say of the other end.
    `CREATE TABLE IF NOT EXISTS edges_1m (
      Tenant LowCardinality(String),
      Minute DateTime('UTC') CODEC(Delta(4), ZSTD(1)),
      Version UInt64 CODEC(ZSTD(1)),
      Caller LowCardinality(String),
      Callee LowCardinality(String),
      Peer Array(LowCardinality(String)),
      Calls UInt64 CODEC(T64, ZSTD(1)),
      Errors UInt64 CODEC(T64, ZSTD(1)),
      Durations Tuple(Array(UInt16), Array(UInt64)) CODEC(ZSTD(1))
    ) ENGINE = MergeTree
    PARTITION BY toDate(Minute)
    ORDER BY (Tenant, Minute, Version)
    SETTINGS index_granularity = 1024, ${DURABLE}`,
    `CREATE TABLE IF NOT EXISTS edge_minutes (
      Tenant LowCardinality(String),
      Minute DateTime('UTC') CODEC(Delta(4), ZSTD(1)),
      Spans UInt64,
      Version UInt64
    ) ENGINE = ReplacingMergeTree(Version)
    PARTITION BY toDate(Minute)
    ORDER BY (Tenant, Minute)
    SETTINGS ${DURABLE}`,
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
      RootName SimpleAggregateFunction(max, String),
      INDEX TraceIds TraceId TYPE bloom_filter(0.0001) GRANULARITY 4
    ) ENGINE = AggregatingMergeTree
    PARTITION BY toDate(Start)
    ORDER BY (Tenant, toStartOfFiveMinutes(Start), TraceId)
    SETTINGS index_granularity = 512, ${DURABLE}`,
    `CREATE MATERIALIZED VIEW IF NOT EXISTS trace_index_view TO trace_index AS
     SELECT Tenant, TraceId, min(Timestamp) AS Start, max(addNanoseconds(Timestamp, greatest(0, Duration))) AS End,
       count() AS Spans, countIf(StatusCode = 2) AS Errors, groupUniqArray(CAST(ServiceName, 'String')) AS Services,
       max(if(ParentSpanId = toFixedString('', 8), CAST(ServiceName, 'String'), '')) AS RootService,
       max(if(ParentSpanId = toFixedString('', 8), CAST(SpanName, 'String'), '')) AS RootName
     FROM spans GROUP BY Tenant, TraceId`,
  ],
};
