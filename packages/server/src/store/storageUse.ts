// What the store holds and how much room it takes, from the engine's own tables: per table, per running merge, and, as an estimate, per
// service. Sizes are those of active parts on disk, compressed, with their indices; what merges have replaced a moment ago is left out.
import { SIGNALS, type Signal } from '../signals.ts';
import { signalOfTable } from './signalTables.ts';
import type { Store } from './Store.ts';

export interface TableUse {
  readonly table: string;
  /** Undefined where the table belongs to no one signal. */
  readonly signal: Signal | undefined;
  readonly rows: number;
  readonly bytes: number;
  readonly parts: number;
}

export interface RunningMerge {
  readonly table: string;
  /** 0 to 1 */
  readonly progress: number;
  readonly elapsedMs: number;
  /** Of the parts that go in, compressed. */
  readonly bytes: number;
  /** It rewrites rows (a delete, say) instead of joining parts. */
  readonly isMutation: boolean;
}

export interface TablesUse {
  /** The largest first. */
  readonly tables: readonly TableUse[];
  readonly merges: readonly RunningMerge[];
}

export interface ServiceUse {
  readonly service: string;
  /** Rows of the signal's main tables that name the service, and their share of all bytes of the signal; signals without rows are missing. */
  readonly signals: Readonly<Partial<Record<Signal, { readonly rows: number; readonly bytes: number }>>>;
  readonly bytes: number;
}

export interface ServicesUse {
  /** The largest first, at most `MAX_SERVICES`. */
  readonly services: readonly ServiceUse[];
  /** How many there are. */
  readonly total: number;
}

const MAX_SERVICES = 200;
const TABLES_TIMEOUT_MS = 5_000;
const SERVICES_TIMEOUT_MS = 20_000;

/** @throws StoreError */
export async function tablesUse(store: Store): Promise<TablesUse> {
  const options = { timeoutMs: TABLES_TIMEOUT_MS };
  const [tables, merges] = await Promise.all([
    store.rows<{ Table: string; Rows: string; Bytes: string; Parts: string }>(
      `SELECT table AS Table, sum(rows) AS Rows, sum(bytes_on_disk) AS Bytes, count() AS Parts
       FROM system.parts WHERE active AND database = currentDatabase()
       GROUP BY Table ORDER BY Bytes DESC, Table`,
      options,
    ),
    store.rows<{ Table: string; Progress: number; ElapsedMs: number; Bytes: string; IsMutation: number }>(
      `SELECT table AS Table, progress AS Progress, elapsed * 1000 AS ElapsedMs,
         total_size_bytes_compressed AS Bytes, is_mutation AS IsMutation
       FROM system.merges WHERE database = currentDatabase() ORDER BY elapsed DESC`,
      options,
    ),
  ]);
  return {
    tables: tables.map(({ Table, Rows, Bytes, Parts }) => ({
      table: Table,
      signal: signalOfTable(Table),
      rows: Number(Rows),
      bytes: Number(Bytes),
      parts: Number(Parts),
    })),
    merges: merges.map(({ Table, Progress, ElapsedMs, Bytes, IsMutation }) => ({
      table: Table,
      progress: Progress,
      elapsedMs: ElapsedMs,
      bytes: Number(Bytes),
      isMutation: IsMutation === 1,
    })),
  };
}

/** Bytes of all tables of the signal. */
export function bytesOfSignal(tables: readonly TableUse[], signal: Signal): number {
  return tables.reduce((sum, table) => (table.signal === signal ? sum + table.bytes : sum), 0);
}

/** Rows by service. Spans are counted by the roll-up, which has each of them once; samples know their service through their series. */
const ROWS_BY_SERVICE: Readonly<Record<Signal, string>> = {
  traces: `SELECT ServiceName AS Service, sum(Calls) AS Rows FROM red_1m GROUP BY Service`,
  logs: `SELECT ServiceName AS Service, count() AS Rows FROM logs GROUP BY Service`,
  metrics: `SELECT Service, sum(Samples) AS Rows FROM (
      SELECT Tenant, MetricName, SeriesId, count() AS Samples FROM metric_samples GROUP BY Tenant, MetricName, SeriesId
      UNION ALL
      SELECT Tenant, MetricName, SeriesId, count() AS Samples FROM metric_histograms GROUP BY Tenant, MetricName, SeriesId
    ) AS samples
    INNER JOIN (
      SELECT Tenant, MetricName, SeriesId, any(ServiceName) AS Service FROM metric_series
      GROUP BY Tenant, MetricName, SeriesId
    ) AS series USING (Tenant, MetricName, SeriesId)
    GROUP BY Service`,
};

/**
 * An estimate: a service's share of a signal's rows times the signal's bytes, as if all rows were of one size. Reads a column of every
 * table: ask seldom.
 * @throws StoreError
 */
export async function servicesUse(store: Store, tables: readonly TableUse[]): Promise<ServicesUse> {
  const services = new Map<
    string,
    { signals: Partial<Record<Signal, { rows: number; bytes: number }>>; bytes: number }
  >();
  for (const signal of SIGNALS) {
    const counted = await store.rows<{ Service: string; Rows: string }>(ROWS_BY_SERVICE[signal], {
      lane: 'heavy',
      timeoutMs: SERVICES_TIMEOUT_MS,
    });
    const allRows = counted.reduce((sum, { Rows }) => sum + Number(Rows), 0);
    const allBytes = bytesOfSignal(tables, signal);
    for (const { Service, Rows } of counted) {
      const rows = Number(Rows);
      const bytes = Math.round((rows / allRows) * allBytes);
      const service = services.get(Service) ?? { signals: {}, bytes: 0 };
      service.signals[signal] = { rows, bytes };
      service.bytes += bytes;
      services.set(Service, service);
    }
  }
  const all = [...services].map(([service, use]) => ({ service, ...use })).sort((a, b) => b.bytes - a.bytes);
  return { services: all.slice(0, MAX_SERVICES), total: all.length };
}
