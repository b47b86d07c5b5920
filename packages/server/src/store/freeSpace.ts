// Watches the free space of the data directory's disk. Below a bound nothing more is taken in: an engine on a full disk can neither insert nor
// merge, and merges are what gives space back. Reads go on. The bound leaves room for merges that run; with twice the bound there is always
// room for the next ones.
import { statfs } from 'node:fs/promises';
import type { Log } from './engineSupervisor.ts';

export interface DiskSpace {
  /** For this user: what is reserved for root does not count. */
  readonly freeBytes: number;
  readonly totalBytes: number;
}

export interface FreeSpaceOptions {
  readonly directory: string;
  /** 0 never counts as full. */
  readonly minFreeBytes: number;
  readonly log: Log;
  /** statfs(2) when not given. */
  readonly read?: (directory: string) => Promise<DiskSpace>;
  /** Calls `task` again and again until the result is called; every second when not given. */
  readonly repeat?: (task: () => void) => () => void;
}

/** Once full, the disk counts as full until this times the bound is free, or senders would be let in and out with every merge. */
const FREE_AGAIN = 1.25;
const INTERVAL_MS = 1_000;

export class FreeSpace {
  readonly minFreeBytes: number;
  readonly #directory: string;
  readonly #log: Log;
  readonly #read: (directory: string) => Promise<DiskSpace>;
  readonly #stop: () => void;
  #space: DiskSpace | undefined;
  #isFull = false;
  #onChange: () => void = () => {};
  #isReading = false;
  #isUnreadable = false;

  /** Starts to watch. Resolves after the first look, so that a server on a full disk takes nothing from its first moment. */
  static async watch(options: FreeSpaceOptions): Promise<FreeSpace> {
    const freeSpace = new FreeSpace(options);
    await freeSpace.look();
    return freeSpace;
  }

  private constructor(options: FreeSpaceOptions) {
    const { directory, minFreeBytes, log, read = diskSpace, repeat = everySecond } = options;
    this.#directory = directory;
    this.minFreeBytes = minFreeBytes;
    this.#log = log;
    this.#read = read;
    this.#stop = repeat(() => void this.look());
  }

  /** As last seen; undefined where the system never told. */
  get space(): DiskSpace | undefined {
    return this.#space;
  }

  get isFull(): boolean {
    return this.#isFull;
  }

  /** What a full disk needs, for people: nothing when it is not full. */
  get problem(): string | undefined {
    if (!this.#isFull || !this.#space) return undefined;
    return (
      `The disk of the data directory has ${mib(this.#space.freeBytes)} free and needs ${mib(this.minFreeBytes * FREE_AGAIN)}: ` +
      'nothing is taken in until there is space. Make room, shorten retention.*, or lower store.minFreeBytes.'
    );
  }

  /** Calls `listener`, and no earlier one, whenever the disk becomes full or has space again. */
  onChange(listener: () => void): void {
    this.#onChange = listener;
  }

  stop(): void {
    this.#stop();
  }

  /** Looks now. A disk that cannot be read counts as it did before. */
  async look(): Promise<void> {
    if (this.#isReading) return;
    this.#isReading = true;
    try {
      this.#space = await this.#read(this.#directory);
      this.#isUnreadable = false;
      this.#judge(this.#space);
    } catch (error) {
      if (!this.#isUnreadable) this.#log.warn({ err: error }, 'The free space of the data directory cannot be read');
      this.#isUnreadable = true;
    } finally {
      this.#isReading = false;
    }
  }

  #judge({ freeBytes }: DiskSpace): void {
    const wasFull = this.#isFull;
    this.#isFull = freeBytes < this.minFreeBytes * (wasFull ? FREE_AGAIN : 1);
    if (this.#isFull === wasFull) return;
    const numbers = { freeBytes, minFreeBytes: this.minFreeBytes };
    if (this.#isFull) this.#log.error(numbers, 'The disk is full, nothing more is taken in');
    else this.#log.info(numbers, 'The disk has space again, telemetry is taken in');
    this.#onChange();
  }
}

async function diskSpace(directory: string): Promise<DiskSpace> {
  const { bavail, blocks, bsize } = await statfs(directory);
  return { freeBytes: bavail * bsize, totalBytes: blocks * bsize };
}

function everySecond(task: () => void): () => void {
  const timer = setInterval(task, INTERVAL_MS).unref();
  return () => clearInterval(timer);
}

function mib(bytes: number): string {
  return `${Math.round(bytes / 2 ** 20)} MiB`;
}
