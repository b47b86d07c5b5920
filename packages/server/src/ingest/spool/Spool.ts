// Groups of requests on their way into the store, as files. A group is written down before its first insert and removed after its last, so
// that a process that ends in between leaves word of what may be half done: the next one makes the same inserts again, and the store takes
// each token once. Nothing here is acknowledged yet.
//
// The page cache outlives every process, so nothing is synced: to sync 30 MB, in between the syncs of the engine, takes longer than to insert
// them. After a power cut files may be cut; a group of an earlier run of the machine is therefore not believed (docs/adr/0011). Where the
// system does not tell its runs apart, groups are synced.
import { randomBytes } from 'node:crypto';
import { mkdir, open, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { StoreError } from '../../store/Store.ts';
import type { FileInsert } from '../../store/Store.ts';
import type { Block } from '../columns/BlockBuilder.ts';

/** A request by its digest (requestDigest.ts), and how many of its records are not stored. */
export interface SpooledRequest {
  readonly digest: string;
  readonly rejected: number;
}

export interface SpooledGroup {
  readonly id: string;
  /** In the order in which they are to be made: what is referred to before what refers to it. */
  readonly inserts: readonly FileInsert[];
  readonly requests: readonly SpooledRequest[];
}

const MANIFEST = '.json';

export class Spool {
  readonly #directory: string;
  readonly #boot: string | undefined;
  /** Never the same for two processes on one directory, and in the order of their starts. */
  readonly #process = `${Date.now().toString(36).padStart(10, '0')}${randomBytes(4).toString('hex')}`;
  #groups = 0;

  private constructor(directory: string, boot: string | undefined) {
    this.#directory = directory;
    this.#boot = boot;
  }

  /** @param boot which run of the machine this is; undefined: it cannot be told */
  static async open(directory: string, boot: string | undefined): Promise<Spool> {
    await mkdir(directory, { recursive: true });
    return new Spool(directory, boot);
  }

  /**
   * Resolves when the group would survive the end of this process.
   * @throws StoreError `unavailable` when it could not be written, for example to a full disk; nothing of it stays then
   */
  async write(blocks: readonly Block[], requests: readonly SpooledRequest[]): Promise<SpooledGroup> {
    const id = `${this.#process}-${(this.#groups++).toString(36).padStart(8, '0')}`;
    const inserts = blocks.map(({ table, columns }, index) => ({
      table,
      columns,
      file: join(this.#directory, `${id}.${index}.native`),
      token: `${id}.${index}`,
    }));
    const group = { id, inserts, requests };
    const flush = this.#boot === undefined;
    try {
      await Promise.all(blocks.map(({ bytes }, index) => writeFile(inserts[index].file, bytes, { flush })));
      const manifest = join(this.#directory, `${id}${MANIFEST}`);
      await writeFile(`${manifest}.part`, JSON.stringify(manifestOf(group, this.#boot)), { flush });
      await rename(`${manifest}.part`, manifest);
      if (flush) await this.#syncDirectory();
      return group;
    } catch (error) {
      await this.remove(group).catch(() => {});
      const reason = error instanceof Error ? error.message : String(error);
      throw new StoreError('unavailable', `Rows could not be written to the data directory: ${reason}`, {
        cause: error,
      });
    }
  }

  /** Its manifest first: without it the group does not exist. */
  async remove({ id, inserts }: SpooledGroup): Promise<void> {
    const manifest = join(this.#directory, `${id}${MANIFEST}`);
    await rm(manifest, { force: true });
    await Promise.all(
      [`${manifest}.part`, ...inserts.map(({ file }) => file)].map((file) => rm(file, { force: true })),
    );
  }

  /**
   * Groups that an earlier process left, the oldest first. Files that belong to none were never whole, and are removed; so are groups of an
   * earlier run of the machine, which may not be.
   */
  async leftOver(): Promise<SpooledGroup[]> {
    const files = (await readdir(this.#directory)).filter((file) => !file.startsWith(this.#process)).sort();
    const groups: SpooledGroup[] = [];
    for (const file of files.filter((name) => name.endsWith(MANIFEST))) {
      const manifest = readManifest(await readFile(join(this.#directory, file), 'utf8'));
      if (manifest && manifest.boot === this.#boot) groups.push(this.#groupOf(basename(file, MANIFEST), manifest));
    }
    const kept = new Set(groups.map(({ id }) => id));
    const strays = files.filter((file) => /\.(native|part|json)$/.test(file) && !kept.has(file.split('.', 1)[0]));
    await Promise.all(strays.map((file) => rm(join(this.#directory, file), { force: true })));
    return groups;
  }

  #groupOf(id: string, { inserts, requests }: Manifest): SpooledGroup {
    return {
      id,
      inserts: inserts.map(({ table, columns }, index) => ({
        table,
        columns,
        file: join(this.#directory, `${id}.${index}.native`),
        token: `${id}.${index}`,
      })),
      requests: requests.map(([digest, rejected]) => ({ digest, rejected })),
    };
  }

  async #syncDirectory(): Promise<void> {
    const handle = await open(this.#directory, 'r');
    try {
      await handle.sync();
    } finally {
      await handle.close();
    }
  }
}

type Manifest = ReturnType<typeof manifestOf>;

/** Files and tokens follow from the group's id and the order. */
function manifestOf({ inserts, requests }: SpooledGroup, boot: string | undefined) {
  return {
    boot,
    inserts: inserts.map(({ table, columns }) => ({ table, columns })),
    requests: requests.map(({ digest, rejected }): [string, number] => [digest, rejected]),
  };
}

/** undefined: it was cut off. */
function readManifest(text: string): Manifest | undefined {
  try {
    return JSON.parse(text) as Manifest;
  } catch {
    return undefined;
  }
}
