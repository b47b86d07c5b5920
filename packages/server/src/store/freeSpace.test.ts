import { FreeSpace } from './freeSpace.ts';
import { silent } from './testing/temporaryStore.ts';

const MIB = 2 ** 20;

/** A disk whose free space the test sets, looked at when the test says so. */
async function watched(freeMib: number, minFreeMib = 100) {
  const disk = { freeMib, fails: false };
  let tick = () => {};
  const stopped = jest.fn();
  const freeSpace = await FreeSpace.watch({
    directory: 'unused',
    minFreeBytes: minFreeMib * MIB,
    log: silent,
    read: async () => {
      if (disk.fails) throw new Error('gone');
      return { freeBytes: disk.freeMib * MIB, totalBytes: 1_000 * MIB };
    },
    repeat: (task) => {
      tick = task;
      return stopped;
    },
  });
  const look = async (free: number) => {
    disk.freeMib = free;
    tick();
    await new Promise(setImmediate);
    return freeSpace.isFull;
  };
  return { freeSpace, disk, look, stopped };
}

describe('a disk', () => {
  it('is full from the first look on when there is less than the bound', async () => {
    expect((await watched(99)).freeSpace.isFull).toBe(true);
    expect((await watched(100)).freeSpace.isFull).toBe(false);
  });

  it('is full until a quarter more than the bound is free', async () => {
    const { look } = await watched(200);
    const states = [];
    for (const free of [101, 99, 101, 124, 125, 101, 100, 0]) states.push([free, await look(free)]);
    expect(states).toEqual([
      [101, false],
      [99, true],
      [101, true],
      [124, true],
      [125, false],
      [101, false],
      [100, false],
      [0, true],
    ]);
  });

  it('is never full with a bound of 0', async () => expect((await watched(0, 0)).freeSpace.isFull).toBe(false));

  it('says what to do while it is full, and nothing else', async () => {
    const { freeSpace, look } = await watched(50);
    expect(freeSpace.problem).toMatch(/has 50 MiB free and needs 125 MiB.*retention.*store\.minFreeBytes/);
    await look(500);
    expect(freeSpace.problem).toBeUndefined();
    expect(freeSpace.space).toEqual({ freeBytes: 500 * MIB, totalBytes: 1_000 * MIB });
  });

  it('that cannot be read counts as it did before', async () => {
    const { disk, look } = await watched(50);
    disk.fails = true;
    expect(await look(500)).toBe(true);
    disk.fails = false;
    expect(await look(500)).toBe(false);
  });

  it('is not looked at any more after the end', async () => {
    const { freeSpace, stopped } = await watched(500);
    freeSpace.stop();
    expect(stopped).toHaveBeenCalledTimes(1);
  });

  it('is the one that the directory lies on', async () => {
    const freeSpace = await FreeSpace.watch({ directory: __dirname, minFreeBytes: 1, log: silent });
    freeSpace.stop();
    const { freeBytes = 0, totalBytes = 0 } = freeSpace.space ?? {};
    expect(freeBytes).toBeGreaterThan(0);
    expect(totalBytes).toBeGreaterThan(freeBytes);
  });
});
