import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { temporaryDirectory } from '../../store/testing/temporaryStore.ts';
import { requestDigest } from './requestDigest.ts';
import { Spool } from './Spool.ts';

const REQUEST = { digest: requestDigest('traces', 'default', Buffer.from('any bytes \0 ÿ')), rejected: 3 };
const block = (table: string) => ({
  table,
  columns: ['A', 'B'],
  rows: 1,
  bytes: Buffer.from(`rows of ${table}`),
  release: () => {},
});

describe('the spool', () => {
  let directory: Awaited<ReturnType<typeof temporaryDirectory>>;
  beforeEach(async () => {
    directory = await temporaryDirectory();
  });
  afterEach(() => directory.remove());

  it('gives the next process what this one left, as it was and in its order', async () => {
    const spool = await Spool.open(directory.path, 'this run');
    const groups = [
      await spool.write([block('resources'), block('spans')], [REQUEST]),
      await spool.write([block('logs')], [REQUEST]),
    ];
    expect(await (await Spool.open(directory.path, 'this run')).leftOver()).toEqual(groups);
    expect(await readFile(groups[0].inserts[1].file, 'utf8')).toBe('rows of spans');
    expect(new Set(groups.flatMap(({ inserts }) => inserts.map(({ token }) => token))).size).toBe(3);
  });

  it.each([
    ['an earlier run of the machine, whose files may be cut', 'this run', 'another run'],
    ['a system that told its runs apart, by one that does not', 'this run', undefined],
  ])('does not believe what is of %s', async (_what, written, read) => {
    await (await Spool.open(directory.path, written)).write([block('spans')], [REQUEST]);
    expect(await (await Spool.open(directory.path, read)).leftOver()).toEqual([]);
    expect(await readdir(directory.path)).toEqual([]);
  });

  it('does not believe a manifest that was cut', async () => {
    const { id } = await (await Spool.open(directory.path, 'this run')).write([block('spans')], [REQUEST]);
    await writeFile(join(directory.path, `${id}.json`), '');
    expect(await (await Spool.open(directory.path, 'this run')).leftOver()).toEqual([]);
    expect(await readdir(directory.path)).toEqual([]);
  });

  it('leaves nothing of a group that is removed', async () => {
    const spool = await Spool.open(directory.path, 'this run');
    await spool.remove(await spool.write([block('spans')], [REQUEST]));
    expect(await readdir(directory.path)).toEqual([]);
  });

  it('removes what a process had not written whole, and nothing else', async () => {
    const spool = await Spool.open(directory.path, 'this run');
    const { id, inserts } = await spool.write([block('spans')], [REQUEST]);
    for (const stray of ['0-cut.0.native', '0-cut.json.part']) await writeFile(join(directory.path, stray), 'x');
    await writeFile(join(directory.path, 'stored.requests'), '');
    const [left] = await (await Spool.open(directory.path, 'this run')).leftOver();
    expect(left.id).toBe(id);
    expect((await readdir(directory.path)).sort()).toEqual([`${id}.0.native`, `${id}.json`, 'stored.requests'].sort());
    expect(inserts[0].file).toBe(join(directory.path, `${id}.0.native`));
  });

  it('says that rows could not be written, and keeps nothing of them', async () => {
    const spool = await Spool.open(directory.path, 'this run');
    await directory.remove();
    await expect(spool.write([block('spans')], [REQUEST])).rejects.toMatchObject({ code: 'unavailable' });
  });
});
