// Ingest in this thread: a transcoder and a group commit per signal, with one bound on what may wait.
//
// Each record is stored once, however often it is sent. A request is known by its bytes: one that is being stored, or was a while ago, is
// answered without being stored again. A group of requests that may be half stored (the engine crashed, this process was killed) is stored by
// the same inserts under the same tokens, which the store takes once, by this process or the next one on the directory.
import { countedIngest, type PlainIngest } from './countedIngest.ts';
import { GroupCommit } from './GroupCommit.ts';
import type { CommitGroup } from './GroupCommit.ts';
import { SaturatedError } from './Ingest.ts';
import type { Ingest, IngestResult, RefusedError, Signal } from './Ingest.ts';
import { IngestCounters } from './IngestCounters.ts';
import { MalformedOtlpError } from './protobuf/ProtobufReader.ts';
import { logsTranscoder } from './otlp/logsTranscoder.ts';
import { metricsTranscoder } from './otlp/metricsTranscoder.ts';
import { tracesTranscoder } from './otlp/tracesTranscoder.ts';
import { bootId } from './spool/bootId.ts';
import { insertGroup } from './spool/insertGroup.ts';
import type { FileInserter } from './spool/insertGroup.ts';
import { requestDigest } from './spool/requestDigest.ts';
import { Spool } from './spool/Spool.ts';
import type { SpooledGroup } from './spool/Spool.ts';
import { StoredRequests } from './spool/StoredRequests.ts';

export interface IngestOptions {
  /** A request waits this long for others to join its insert, and until one can start; 100 ms when not given. */
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
  maxRows: 262_144,
  maxBytes: 96 * 2 ** 20,
  maxQueuedBytes: 256 * 2 ** 20,
};

/** Senders that were refused come back after this. */
const RETRY_AFTER_MS = 1_000;

/**
 * Takes requests, and stores what an earlier process on the directory left half done. That may take as long as the store has trouble (a full
 * disk, say), which must not keep a server from starting: who sends a request of it again waits for it as for one that is on its way.
 * @param directory for groups on their way and for what was stored lately; made where missing
 */
export async function createIngest(
  store: FileInserter,
  directory: string,
  options: IngestOptions = {},
): Promise<Ingest> {
  const settings = { ...DEFAULTS, ...options };
  const [spool, stored] = [await Spool.open(directory, await bootId()), await StoredRequests.open(directory)];
  const stopping = new AbortController();
  const totals = { accepted: 0, rejected: 0 };
  const onTheirWay = new Map<string, Promise<IngestResult>>();
  let lastError: { message: string; atMs: number } | undefined;

  async function finish(group: SpooledGroup, onDelay: (error: unknown) => void): Promise<void> {
    try {
      await insertGroup(store, group, { onDelay, signal: stopping.signal });
    } catch (error) {
      if (!stopping.signal.aborted) await spool.remove(group);
      throw error;
    }
    await stored.add(group.requests);
    await spool.remove(group);
  }

  const noteError = (error: unknown): void => {
    lastError = { message: String(error), atMs: Date.now() };
  };
  const commit: CommitGroup = async (blocks, requests, onDelay) => {
    const written = spool.write(blocks, requests).finally(() => blocks.forEach((block) => block.release()));
    await finish(await written, (error) => {
      noteError(error);
      onDelay(error);
    });
  };
  const commits: Readonly<Record<Signal, GroupCommit>> = {
    traces: new GroupCommit(commit, tracesTranscoder(), settings),
    logs: new GroupCommit(commit, logsTranscoder(), settings),
    metrics: new GroupCommit(commit, metricsTranscoder(), settings),
  };
  const all = Object.values(commits);
  const queuedBytes = (): number => all.reduce((sum, { queuedBytes: bytes }) => sum + bytes, 0);

  /** One group after the other, in their order. */
  let recovered: Promise<unknown> = Promise.resolve();
  for (const group of await spool.leftOver()) {
    const finished = recovered.then(() => finish(group, noteError));
    for (const { digest, rejected } of group.requests) {
      const answer = finished.then(() => repeated(rejected)).finally(() => onTheirWay.delete(digest));
      answer.catch(() => {}); // nobody may ask for it
      onTheirWay.set(digest, answer);
    }
    recovered = finished.catch(noteError);
  }

  async function exportNew(
    signal: Signal,
    body: Uint8Array,
    tenant: string,
    digest: string,
    onDelay: (error: unknown) => void,
  ): Promise<IngestResult> {
    try {
      const result = await commits[signal].add(body, tenant, digest, onDelay);
      totals.accepted += result.accepted;
      totals.rejected += result.rejected;
      return result;
    } catch (error) {
      if (!(error instanceof MalformedOtlpError)) noteError(error);
      throw error;
    } finally {
      onTheirWay.delete(digest);
    }
  }

  const plain: PlainIngest = {
    async export(signal, body, tenant): Promise<IngestResult> {
      if (stopping.signal.aborted) throw new SaturatedError('The server is shutting down', RETRY_AFTER_MS, 'draining');
      const digest = requestDigest(signal, tenant, body);
      const rejected = stored.rejectedOf(digest);
      if (rejected !== undefined) return repeated(rejected);
      const pending = onTheirWay.get(digest);
      if (pending) return pending;
      if (queuedBytes() > settings.maxQueuedBytes)
        throw new SaturatedError('More data arrives than can be stored', RETRY_AFTER_MS);
      return new Promise((resolve, reject) => {
        const answer = exportNew(signal, body, tenant, digest, reject);
        onTheirWay.set(digest, answer);
        answer.then(resolve, reject);
      });
    },
    stats() {
      const oldest = all.flatMap((each) => each.oldestMs ?? []);
      return {
        queuedRows: all.reduce((sum, { queuedRows }) => sum + queuedRows, 0),
        queuedBytes: queuedBytes(),
        maxQueuedBytes: settings.maxQueuedBytes,
        ...totals,
        lagMs: oldest.length > 0 ? Math.max(0, Date.now() - Math.min(...oldest)) : 0,
        lastError,
      };
    },
    async drain() {
      stopping.abort();
      await Promise.all([recovered, ...all.map((each) => each.drain())]);
    },
  };
  return countedIngest(plain, new IngestCounters(), options.refusal);
}

/** The sender did not get the first answer. Its records are stored; those that were rejected stay so. */
function repeated(rejected: number): IngestResult {
  const message = rejected === 0 ? '' : `${rejected} records were rejected when this request came before`;
  return { accepted: 0, rejected, message };
}
