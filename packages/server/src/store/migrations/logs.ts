// Log records.
import { ATTRIBUTES, DURABLE, TYPES, type Migration } from './Migration.ts';

export const logs: Migration = {
  version: 2,
  name: 'log records',
  statements: [
    // Timestamp is the record's time, or the observed time where it has none. Body is text, JSON for arrays and maps; BodyType is one
    // character as in *AttributeTypes. PatternId is reserved for the pattern that the body belongs to; 0: none was looked for.
    `CREATE TABLE IF NOT EXISTS logs (
      Tenant LowCardinality(String),
      Timestamp DateTime64(9, 'UTC') CODEC(T64, ZSTD(1)),
      ObservedTimestamp DateTime64(9, 'UTC') CODEC(T64, ZSTD(1)),
      TraceId FixedString(16) CODEC(LZ4),
      SpanId FixedString(8) CODEC(LZ4),
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
      PatternId UInt64 CODEC(ZSTD(1)),
      LogAttributes ${ATTRIBUTES},
      LogAttributeTypes ${TYPES},
      INDEX TraceIdBloom TraceId TYPE bloom_filter(0.01) GRANULARITY 1
    ) ENGINE = MergeTree
    PARTITION BY toDate(Timestamp)
    ORDER BY (Tenant, toStartOfFiveMinutes(Timestamp), ServiceName, Timestamp)
    PRIMARY KEY (Tenant, toStartOfFiveMinutes(Timestamp), ServiceName)
    SETTINGS string_serialization_version = 'single_stream', ${DURABLE}`,
  ],
};
