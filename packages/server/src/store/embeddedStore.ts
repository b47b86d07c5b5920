// The Store on chdb: ClickHouse inside one child process, its files in `<data directory>/clickhouse`.
//
// Durability: `insertFile` resolves when the INSERT has returned, and the tables are made with `fsync_after_insert` and
// `fsync_part_directory`: the files of the new part and its directory are synced before that, those of the materialised views too.
// Merged parts are not synced, and need not be: the engine keeps the parts that went into a merge for 8 minutes (old_parts_lifetime),
// longer than the kernel keeps dirty pages, and goes back to them when it finds a merged part broken at its start.
import { totalmem } from 'node:os';
import { join, resolve } from 'node:path';
import { lockDataDirectory } from './dataDirectoryLock.ts';
import type { DataDirectoryLock } from './dataDirectoryLock.ts';
import type { EngineFormat } from './engineProtocol.ts';
import { EngineSupervisor } from './engineSupervisor.ts';
import type { Log } from './engineSupervisor.ts';
import { migrate } from './migrate.ts';
import { MIGRATIONS } from './migrations.ts';
import { quote, querySetup } from './querySetup.ts';
import { queryComment } from './queryComment.ts';
import { StoreError } from './Store.ts';
import type { FileInsert, QueryOptions, Store } from './Store.ts';

export interface EmbeddedStoreOptions {
  /** Made when it is missing. Nothing is written elsewhere. */
  readonly dataDir: string;
  readonly log: Log;
  /** For queries that name no timeout. */
  readonly timeoutMs?: number;
  /** For queries that name no memory limit; half of the machine's memory, at most 4 GiB, when not given. */
  readonly maxMemoryBytes?: number;
  /** More rows than this no query reads; 2 billion when not given. */
  readonly maxRowsToRead?: number;
}

/** What the embedded store has beyond a Store. */
export interface EmbeddedStore extends Store {
  /** The process of the engine; undefined while it restarts. */
  readonly enginePid: number | undefined;
  /** Runs a statement that has no answer, such as those of migrations. @throws StoreError */
  execute(sql: string, options?: ExecuteOptions): Promise<void>;
}

/** Without them the statement has no limits. */
export type ExecuteOptions = Required<Pick<QueryOptions, 'parameters' | 'timeoutMs' | 'maxMemoryBytes'>>;

const IDENTIFIER = /^[A-Za-z_][\w.]*$/;
const OPEN_ATTEMPTS = 20;
const OPEN_RETRY_MS = 250;

/**
 * Opens or makes the store and brings its tables to the newest version.
 * @throws StoreError `in_use` when another server holds the directory, `unavailable` when the engine does not start
 */
export async function openEmbeddedStore(options: EmbeddedStoreOptions): Promise<EmbeddedStore> {
  const dataDir = resolve(options.dataDir);
  const lock = await lockDataDirectory(dataDir);
  const engine = new EngineSupervisor(join(dataDir, 'clickhouse'), options.log);
  try {
    await startEngine(engine);
    const store = new ChdbStore(engine, lock, options);
    const applied = await migrate(store, MIGRATIONS);
    options.log.info({ dataDir, migrations: applied, enginePid: engine.pid }, 'The store is open');
    return store;
  } catch (error) {
    await engine.close();
    await lock.release();
    throw error;
  }
}

/** The engine of a server that was killed a moment ago may still be ending and hold its files: try for 5 s. */
async function startEngine(engine: EngineSupervisor): Promise<void> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await engine.start();
    } catch (error) {
      if (attempt === OPEN_ATTEMPTS) throw error;
      await new Promise((wait) => setTimeout(wait, OPEN_RETRY_MS));
    }
  }
}

class ChdbStore implements EmbeddedStore {
  readonly #engine: EngineSupervisor;
  readonly #lock: DataDirectoryLock;
  readonly #timeoutMs: number;
  readonly #maxMemoryBytes: number;
  readonly #maxRowsToRead: number;

  constructor(engine: EngineSupervisor, lock: DataDirectoryLock, options: EmbeddedStoreOptions) {
    this.#engine = engine;
    this.#lock = lock;
    this.#timeoutMs = options.timeoutMs ?? 30_000;
    this.#maxRowsToRead = options.maxRowsToRead ?? 2_000_000_000;
    this.#maxMemoryBytes = options.maxMemoryBytes ?? Math.min(4 * 2 ** 30, Math.floor(totalmem() / 2));
  }

  get enginePid(): number | undefined {
    return this.#engine.pid;
  }

  async columns<Columns extends Record<string, readonly unknown[]>>(
    sql: string,
    options: QueryOptions = {},
  ): Promise<Columns> {
    return JSON.parse(new TextDecoder().decode(await this.#answer('JSONColumns', sql, options))) as Columns;
  }

  native(sql: string, options: QueryOptions = {}): Promise<Uint8Array> {
    return this.#answer('Native', sql, options);
  }

  async #answer(format: EngineFormat, sql: string, options: QueryOptions): Promise<Uint8Array> {
    const limits = {
      timeoutMs: options.timeoutMs ?? this.#timeoutMs,
      maxMemoryBytes: options.maxMemoryBytes ?? this.#maxMemoryBytes,
      maxRowsToRead: this.#maxRowsToRead,
    };
    const setup = (id: number): string => querySetup(sql, queryComment(id), limits, options.parameters ?? {});
    const { lane = 'interactive', signal } = options;
    return this.#engine.run({ lane, sql, setup, format, timeoutMs: limits.timeoutMs, signal });
  }

  async rows<Row extends Record<string, unknown>>(sql: string, options: QueryOptions = {}): Promise<Row[]> {
    const columns = Object.entries(await this.columns(sql, options));
    const count = columns[0]?.[1].length ?? 0;
    return Array.from(
      { length: count },
      (_, row) => Object.fromEntries(columns.map(([name, values]) => [name, values[row]])) as Row,
    );
  }

  async insertFile({ table, columns, file, token }: FileInsert): Promise<void> {
    for (const name of [table, ...columns]) {
      if (!IDENTIFIER.test(name))
        throw new StoreError('query', `${JSON.stringify(name)} cannot be the name of a table or column`);
    }
    const names = columns.map((name) => `\`${name}\``).join(', ');
    const settings = `insert_deduplication_token = ${quote(token)}, deduplicate_blocks_in_dependent_materialized_views = 1`;
    await this.#engine.run({
      lane: 'ingest',
      sql: `INSERT INTO ${table} (${names}) FROM INFILE ${quote(file)} SETTINGS ${settings} FORMAT Native`,
      setup: () => '',
    });
  }

  async execute(sql: string, options?: ExecuteOptions): Promise<void> {
    const setup = (id: number): string =>
      options === undefined
        ? ''
        : querySetup(sql, queryComment(id), { ...options, maxRowsToRead: this.#maxRowsToRead }, options.parameters);
    await this.#engine.run({ lane: 'control', sql, setup, timeoutMs: options?.timeoutMs });
  }

  async ping(signal?: AbortSignal): Promise<void> {
    await this.columns('SELECT 1 AS One', { signal });
  }

  async close(): Promise<void> {
    await this.#engine.close();
    await this.#lock.release();
  }
}
