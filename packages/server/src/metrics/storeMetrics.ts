// How large the store is, what it merges, and how much room is left. While the store does not answer, `watchingcat_store_up` is 0 and its
// sizes are missing: an old size would look like a true one.
import type { Registry } from 'prom-client';
import type { FreeSpace } from '../store/freeSpace.ts';
import type { StorageMeter } from '../store/StorageMeter.ts';
import type { TablesUse, TableUse } from '../store/storageUse.ts';
import { StoreError } from '../store/Store.ts';
import { gauge } from './readMetrics.ts';

export function storeMetrics(registry: Registry, meter: StorageMeter, freeSpace: FreeSpace): void {
  const measured = async (): Promise<TablesUse | undefined> => {
    try {
      return await meter.tables();
    } catch (error) {
      if (error instanceof StoreError) return undefined;
      throw error;
    }
  };
  const perTable = (name: string, help: string, value: (table: TableUse) => number) =>
    gauge(registry, name, help, ['table', 'signal'], async () => {
      const { tables = [] } = (await measured()) ?? {};
      return tables.map((use) => [{ table: use.table, signal: use.signal ?? 'none' }, value(use)]);
    });

  gauge(registry, 'watchingcat_store_up', '1 while the store answers.', [], async () => [
    [{}, (await measured()) === undefined ? 0 : 1],
  ]);
  perTable('watchingcat_store_table_bytes', 'Size of a table on disk, compressed.', (table) => table.bytes);
  perTable('watchingcat_store_table_rows', 'Rows of a table.', (table) => table.rows);
  perTable('watchingcat_store_table_parts', 'Active parts of a table.', (table) => table.parts);
  gauge(registry, 'watchingcat_store_merges', 'Merges and mutations that run now.', [], async () => {
    const use = await measured();
    return use ? [[{}, use.merges.length]] : [];
  });

  const { minFreeBytes } = freeSpace;
  gauge(registry, 'watchingcat_disk_free_bytes', 'Free space of the disk of the data directory.', [], () =>
    freeSpace.space ? [[{}, freeSpace.space.freeBytes]] : [],
  );
  gauge(registry, 'watchingcat_disk_size_bytes', 'Size of the disk of the data directory.', [], () =>
    freeSpace.space ? [[{}, freeSpace.space.totalBytes]] : [],
  );
  gauge(registry, 'watchingcat_disk_min_free_bytes', 'With less free, requests are refused.', [], () => [
    [{}, minFreeBytes],
  ]);
  gauge(registry, 'watchingcat_disk_full', '1 while requests are refused because the disk is full.', [], () => [
    [{}, freeSpace.isFull ? 1 : 0],
  ]);
}
