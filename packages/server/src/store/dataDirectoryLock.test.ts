import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { readFile, utimes, writeFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { dataDirectoryHolder, lockDataDirectory } from './dataDirectoryLock.ts';
import { temporaryDirectory } from './testing/temporaryStore.ts';

describe('the lock of a data directory', () => {
  let directory: Awaited<ReturnType<typeof temporaryDirectory>>;
  let file: string;
  beforeEach(async () => {
    directory = await temporaryDirectory();
    file = join(directory.path, 'watchingcat.lock');
  });
  afterEach(() => directory.remove());

  const write = (holder: object): Promise<void> =>
    writeFile(file, JSON.stringify({ since: '2026-11-23T10:00:00.000Z', ...holder }));

  it('says who holds the directory, since when, and what to do', async () => {
    const lock = await lockDataDirectory(directory.path);
    const { since } = JSON.parse(await readFile(file, 'utf8')) as { since: string };
    await expect(lockDataDirectory(directory.path)).rejects.toMatchObject({
      code: 'in_use',
      message: `The data directory ${directory.path} is in use by process ${process.pid} since ${since}. End that process (kill ${process.pid}), or start this one with another directory (WATCHINGCAT_DATA_DIR).`,
    });
    expect(await dataDirectoryHolder(directory.path)).toMatchObject({ pid: process.pid, host: hostname(), since });
    await lock.release();
    expect(existsSync(file)).toBe(false);
    expect(await dataDirectoryHolder(directory.path)).toBeUndefined();
  });

  it('is given to exactly one of many that ask at once', async () => {
    const results = await Promise.allSettled(Array.from({ length: 10 }, () => lockDataDirectory(directory.path)));
    const taken = results.filter((result) => result.status === 'fulfilled');
    expect(taken).toHaveLength(1);
    await taken[0]?.value.release();
  });

  it('is taken over from a process that is gone', async () => {
    const gone = spawn(process.execPath, ['-e', '']);
    await new Promise((resolve) => gone.once('exit', resolve));
    await write({ pid: gone.pid, host: hostname() });
    expect(await dataDirectoryHolder(directory.path)).toBeUndefined();
    await (await lockDataDirectory(directory.path)).release();
  });

  it('is taken over when the pid belongs to a process that started later', async () => {
    await write({ pid: process.pid, host: hostname(), startTicks: '1' });
    await (await lockDataDirectory(directory.path)).release();
  });

  it('is taken over when the file is not whole', async () => {
    await writeFile(file, '{"pid":');
    await (await lockDataDirectory(directory.path)).release();
  });

  it('is respected on another machine as long as that one touches it', async () => {
    await write({ pid: 1, host: 'elsewhere' });
    await expect(lockDataDirectory(directory.path)).rejects.toThrow(
      'in use by process 1 on elsewhere since 2026-11-23T10:00:00.000Z',
    );
    const longAgo = new Date(Date.now() - 3_600_000);
    await utimes(file, longAgo, longAgo);
    await (await lockDataDirectory(directory.path)).release();
  });
});
