// What lies in a data directory, asked of the engine when no server holds it.
import { openEmbeddedStore, type EmbeddedStore } from '../../packages/server/src/store/embeddedStore.ts';

const LOG = { debug: () => {}, info: () => {}, warn: console.error, error: console.error };

export interface TableSize {
  readonly table: string;
  readonly rows: number;
  readonly bytes: number;
  readonly parts: number;
}

/** Opens the store for as long as `use` runs. */
export async function withStore<Result>(
  dataDir: string,
  use: (store: EmbeddedStore) => Promise<Result>,
): Promise<Result> {
  const store = await openEmbeddedStore({ dataDir, log: LOG });
  try {
    return await use(store);
  } finally {
    await store.close();
  }
}

/** Every table that holds rows, largest first, but for the schema's own. */
export async function tableSizes(store: EmbeddedStore): Promise<TableSize[]> {
  const rows = await store.rows<{ name: string; n: string; bytes: string; parts: string }>(
    `SELECT table AS name, sum(rows) AS n, sum(bytes_on_disk) AS bytes, count() AS parts FROM system.parts
     WHERE active AND database = currentDatabase() AND NOT match(table, 'migration')
     GROUP BY name HAVING n > 0 ORDER BY sum(bytes_on_disk) DESC`,
  );
  return rows.map(({ name, n, bytes, parts }) => ({
    table: name,
    rows: Number(n),
    bytes: Number(bytes),
    parts: Number(parts),
  }));
}

/** One number of one row. */
export async function numberOf(store: EmbeddedStore, expression: string, from: string): Promise<number> {
  const [row] = await store.rows<{ n: string | number }>(`SELECT ${expression} AS n FROM ${from}`, {
    lane: 'heavy',
    timeoutMs: 600_000,
    maxMemoryBytes: 8 * 2 ** 30,
  });
  return Number(row.n);
}
