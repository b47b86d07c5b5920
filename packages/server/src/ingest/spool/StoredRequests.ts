// Which requests are stored, for as long as a sender may repeat them: the answer to a stored request can be lost on its way. Held in memory
// and in two files of fixed-size entries, the present and the one before; together they reach back at least GENERATION_MS, or
// GENERATION_REQUESTS where more come. A sender that repeats later than that is not recognised.
import { appendFile, readFile, rename, truncate } from 'node:fs/promises';
import { join } from 'node:path';
import { DIGEST_BYTES } from './requestDigest.ts';
import type { SpooledRequest } from './Spool.ts';

/** SDKs and the Collector give up after 5 minutes unless told otherwise (retry_on_failure.max_elapsed_time). */
const GENERATION_MS = 15 * 60_000;
const GENERATION_REQUESTS = 250_000;
const ENTRY_BYTES = DIGEST_BYTES + 4;

/** Rejected records, by digest. */
type Generation = Map<string, number>;

export class StoredRequests {
  readonly #directory: string;
  readonly #nowMs: () => number;
  #present: Generation;
  #before: Generation;
  #sinceMs: number;
  /** Writes and changes of generation happen one after the other. */
  #last: Promise<unknown> = Promise.resolve();

  private constructor(directory: string, nowMs: () => number, present: Generation, before: Generation) {
    this.#directory = directory;
    this.#nowMs = nowMs;
    this.#present = present;
    this.#before = before;
    this.#sinceMs = nowMs();
  }

  static async open(directory: string, nowMs: () => number = Date.now): Promise<StoredRequests> {
    const [present, before] = await Promise.all([read(presentFile(directory)), read(beforeFile(directory))]);
    return new StoredRequests(directory, nowMs, present, before);
  }

  /** How many records of it were rejected when it was stored; `undefined` when it is not known. */
  rejectedOf(digest: string): number | undefined {
    return this.#present.get(digest) ?? this.#before.get(digest);
  }

  /** Resolves when the entries would survive the end of this process; a power cut may take the newest of them. */
  add(requests: readonly SpooledRequest[]): Promise<void> {
    const added = this.#last.then(async () => {
      if (this.#nowMs() - this.#sinceMs > GENERATION_MS || this.#present.size > GENERATION_REQUESTS)
        await this.#startGeneration();
      const bytes = Buffer.alloc(requests.length * ENTRY_BYTES);
      requests.forEach(({ digest, rejected }, index) => {
        bytes.write(digest, index * ENTRY_BYTES, 'latin1');
        bytes.writeUInt32LE(rejected, index * ENTRY_BYTES + DIGEST_BYTES);
        this.#present.set(digest, rejected);
      });
      await appendFile(presentFile(this.#directory), bytes);
    });
    this.#last = added.catch(() => {});
    return added;
  }

  async #startGeneration(): Promise<void> {
    await rename(presentFile(this.#directory), beforeFile(this.#directory));
    this.#before = this.#present;
    this.#present = new Map();
    this.#sinceMs = this.#nowMs();
  }
}

const presentFile = (directory: string): string => join(directory, 'stored.requests');
const beforeFile = (directory: string): string => join(directory, 'stored.before.requests');

/** An entry that was cut off by a crash at the end of the file is cut off for good, so that the next ones are read in step. */
async function read(path: string): Promise<Generation> {
  const bytes = await readFile(path).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return Buffer.alloc(0);
    throw error;
  });
  const whole = bytes.length - (bytes.length % ENTRY_BYTES);
  if (whole < bytes.length) await truncate(path, whole);
  const generation: Generation = new Map();
  for (let at = 0; at < whole; at += ENTRY_BYTES)
    generation.set(bytes.toString('latin1', at, at + DIGEST_BYTES), bytes.readUInt32LE(at + DIGEST_BYTES));
  return generation;
}
