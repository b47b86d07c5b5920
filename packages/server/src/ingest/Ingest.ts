// What receivers need of ingest, and what the server shows of it. Bytes in, a result out when the rows are durable.
import type { Signal } from '../signals.ts';
import type { CountsByReason, MalformedKind, SignalCounts } from './IngestCounters.ts';

export type { Signal };

export interface IngestResult {
  readonly accepted: number;
  /** Records (spans, log records, data points) that were not stored. */
  readonly rejected: number;
  /** Why, for the sender; empty when none was rejected. */
  readonly message: string;
  /** The same by reason, for counting; missing when none was rejected. */
  readonly rejections?: CountsByReason | undefined;
}

export interface QueueStats {
  /** Rows that were received and are not durable yet. */
  readonly queuedRows: number;
  readonly queuedBytes: number;
  /** Above this size of what waits, requests are refused. */
  readonly maxQueuedBytes: number;
  /** Since the start. */
  readonly accepted: number;
  readonly rejected: number;
  /** Age of the oldest request that waits; 0 when none does. */
  readonly lagMs: number;
  readonly lastError: { readonly message: string; readonly atMs: number } | undefined;
}

export interface IngestStats extends QueueStats {
  /** Since the start. */
  readonly signals: Readonly<Record<Signal, SignalCounts>>;
}

/** What the server asks of an ingest that may run in another thread. */
export interface IngestStatsSource {
  stats(): IngestStats | Promise<IngestStats>;
}

export interface Ingest {
  /**
   * Stores one OTLP Export request, as protobuf. Resolves when its rows are durable. `body` is read before the call returns: its memory may
   * be used for something else from then on.
   * @throws MalformedOtlpError nothing of it was stored
   * @throws SaturatedError nothing of it was stored; the sender shall wait
   * @throws StoreError the store could not take it; the sender shall try again
   * @throws RefusedError nothing is taken at present; the sender shall try again
   */
  export(signal: Signal, body: Uint8Array, tenant: string): Promise<IngestResult>;
  /** Counts a request that a receiver refused because it could not even be read. */
  malformed(signal: Signal, kind: MalformedKind): void;
  stats(): IngestStats;
  /** Takes no more requests; resolves when all that was taken is stored or has failed. */
  drain(): Promise<void>;
}

/** More arrives than the store takes. */
export class SaturatedError extends Error {
  override readonly name = 'SaturatedError';
  readonly retryAfterMs: number;
  readonly reason: 'saturated' | 'draining';
  constructor(message: string, retryAfterMs: number, reason: SaturatedError['reason'] = 'saturated') {
    super(message);
    this.retryAfterMs = retryAfterMs;
    this.reason = reason;
  }
}

/**
 * The server cannot store at present, however little arrives: 503 and UNAVAILABLE, where SaturatedError is 429 and RESOURCE_EXHAUSTED.
 * To OTLP all of these mean "keep the data and try again later"; 429 would also tell the sender that it sends too fast.
 */
export class RefusedError extends Error {
  override readonly name = 'RefusedError';
  readonly reason: 'disk_full';
  readonly retryAfterMs: number;
  /** @param message is shown to the sender */
  constructor(reason: RefusedError['reason'], message: string, retryAfterMs: number) {
    super(message);
    this.reason = reason;
    this.retryAfterMs = retryAfterMs;
  }
}
