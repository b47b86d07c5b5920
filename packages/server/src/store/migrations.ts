// The tables, in order. A migration, once released, never changes: add a new one. Statements run on chdb and on ClickHouse alike.
import { logs } from './migrations/logs.ts';
import { metrics } from './migrations/metrics.ts';
import type { Migration } from './migrations/Migration.ts';
import { spans } from './migrations/spans.ts';

export const MIGRATIONS: readonly Migration[] = [spans, logs, metrics];
