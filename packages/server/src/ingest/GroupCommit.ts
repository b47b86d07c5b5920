// Joins the requests of one signal into inserts of some size: each insert makes a part per table, whatever its size, and parts cost merges.
import type { IngestResult } from './Ingest.ts';
import type { Block } from './columns/BlockBuilder.ts';
import type { Batch, Transcoder } from './otlp/Transcoder.ts';
import type { SpooledRequest } from './spool/Spool.ts';

export interface GroupCommitOptions {
  /** A request waits this long for others to join it, or until an insert can start. */
  readonly flushMs: number;
  /** More rows than this are not waited for. */
  readonly maxRows: number;
  readonly maxBytes: number;
}

/** Inserts of one signal that run at the same time: one is written while the next is read by the engine. */
const MAX_RUNNING = 2;

/**
 * Stores the blocks of a group and remembers its requests. Rejects when nothing of it is stored, nor will be.
 * @param onDelay it takes longer than it should, and why; it goes on
 */
export type CommitGroup = (
  blocks: readonly Block[],
  requests: readonly SpooledRequest[],
  onDelay: (error: unknown) => void,
) => Promise<void>;

interface Waiting {
  readonly digest: string;
  readonly result: IngestResult;
  readonly receivedMs: number;
  readonly onDelay: (error: unknown) => void;
  readonly resolve: (result: IngestResult) => void;
  readonly reject: (error: unknown) => void;
}

interface Group {
  readonly batch: Batch;
  readonly rows: number;
  readonly bytes: number;
  readonly requests: readonly Waiting[];
}

export class GroupCommit {
  readonly #commit: CommitGroup;
  readonly #transcoder: Transcoder;
  readonly #options: GroupCommitOptions;
  readonly #running = new Set<Group>();
  /** Closed groups that wait for an insert to end. */
  readonly #ready: Group[] = [];
  #waiting: Waiting[] = [];
  #timer: NodeJS.Timeout | undefined;
  /** The present group has waited long enough, and waits for an insert to end only. */
  #isDue = false;
  #idle: (() => void)[] = [];

  constructor(commit: CommitGroup, transcoder: Transcoder, options: GroupCommitOptions) {
    this.#commit = commit;
    this.#transcoder = transcoder;
    this.#options = options;
  }

  get queuedRows(): number {
    return this.#groups().reduce((sum, group) => sum + group.rows, this.#transcoder.rows);
  }

  get queuedBytes(): number {
    return this.#groups().reduce((sum, group) => sum + group.bytes, this.#transcoder.byteLength);
  }

  /** When the oldest request arrived that is not durable yet, in ms since the epoch. */
  get oldestMs(): number | undefined {
    const oldest = this.#groups().flatMap((group) => group.requests[0]?.receivedMs ?? []);
    if (this.#waiting[0]) oldest.push(this.#waiting[0].receivedMs);
    return oldest.length > 0 ? Math.min(...oldest) : undefined;
  }

  /**
   * Resolves when the rows of the request are durable.
   * @param onDelay they are not yet, since the store has trouble; they will be
   * @throws MalformedOtlpError @throws StoreError nothing of the request is stored
   */
  add(body: Uint8Array, tenant: string, digest: string, onDelay: (error: unknown) => void): Promise<IngestResult> {
    return new Promise((resolve, reject) => {
      if (this.#transcoder.mustBeTaken) this.#close();
      const result = this.#transcoder.add(body, tenant);
      if (result.accepted === 0) return resolve(result);
      this.#waiting.push({ digest, result, receivedMs: Date.now(), onDelay, resolve, reject });
      const { flushMs, maxRows, maxBytes } = this.#options;
      if (this.#transcoder.rows >= maxRows || this.#transcoder.byteLength >= maxBytes) this.#close();
      else this.#timer ??= setTimeout(() => this.#due(), flushMs);
    });
  }

  /** Inserts what waits without waiting for more; resolves when nothing is left. */
  async drain(): Promise<void> {
    this.#close();
    if (this.#groups().length === 0) return;
    await new Promise<void>((resolve) => this.#idle.push(resolve));
  }

  #groups(): Group[] {
    return [...this.#running, ...this.#ready];
  }

  /** While no insert can start, more may join. */
  #due(): void {
    this.#isDue = this.#running.size + this.#ready.length >= MAX_RUNNING;
    if (!this.#isDue) this.#close();
  }

  /** Ends the present group. */
  #close(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#isDue = false;
    if (this.#waiting.length === 0) return;
    const rows = this.#transcoder.rows;
    const batch = this.#transcoder.take(Date.now());
    const bytes = batch.blocks.reduce((sum, block) => sum + block.bytes.length, 0);
    this.#ready.push({ batch, rows, bytes, requests: this.#waiting });
    this.#waiting = [];
    this.#pump();
  }

  #pump(): void {
    while (this.#running.size < MAX_RUNNING && this.#ready.length > 0) {
      const group = this.#ready.shift() as Group;
      this.#running.add(group);
      void this.#insert(group);
    }
    if (this.#running.size === 0) for (const resolve of this.#idle.splice(0)) resolve();
  }

  async #insert(group: Group): Promise<void> {
    const { batch, requests } = group;
    let settle: (request: Waiting) => void = (request) => request.resolve(request.result);
    let isStored = true;
    try {
      await this.#commit(
        batch.blocks,
        requests.map(({ digest, result }) => ({ digest, rejected: result.rejected })),
        (error) => requests.forEach((request) => request.onDelay(error)),
      );
    } catch (error) {
      isStored = false;
      settle = (request) => request.reject(error);
    }
    this.#transcoder.settle(batch.id, isStored, Date.now());
    this.#running.delete(group);
    for (const request of requests) settle(request);
    if (this.#isDue && this.#ready.length === 0) this.#close();
    else this.#pump();
  }
}
