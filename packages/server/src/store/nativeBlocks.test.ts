import { nativeBlocks, type NativeColumn } from './nativeBlocks.ts';
import { temporaryStore } from './testing/temporaryStore.ts';

// For machines that do much else at the same time; nothing here is about time.
jest.setTimeout(60_000);

let open: Awaited<ReturnType<typeof temporaryStore>>;
beforeAll(async () => {
  open = await temporaryStore();
});
afterAll(() => open.close());

/** Every value of a column as JavaScript's own. */
function valuesOf(column: NativeColumn): unknown[] {
  if (column.kind === 'dictionary') return Array.from(column.index, (key) => column.keys[key]);
  if (column.kind === 'array') {
    const values = valuesOf(column.values);
    return Array.from(column.ends, (end, row) => values.slice(row === 0 ? 0 : column.ends[row - 1], end));
  }
  const { width, bytes } = column;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return Array.from({ length: bytes.length / width }, (_, row) => {
    if (width === 1) return bytes[row];
    return width === 8
      ? view.getBigInt64(row * 8, true)
      : Buffer.from(bytes.subarray(row * width, (row + 1) * width)).toString('latin1');
  });
}

async function read(sql: string): Promise<{ blocks: number; columns: Record<string, unknown[]> }> {
  const blocks = nativeBlocks(await open.store.native(sql));
  const names = [...new Set(blocks.flatMap(({ columns }) => [...columns.keys()]))];
  return {
    blocks: blocks.length,
    columns: Object.fromEntries(
      names.map((name) => [name, blocks.flatMap(({ columns }) => valuesOf(columns.get(name) as NativeColumn))]),
    ),
  };
}

it('reads numbers, times, fixed and repeated texts, and lists of them', async () => {
  const { columns } = await read(`
    SELECT toUInt8(200) AS byte, toInt64(-3) AS number, toFixedString('ab', 3) AS code, toLowCardinality('é') AS word,
      toDateTime64('1970-01-01 00:00:01.000000002', 9, 'UTC') AS time,
      [toInt64(1), 2] AS numbers, ['x', 'y', 'x']::Array(LowCardinality(String)) AS words`);
  expect(columns).toEqual({
    byte: [200],
    number: [-3n],
    code: ['ab\0'],
    word: ['é'],
    time: [1_000_000_002n],
    numbers: [[1n, 2n]],
    words: [['x', 'y', 'x']],
  });
});

it('reads many blocks, each with its own keys, of every width of index', async () => {
  const { blocks, columns } = await read(`
    SELECT toInt64(number) AS row, toLowCardinality(toString(number % 300)) AS some, toLowCardinality(toString(number)) AS many,
      arrayMap(i -> toString(i), range(number % 3))::Array(LowCardinality(String)) AS lists
    FROM numbers(150000) SETTINGS max_block_size = 70000`);
  expect(blocks).toBeGreaterThan(1);
  const rows = Array.from({ length: 150_000 }, (_, row) => row);
  expect(columns['row']).toEqual(rows.map(BigInt));
  expect(columns['some']).toEqual(rows.map((row) => String(row % 300)));
  expect(columns['many']).toEqual(rows.map(String));
  expect(columns['lists']).toEqual(rows.map((row) => ['0', '1'].slice(0, row % 3)));
});

it('reads an answer without rows, and lists that are all empty', async () => {
  expect(await read('SELECT SpanId, SpanName, `Events.Name` FROM spans')).toEqual({ blocks: 0, columns: {} });
  expect(
    (await read("SELECT []::Array(LowCardinality(String)) AS words, 'x'::LowCardinality(String) AS word")).columns,
  ).toEqual({
    words: [[]],
    word: ['x'],
  });
});

it('says which type it cannot read, and when an answer is cut short', async () => {
  await expect(read('SELECT 1.5 AS share')).rejects.toThrow('Float64');
  const bytes = await open.store.native('SELECT toInt64(1) AS one');
  for (let length = 1; length < bytes.length; length++)
    expect(() => nativeBlocks(bytes.subarray(0, length))).toThrow('cut short');
});
