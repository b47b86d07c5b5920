// Ingest in the server's own thread: a transcoder and a group commit per signal, with one bound on what may wait.
import type { Store } from '../store/Store.ts';
import { countedIngest, type PlainIngest } from './countedIngest.ts';
import { GroupCommit } from './GroupCommit.ts';
import { SaturatedError } from './Ingest.ts';
import type { Ingest, IngestResult, RefusedError, Signal } from './Ingest.ts';
import { IngestCounters } from './IngestCounters.ts';
import { MalformedOtlpError } from './protobuf/ProtobufReader.ts';
import { logsTranscoder } from './otlp/logsTranscoder.ts';
import { metricsTranscoder } from './otlp/metricsTranscoder.ts';
import { tracesTranscoder } from './otlp/tracesTranscoder.ts';

export interface IngestOptions {
  /** A request waits at most this long for others to join its insert; 100 ms when not given. */
  readonly flushMs?: number;
  /** An insert is not made larger than this, but for its last request. */
  readonly maxRows?: number;
  readonly maxBytes?: number;
  /** Above this size of what waits, requests are refused. */
  readonly maxQueuedBytes?: number;
  /** Why nothing can be taken now; undefined when it can. */
  readonly refusal?: () => RefusedError | undefined;
}

const DEFAULTS: Required<Omit<IngestOptions, 'refusal'>> = {
  flushMs: 100,
  maxRows: 131_072,
  maxBytes: 32 * 2 ** 20,
  maxQueuedBytes: 128 * 2 ** 20,
};

/** Senders that were refused come back after this. */
const RETRY_AFTER_MS = 1_000;

export function createIngest(store: Store, options: IngestOptions = {}): Ingest {
  const settings = { ...DEFAULTS, ...options };
  const commits: Readonly<Record<Signal, GroupCommit>> = {
    traces: new GroupCommit(store, tracesTranscoder(), settings),
    logs: new GroupCommit(store, logsTranscoder(), settings),
    metrics: new GroupCommit(store, metricsTranscoder(), settings),
  };
  const all = Object.values(commits);
  const totals = { accepted: 0, rejected: 0 };
  let lastError: { message: string; atMs: number } | undefined;
  let isDraining = false;

  const queuedBytes = (): number => all.reduce((sum, commit) => sum + commit.queuedBytes, 0);

  const plain: PlainIngest = {
    async export(signal, body, tenant): Promise<IngestResult> {
      if (isDraining) throw new SaturatedError('The server is shutting down', RETRY_AFTER_MS, 'draining');
      if (queuedBytes() > settings.maxQueuedBytes)
        throw new SaturatedError('More data arrives than can be stored', RETRY_AFTER_MS);
      try {
        const result = await commits[signal].add(body, tenant);
        totals.accepted += result.accepted;
        totals.rejected += result.rejected;
        return result;
      } catch (error) {
        if (!(error instanceof MalformedOtlpError)) lastError = { message: String(error), atMs: Date.now() };
        throw error;
      }
    },
    stats() {
      const oldest = all.flatMap((commit) => commit.oldestMs ?? []);
      return {
        queuedRows: all.reduce((sum, commit) => sum + commit.queuedRows, 0),
        queuedBytes: queuedBytes(),
        maxQueuedBytes: settings.maxQueuedBytes,
        ...totals,
        lagMs: oldest.length > 0 ? Math.max(0, Date.now() - Math.min(...oldest)) : 0,
        lastError,
      };
    },
    async drain() {
      isDraining = true;
      await Promise.all(all.map((commit) => commit.drain()));
    },
  };
  return countedIngest(plain, new IngestCounters(), options.refusal);
}
