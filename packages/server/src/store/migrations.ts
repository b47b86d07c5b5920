// The tables, in order. A migration, once released, never changes: add a new one. Statements run on chdb and on ClickHouse alike.
import { logs } from './migrations/logs.ts';
import { metrics } from './migrations/metrics.ts';
import type { Migration } from './migrations/Migration.ts';
import { prometheusMetrics } from './migrations/prometheusMetrics.ts';
import { traces } from './migrations/traces.ts';

export const MIGRATIONS: readonly Migration[] = [traces, logs, metrics, prometheusMetrics];
