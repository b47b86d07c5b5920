// Drops what is older than its signal's retention. Tables are partitioned by day, and a day goes as a whole once its newest row is too old:
// that costs nothing, where deleting rows would rewrite parts. So rows stay up to a day longer than the retention says.
import type { RetentionMs } from '../config/retention.ts';
import type { EmbeddedStore } from './embeddedStore.ts';
import type { Log } from './engineSupervisor.ts';
import { quote } from './querySetup.ts';
import { signalOfTable } from './signalTables.ts';

export interface RetentionOptions {
  readonly store: Pick<EmbeddedStore, 'rows' | 'execute'>;
  readonly retention: RetentionMs;
  readonly log: Log;
  /** Ms since the epoch. */
  readonly now?: () => number;
  /** Calls `task` again and again until the result is called; every hour when not given. */
  readonly repeat?: (task: () => void) => () => void;
}

const INTERVAL_MS = 3_600_000;
/** `PARTITION BY toDate(…)`. Of a table that is partitioned otherwise nobody here knows what a partition holds. */
const DAY_ID = /^\d{8}$/;
const IDENTIFIER = /^[A-Za-z_]\w*$/;

export class Retention {
  readonly #options: RetentionOptions;
  readonly #now: () => number;
  readonly #stop: () => void;
  #running: Promise<void>;

  /** Runs once now and then every hour. */
  constructor(options: RetentionOptions) {
    this.#options = options;
    this.#now = options.now ?? Date.now;
    this.#running = this.#run();
    this.#stop = (options.repeat ?? everyHour)(() => {
      this.#running = this.#running.then(() => this.#run());
    });
  }

  /** Resolves when the run that was started last has ended. */
  get settled(): Promise<void> {
    return this.#running;
  }

  async stop(): Promise<void> {
    this.#stop();
    await this.#running;
  }

  /** What fails now is tried again in an hour. */
  async #run(): Promise<void> {
    try {
      await this.#dropDays();
      const { traces, logs, metrics } = this.#options.retention;
      await this.#deleteUnseen('metric_series', metrics);
      const isAllDropped = traces !== undefined && logs !== undefined && metrics !== undefined;
      await this.#deleteUnseen('resources', isAllDropped ? Math.max(traces, logs, metrics) : undefined);
    } catch (error) {
      this.#options.log.error({ err: error }, 'Old telemetry could not be dropped, it is tried again in an hour');
    }
  }

  async #dropDays(): Promise<void> {
    const { store, retention, log } = this.#options;
    const days = await store.rows<{ Table: string; Day: string; NewestS: number; Rows: string; Bytes: string }>(
      `SELECT table AS Table, partition_id AS Day, toUnixTimestamp(max(max_time)) AS NewestS,
         sum(rows) AS Rows, sum(bytes_on_disk) AS Bytes
       FROM system.parts WHERE active AND database = currentDatabase() GROUP BY Table, Day ORDER BY Day, Table`,
    );
    for (const { Table, Day, NewestS, Rows, Bytes } of days) {
      const signal = signalOfTable(Table);
      const keepMs = signal && retention[signal];
      if (keepMs === undefined || !DAY_ID.test(Day) || !IDENTIFIER.test(Table)) continue;
      const cutoffMs = this.#now() - keepMs;
      // NewestS has 32 bits and wraps in 2106; the day's name does not.
      if (NewestS * 1_000 >= cutoffMs || Day > dayId(cutoffMs)) continue;
      await store.execute(`ALTER TABLE \`${Table}\` DROP PARTITION ID ${quote(Day)}`);
      log.info(
        { table: Table, day: Day, rows: Number(Rows), bytes: Number(Bytes) },
        'A day past its retention was dropped',
      );
    }
  }

  /** For tables with one row per thing, which say by LastSeen (at most five minutes late) when it was last heard of. */
  async #deleteUnseen(table: 'metric_series' | 'resources', keepMs: number | undefined): Promise<void> {
    if (keepMs === undefined) return;
    const { store, log } = this.#options;
    const cutoffMs = Math.max(0, Math.floor(this.#now() - keepMs));
    const [found] = await store.rows<{ N: string }>(
      `SELECT count() AS N FROM ${table} WHERE LastSeen < fromUnixTimestamp64Milli({cutoffMs:Int64})`,
      { parameters: { cutoffMs } },
    );
    if (found === undefined || found.N === '0') return;
    // A statement without an answer takes no parameters: this is our own whole number.
    await store.execute(
      `ALTER TABLE ${table} DELETE WHERE LastSeen < fromUnixTimestamp64Milli(toInt64(${cutoffMs})) SETTINGS mutations_sync = 1`,
    );
    log.info({ table, rows: Number(found.N) }, 'Rows past their retention were deleted');
  }
}

/** YYYYMMDD, UTC; what lies before year 0 is before every day. */
function dayId(ms: number): string {
  return ms < 0 ? '' : new Date(ms).toISOString().slice(0, 10).replaceAll('-', '');
}

function everyHour(task: () => void): () => void {
  const timer = setInterval(task, INTERVAL_MS).unref();
  return () => clearInterval(timer);
}
