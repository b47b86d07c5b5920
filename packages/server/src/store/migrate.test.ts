import { migrate } from './migrate.ts';
import type { Migration } from './migrations/Migration.ts';
import { temporaryStore } from './testing/temporaryStore.ts';

// For machines that do much else at the same time; nothing here is about time.
jest.setTimeout(60_000);

const FIRST: Migration = {
  version: 101,
  name: 'first',
  statements: ['CREATE TABLE IF NOT EXISTS one (A UInt8) ENGINE = MergeTree ORDER BY A'],
};
const SECOND: Migration = {
  version: 102,
  name: 'second',
  statements: ['ALTER TABLE one ADD COLUMN IF NOT EXISTS B UInt8'],
};

describe('migrations', () => {
  let open: Awaited<ReturnType<typeof temporaryStore>>;
  beforeAll(async () => {
    open = await temporaryStore();
  });
  afterAll(() => open.close());

  it('are applied in order, once, and recorded', async () => {
    expect(await migrate(open.store, [FIRST])).toEqual([101]);
    expect(await migrate(open.store, [FIRST, SECOND])).toEqual([102]);
    expect(await migrate(open.store, [FIRST, SECOND])).toEqual([]);
    expect(await open.store.columns('SELECT A, B FROM one')).toEqual({ A: [], B: [] });
    expect(
      await open.store.columns('SELECT Version, Name FROM schema_migrations WHERE Version > 100 ORDER BY Version'),
    ).toEqual({
      Version: [101, 102],
      Name: ['first', 'second'],
    });
  });

  it('refuse data whose tables are others under the same version', async () => {
    await expect(migrate(open.store, [{ ...FIRST, name: 'another' }, SECOND])).rejects.toThrow(
      'The data was written by an unreleased version (its schema version 101 is another one)',
    );
  });

  it('refuse data of a newer release', async () => {
    await expect(migrate(open.store, [FIRST])).rejects.toThrow(
      'The data has schema version 102, this release knows up to 101',
    );
  });
});
