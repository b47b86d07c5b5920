// Sessions of the embedded engine, by lane. A session runs one query at a time, so a lane runs as many as it has sessions and queues
// the others in order. Lives in the engine's process only: importing chdb loads the engine.
import { Session } from 'chdb';
import { storeErrorCode } from './engineErrors.ts';
import type { EngineFormat, EngineLane, EngineRequest } from './engineProtocol.ts';
import { queryComment } from './queryComment.ts';
import { quote } from './querySetup.ts';
import { StoreError } from './Store.ts';

/** Sessions per lane. Each running query holds a thread of libuv's pool: keep the sum below UV_THREADPOOL_SIZE. */
const LANES: Readonly<Record<EngineLane, number>> = { control: 1, ingest: 2, interactive: 4, heavy: 2 };

/** Lanes that only read: their sessions refuse statements that change data. */
const READ_ONLY: readonly EngineLane[] = ['interactive', 'heavy'];

interface Job {
  readonly id: number;
  readonly setup: string;
  readonly sql: string;
  readonly format: EngineFormat;
  readonly resolve: (bytes: Uint8Array) => void;
  readonly reject: (error: StoreError) => void;
}

interface Lane {
  readonly name: EngineLane;
  readonly idle: Session[];
  readonly queue: Job[];
  readonly running: Map<number, string>;
}

export class SessionPool {
  readonly #directory: string;
  readonly #lanes: ReadonlyMap<EngineLane, Lane>;
  #settled: () => void = () => {};

  /** Opens the directory. @throws the engine's error, for example when another process has it open */
  constructor(directory: string) {
    this.#directory = directory;
    const lanes = new Map<EngineLane, Lane>();
    for (const name of Object.keys(LANES) as EngineLane[]) {
      lanes.set(name, { name, idle: [], queue: [], running: new Map() });
    }
    this.#lanes = lanes;
    for (const lane of lanes.values()) {
      for (let i = 0; i < LANES[lane.name]; i++) lane.idle.push(this.#open(lane.name));
    }
  }

  /** The answer in the request's format. @throws StoreError */
  run({ lane, ...statement }: Extract<EngineRequest, { kind: 'run' }>): Promise<Uint8Array> {
    return new Promise((resolve, reject) => {
      this.#lane(lane).queue.push({ ...statement, resolve, reject });
      this.#pump(this.#lane(lane));
    });
  }

  /** Takes a waiting query out of its queue, or kills a running one; its promise rejects with `aborted`. */
  async cancel(id: number): Promise<void> {
    for (const lane of this.#lanes.values()) {
      const waiting = lane.queue.findIndex((job) => job.id === id);
      if (waiting >= 0) {
        for (const job of lane.queue.splice(waiting, 1))
          job.reject(new StoreError('aborted', 'The query was cancelled before it ran'));
        return;
      }
      if (lane.running.has(id)) {
        // Through a session of its own: all others may be busy.
        const killer = this.#open('control');
        try {
          await killer.queryAsync(`KILL QUERY WHERE Settings['log_comment'] = ${quote(queryComment(id))} ASYNC`);
        } finally {
          killer.close();
        }
      }
    }
  }

  /** Ends queries, lets inserts finish, closes every session. */
  async close(): Promise<void> {
    for (const lane of this.#lanes.values()) {
      for (const job of lane.queue.splice(0)) job.reject(new StoreError('unavailable', 'The store is closing'));
      if (READ_ONLY.includes(lane.name)) await Promise.all([...lane.running.keys()].map((id) => this.cancel(id)));
    }
    await new Promise<void>((resolve) => {
      this.#settled = () => {
        if ([...this.#lanes.values()].every((lane) => lane.running.size === 0)) resolve();
      };
      this.#settled();
    });
    for (const lane of this.#lanes.values()) for (const session of lane.idle.splice(0)) session.close();
  }

  #pump(lane: Lane): void {
    while (lane.idle.length > 0 && lane.queue.length > 0) {
      const session = lane.idle.pop() as Session;
      const job = lane.queue.shift() as Job;
      lane.running.set(job.id, job.sql);
      void this.#execute(lane, session, job);
    }
  }

  async #execute(lane: Lane, session: Session, job: Job): Promise<void> {
    try {
      const sql = job.setup === '' ? job.sql : `${job.setup}; ${job.sql}`;
      const answer = await session.queryAsync(sql, { format: job.format });
      lane.idle.push(session);
      lane.running.delete(job.id);
      job.resolve(answer.bytes());
    } catch (error) {
      // What a failed query had written of its answer would stand before the next answer of the session: take a new one.
      session.close();
      lane.idle.push(this.#open(lane.name));
      lane.running.delete(job.id);
      const message = error instanceof Error ? error.message : String(error);
      job.reject(new StoreError(storeErrorCode(message), message));
    }
    this.#pump(lane);
    this.#settled();
  }

  #open(lane: EngineLane): Session {
    const session = new Session(this.#directory, { connectionArgs: ['--output_format_json_quote_64bit_integers=1'] });
    // 2: settings may still be set, data may not be changed. (https://clickhouse.com/docs/operations/settings/permissions-for-queries)
    if (READ_ONLY.includes(lane)) session.query('SET readonly = 2');
    return session;
  }

  #lane(name: EngineLane): Lane {
    return this.#lanes.get(name) as Lane;
  }
}
