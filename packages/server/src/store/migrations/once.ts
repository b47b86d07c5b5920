// An insert that is made again under its token leaves each row once (Store.insertFile): every table that ingest or a view of its tables writes
// to remembers its last tokens. https://clickhouse.com/docs/guides/developer/deduplicating-inserts-on-retries
import { ONCE, type Migration } from './Migration.ts';

const TABLES = ['spans', 'resources', 'red_1m', 'trace_index', 'logs'];

export const once: Migration = {
  version: 4,
  name: 'once',
  statements: TABLES.map((table) => `ALTER TABLE ${table} MODIFY SETTING ${ONCE}`),
};
