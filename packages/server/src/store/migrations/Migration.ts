// One step of the schema, and what its statements share.
//
// Tenant is the first column of every key. Times are UTC nanoseconds.
// Attributes are Map(String, String) for search; `*AttributeTypes` has one character per attribute, in the map's order, so that an
// answer has the types that were sent: s string, i int, d double, b bool, a array (JSON), m map (JSON), x bytes (base64), n empty.

export interface Migration {
  readonly version: number;
  readonly name: string;
  readonly statements: readonly string[];
}

export const ATTRIBUTES = 'Map(LowCardinality(String), String) CODEC(ZSTD(1))';
export const TYPES = 'LowCardinality(String)';
/**
 * An acknowledged row survives a power cut (embeddedStore.ts says why this is enough); and an insert that is made again under its token leaves
 * each row once (Store.insertFile): a table that ingest or a view writes to remembers its last tokens.
 * https://clickhouse.com/docs/guides/developer/deduplicating-inserts-on-retries
 */
export const DURABLE = 'fsync_after_insert = 1, fsync_part_directory = 1, non_replicated_deduplication_window = 1000';
