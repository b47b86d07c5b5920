// What the server needs of a ClickHouse, whichever it is: the embedded one (chdb in a child process) now, a cluster later.
// SQL is the same for both. Parameters are bound as ClickHouse query parameters (`{service:String}`), never pasted.

/**
 * Queries of one lane never wait for those of another: `interactive` is for look-ups that a person waits for, `heavy` for scans.
 * Inserts have a lane of their own.
 */
type QueryLane = 'interactive' | 'heavy';

/** `bigint` and `number` go as digits, arrays as ClickHouse array literals, maps as map literals; all are escaped by the store. */
export type QueryParameter = string | number | bigint | boolean | readonly string[] | readonly number[];

export interface QueryOptions {
  readonly parameters?: Readonly<Record<string, QueryParameter>>;
  /** `interactive` when not given. */
  readonly lane?: QueryLane;
  /** Aborting kills the query in the engine, not only the wait for it. */
  readonly signal?: AbortSignal | undefined;
  readonly timeoutMs?: number;
  readonly maxMemoryBytes?: number;
}

export interface FileInsert {
  readonly table: string;
  readonly columns: readonly string[];
  /** Path of one block in ClickHouse's Native format. */
  readonly file: string;
  readonly token: string;
}

export interface Store {
  /**
   * Runs one SELECT and gives its result by column: `{TraceId: [...], Duration: [...]}`. 64-bit integers arrive as decimal strings.
   * @throws StoreError
   */
  columns<Columns extends Record<string, readonly unknown[]>>(sql: string, options?: QueryOptions): Promise<Columns>;
  /**
   * Runs one SELECT and gives its result in ClickHouse's Native format, for `nativeBlocks`: for many rows, of which JSON would cost more
   * than the query.
   * @throws StoreError
   */
  native(sql: string, options?: QueryOptions): Promise<Uint8Array>;
  /** The same result as one object per row. @throws StoreError */
  rows<Row extends Record<string, unknown>>(sql: string, options?: QueryOptions): Promise<Row[]>;
  /**
   * Inserts the rows of a file. Resolves when they are durable (would survive a power cut). Rows that were inserted under the same token
   * before are not inserted again, neither into the table nor into what is derived from it: an insert whose outcome is unknown is made
   * again as it was. The store remembers some hundred tokens of a table.
   * @throws StoreError
   */
  insertFile(insert: FileInsert): Promise<void>;
  /** Answers when the engine answers. @throws StoreError */
  ping(signal?: AbortSignal): Promise<void>;
  /** Ends running queries, closes the engine, releases the data directory. */
  close(): Promise<void>;
}

export type StoreErrorCode = 'timeout' | 'memory' | 'too_many_rows' | 'aborted' | 'unavailable' | 'in_use' | 'query';

/** `in_use`: another process holds the data directory; the message says which. `unavailable`: the engine is restarting, try again. */
export class StoreError extends Error {
  override readonly name = 'StoreError';
  readonly code: StoreErrorCode;
  constructor(code: StoreErrorCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }
}
