// Counts who called whom, for each minute that is over. Spans of one call come in different requests, so a view that sees one insert at a time
// would lose most calls; a minute later they are all there. A minute that gets more spans afterwards is counted again, so counts are those
// of the spans themselves. What is not counted yet, readers pair themselves (serviceGraph.ts).
import { PEER_ATTRIBUTES } from '@watchingcat/analysis';
import type { EmbeddedStore } from '../store/embeddedStore.ts';
import type { Log } from '../store/engineSupervisor.ts';
import { ANSWER_AFTER_S, CALLER_BEFORE_S, edgesSql } from './edgesSql.ts';

export interface EdgeRollupOptions {
  readonly store: Pick<EmbeddedStore, 'rows' | 'execute'>;
  readonly log: Log;
  /** Ms since the epoch. */
  readonly now?: () => number;
  /** Calls `task` again and again until the result is called; every half minute when not given. */
  readonly repeat?: (task: () => void) => () => void;
}

const INTERVAL_MS = 30_000;
/** Minutes of one run, the newest first: one run of many minutes must not keep others waiting. */
const MINUTES_PER_RUN = 10;
/** How far back minutes are counted; older ones are paired when they are asked for. */
const LOOK_BACK_S = 26 * 3_600;
/** Spans of one statement: pairing holds the callers' spans in memory. */
const SPANS_PER_PART = 2_000_000;
const LIMITS = { timeoutMs: 120_000, maxMemoryBytes: 1.5 * 2 ** 30 };

interface DueMinute extends Record<string, unknown> {
  readonly Tenant: string;
  readonly MinuteS: number;
  readonly Spans: string;
}

export class EdgeRollup {
  readonly #options: EdgeRollupOptions;
  readonly #now: () => number;
  readonly #stop: () => void;
  #isStopped = false;
  #running: Promise<void> = Promise.resolve();

  constructor(options: EdgeRollupOptions) {
    this.#options = options;
    this.#now = options.now ?? Date.now;
    this.#stop = (options.repeat ?? everyHalfMinute)(() => void this.run());
  }

  /** Counts what is due. Resolves when it and all runs before have ended; what fails is tried again the next time. */
  run(): Promise<void> {
    this.#running = this.#running
      .then(() => this.#countDue())
      .catch((error: unknown) =>
        this.#options.log.warn({ err: error }, 'Calls between services could not be counted, it is tried again'),
      );
    return this.#running;
  }

  async stop(): Promise<void> {
    this.#isStopped = true;
    this.#stop();
    await this.#running;
  }

  async #countDue(): Promise<void> {
    const nowS = Math.floor(this.#now() / 1_000);
    const due = await this.#options.store.rows<DueMinute>(
      `SELECT Tenant, toUnixTimestamp(Minute) AS MinuteS, sum(Calls) AS Spans FROM red_1m
       WHERE Minute >= toDateTime({from:UInt32}) AND Minute < toDateTime({to:UInt32})
       GROUP BY Tenant, Minute
       HAVING (Tenant, Minute, Spans) NOT IN (SELECT Tenant, Minute, argMax(Spans, Version) FROM edge_minutes GROUP BY Tenant, Minute)
       ORDER BY Minute DESC LIMIT ${MINUTES_PER_RUN}`,
      {
        parameters: { from: Math.max(0, nowS - LOOK_BACK_S), to: Math.max(0, nowS - ANSWER_AFTER_S - 60) },
        lane: 'heavy',
      },
    );
    for (const minute of due) if (!this.#isStopped) await this.#count(minute);
  }

  async #count({ Tenant: tenant, MinuteS: from, Spans }: DueMinute): Promise<void> {
    const parts = Math.max(1, Math.ceil(Number(Spans) / SPANS_PER_PART));
    const version = this.#now();
    for (let part = 0; part < parts; part++) {
      const parameters = {
        tenant,
        from,
        to: from + 60,
        before: Math.max(0, from - CALLER_BEFORE_S),
        after: from + 60 + ANSWER_AFTER_S,
        part,
        parts,
        version,
        peerAttributes: PEER_ATTRIBUTES,
      };
      await this.#options.store.execute(INSERT_EDGES, { parameters, ...LIMITS });
    }
    // Last: a count that was cut off is not the newest one, and nobody reads it.
    await this.#options.store.execute(
      `INSERT INTO edge_minutes SELECT {tenant:String}, toDateTime({from:UInt32}), {spans:UInt64}, {version:UInt64}`,
      { parameters: { tenant, from, spans: Spans, version }, ...LIMITS },
    );
  }
}

const between = (from: string, to: string): string =>
  `Tenant = {tenant:String} AND Timestamp >= toDateTime({${from}:UInt32}) AND Timestamp < toDateTime({${to}:UInt32})
   AND sipHash64(TraceId) % {parts:UInt32} = {part:UInt32}`;

const INSERT_EDGES = `INSERT INTO edges_1m (Tenant, Minute, Version, Caller, Callee, Peer, Calls, Errors, Durations)
  SELECT {tenant:String}, toDateTime({from:UInt32}), {version:UInt64}, From, To, Peer, Calls, Errors, Durations
  FROM (${edgesSql({ calls: between('from', 'to'), callers: between('before', 'after'), answers: between('from', 'after') })})
  SETTINGS max_threads = 1`;

function everyHalfMinute(task: () => void): () => void {
  const timer = setInterval(task, INTERVAL_MS).unref();
  return () => clearInterval(timer);
}
