// Brings the tables of a store to the newest version. Each migration is recorded after its last statement; a migration that was cut off
// runs again, which is why its statements are written to be repeatable (IF NOT EXISTS).
import type { Migration } from './migrations/Migration.ts';
import { StoreError } from './Store.ts';

/** What a migration needs of a store: statements, and the versions that were applied. */
export interface MigrationTarget {
  execute(sql: string): Promise<void>;
  columns<Columns extends Record<string, readonly unknown[]>>(sql: string): Promise<Columns>;
}

const TABLE = `CREATE TABLE IF NOT EXISTS schema_migrations (
  Version UInt32, Name String, AppliedAt DateTime64(3, 'UTC') DEFAULT now64(3)
) ENGINE = MergeTree ORDER BY Version SETTINGS fsync_after_insert = 1, fsync_part_directory = 1`;

/**
 * Applies what is missing, in order, and gives the versions that it applied.
 * @throws StoreError `query` when the directory was written by a newer release, or by an unreleased one with other tables
 */
export async function migrate(target: MigrationTarget, migrations: readonly Migration[]): Promise<number[]> {
  await target.execute(TABLE);
  const { Version, Name } = await target.columns<{ Version: number[]; Name: string[] }>(
    'SELECT DISTINCT Version, Name FROM schema_migrations ORDER BY Version',
  );
  const newest = Math.max(0, ...migrations.map((migration) => migration.version));
  const unknown = Version.find((version) => version > newest);
  if (unknown !== undefined) {
    throw new StoreError(
      'query',
      `The data has schema version ${unknown}, this release knows up to ${newest}. Start the newer release again.`,
    );
  }
  const other = migrations.find(
    ({ version, name }) => Version.includes(version) && Name[Version.indexOf(version)] !== name,
  );
  if (other !== undefined) {
    throw new StoreError(
      'query',
      `The data was written by an unreleased version (its schema version ${other.version} is another one). Move the data directory away, or ` +
        'choose another one: WATCHINGCAT_DATA_DIR=<directory>.',
    );
  }
  const applied: number[] = [];
  for (const { version, name, statements } of migrations) {
    if (Version.includes(version)) continue;
    for (const statement of statements) await target.execute(statement);
    // Our own constants, never input: a plain INSERT of a number and a fixed name.
    await target.execute(`INSERT INTO schema_migrations (Version, Name) VALUES (${version}, '${name}')`);
    applied.push(version);
  }
  return applied;
}
