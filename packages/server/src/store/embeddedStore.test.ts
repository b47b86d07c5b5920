import fc from 'fast-check';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { StoreError } from './Store.ts';
import { temporaryStore } from './testing/temporaryStore.ts';

// For machines that do much else at the same time; nothing here is about time.
jest.setTimeout(60_000);

// Not quite, but for much longer than a test takes, within the rows that a query may read.
const ENDLESS =
  'SELECT count() AS n FROM numbers(1900000000) WHERE sipHash64(sipHash64(sipHash64(sipHash64(number)))) = 1';

describe('a store on the embedded engine', () => {
  let open: Awaited<ReturnType<typeof temporaryStore>>;
  beforeAll(async () => {
    open = await temporaryStore();
  });
  afterAll(() => open.close());

  const codeOf = (promise: Promise<unknown>): Promise<string> =>
    promise.then(
      () => 'no error',
      (error: unknown) => (error instanceof StoreError ? error.code : String(error)),
    );
  const isRunning = async (marker: string): Promise<boolean> => {
    const sql = `SELECT count() AS n FROM system.processes WHERE query LIKE '%' || {marker:String} || '%' AND query NOT LIKE '%system.processes%'`;
    return (await open.store.rows<{ n: string }>(sql, { parameters: { marker } }))[0]?.n !== '0';
  };

  it('gives an answer by column, 64-bit integers as strings', async () => {
    expect(await open.store.columns('SELECT toUInt64(18446744073709551615) AS big, toUInt8(7) AS small')).toEqual({
      big: ['18446744073709551615'],
      small: [7],
    });
  });

  it('gives the columns of an answer without rows', async () => {
    expect(await open.store.columns('SELECT SpanName FROM spans')).toEqual({ SpanName: [] });
    expect(await open.store.rows('SELECT SpanName FROM spans')).toEqual([]);
  });

  it('passes any text and any list as a parameter unchanged', async () => {
    const nasty = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.string({ unit: fc.constantFrom('\\', "'", '\t', '\n', '\0', '`', '{', '}', 'n') }),
    );
    await fc.assert(
      fc.asyncProperty(
        nasty,
        fc.array(nasty),
        fc.bigInt({ min: 0n, max: 2n ** 64n - 1n }),
        async (text, list, number) => {
          const parameters = { text, list, number };
          const rows = await open.store.rows(
            'SELECT {text:String} AS text, {list:Array(String)} AS list, {number:UInt64} AS number',
            { parameters },
          );
          expect(rows).toEqual([{ text, list, number: number.toString() }]);
        },
      ),
      { numRuns: 100 },
    );
  });

  it('refuses a query whose parameter is missing, even when an earlier query had one of that name', async () => {
    await open.store.rows('SELECT {tenant:String} AS t', { parameters: { tenant: 'a' } });
    expect(await codeOf(open.store.rows('SELECT {tenant:String} AS t'))).toBe('query');
  });

  it('keeps parameters of queries apart that run at the same time', async () => {
    const answers = await Promise.all(
      Array.from({ length: 40 }, (_, i) =>
        open.store.rows('SELECT {i:UInt32} AS i, sleep(0.002) AS s', { parameters: { i } }),
      ),
    );
    expect(answers.map(([row]) => row?.['i'])).toEqual(Array.from({ length: 40 }, (_, i) => i));
  });

  it('names the reason when the engine refuses a query, and answers the next one of the session cleanly', async () => {
    for (let i = 0; i < 5; i++) {
      expect(
        await codeOf(
          open.store.rows('SELECT groupArray(number) FROM numbers(100000000)', { maxMemoryBytes: 10_000_000 }),
        ),
      ).toBe('memory');
      expect(await codeOf(open.store.rows('SELECT 1 FROM numbers(1000) SETTINGS max_rows_to_read = 10'))).toBe(
        'too_many_rows',
      );
      expect(await codeOf(open.store.rows('SELECT nothing FROM nowhere'))).toBe('query');
    }
    for (let i = 0; i < 8; i++) expect(await open.store.columns('SELECT 1 AS one')).toEqual({ one: [1] });
  });

  it('ends a query that would read more rows than the store allows', async () => {
    expect(await codeOf(open.store.rows('SELECT sum(number) AS n FROM numbers(2000000001)'))).toBe('too_many_rows');
  });

  it('ends a query at its timeout', async () => {
    expect(await codeOf(open.store.rows(ENDLESS, { timeoutMs: 100 }))).toBe('timeout');
  });

  it('kills a query in the engine when its signal is aborted', async () => {
    const controller = new AbortController();
    const answer = codeOf(
      open.store.rows(`${ENDLESS} AND number != 4242`, { lane: 'heavy', signal: controller.signal }),
    );
    while (!(await isRunning('4242'))) await sleep(10);
    controller.abort();
    expect(await answer).toBe('aborted');
    while (await isRunning('4242')) await sleep(10);
  });

  it('answers look-ups while the heavy lane is full and has a queue', async () => {
    const controller = new AbortController();
    const heavy = Array.from({ length: 4 }, () =>
      codeOf(open.store.rows(ENDLESS, { lane: 'heavy', signal: controller.signal })),
    );
    expect(await open.store.columns('SELECT 1 AS one')).toEqual({ one: [1] });
    controller.abort();
    expect(await Promise.all(heavy)).toEqual(['aborted', 'aborted', 'aborted', 'aborted']);
  });

  it('refuses statements that change data on the lanes for reading', async () => {
    expect(await codeOf(open.store.columns('DROP TABLE spans'))).toBe('query');
    expect(await codeOf(open.store.columns('TRUNCATE TABLE spans', { lane: 'heavy' }))).toBe('query');
  });

  it('refuses names of tables and columns that are none', async () => {
    const insert = { file: join(open.dataDir, 'none.native'), token: 'names' };
    expect(
      await codeOf(open.store.insertFile({ ...insert, table: 'spans; DROP TABLE spans', columns: ['Tenant'] })),
    ).toBe('query');
    expect(await codeOf(open.store.insertFile({ ...insert, table: 'spans', columns: ['Tenant`) --'] }))).toBe('query');
  });

  it('fails an insert of a broken block and stores nothing of it', async () => {
    const file = join(open.dataDir, 'broken.native');
    await writeFile(file, new Uint8Array([1, 5, 9, 9, 9]));
    expect(await codeOf(open.store.insertFile({ table: 'logs', columns: ['Tenant'], file, token: 'broken' }))).toBe(
      'query',
    );
    expect(await open.store.columns('SELECT count() AS n FROM logs')).toEqual({ n: ['0'] });
  });

  // Last: the engine is another one afterwards.
  it('fails running queries when the engine dies, and answers again after its restart', async () => {
    const running = codeOf(open.store.rows(ENDLESS, { lane: 'heavy' }));
    const before = open.store.enginePid as number;
    process.kill(before, 'SIGKILL');
    expect(await running).toBe('unavailable');
    while ((await codeOf(open.store.ping())) === 'unavailable') await sleep(20);
    expect(await open.store.columns('SELECT 1 AS one')).toEqual({ one: [1] });
    expect(open.store.enginePid).not.toBe(before);
  });
});
