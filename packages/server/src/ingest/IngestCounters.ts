// What ingest has done since the start, per signal: taken, refused, rejected, malformed, each with its reasons. Numbers only grow; rates
// are the reader's. One instance counts for all receivers and threads of the process.
import { SIGNALS, type Signal } from '../signals.ts';

/**
 * Why a request as a whole was not taken. The sender is told to come back, but for `internal_error`. `saturated`: more arrives than is
 * stored; `draining`: the server is shutting down; `disk_full`: too little space is free; `store_unavailable`: the insert failed.
 */
export const REFUSAL_REASONS = ['saturated', 'draining', 'disk_full', 'store_unavailable', 'internal_error'] as const;
export type RefusalReason = (typeof REFUSAL_REASONS)[number];

/** What was wrong with a request that can never be stored; it is not to be sent again. */
export const MALFORMED_KINDS = [
  'protobuf',
  'json',
  'unreadable_body',
  'body_too_large',
  'content_encoding',
  'content_type',
] as const;
export type MalformedKind = (typeof MALFORMED_KINDS)[number];

/** By reason; reasons that never occurred are missing. */
export type CountsByReason = Readonly<Record<string, number>>;

export interface SignalCounts {
  /** Requests that were taken: their rows are durable. Those without records count too. */
  readonly acceptedRequests: number;
  /** Spans, log records or data points. */
  readonly acceptedRecords: number;
  /** Requests, by `RefusalReason`. Nothing of them was stored. */
  readonly refused: CountsByReason;
  /** Records of requests that were taken otherwise (OTLP partial success), by the reason that the sender was told. */
  readonly rejected: CountsByReason;
  /** Requests, by `MalformedKind`. Nothing of them was stored. */
  readonly malformed: CountsByReason;
  /** All requests that could be read, as OTLP protobuf, decompressed. */
  readonly receivedBytes: number;
}

/** Reasons come from our own code and are few; should one ever hold a part of the input, memory and metrics stay bounded. */
const MAX_REASONS = 20;
/** Stands for every reason beyond these. */
export const OTHER_REASON = 'other';

export class IngestCounters {
  readonly #signals: Readonly<Record<Signal, Counts>> = {
    traces: new Counts(),
    logs: new Counts(),
    metrics: new Counts(),
  };

  received(signal: Signal, bytes: number): void {
    this.#signals[signal].receivedBytes += bytes;
  }

  accepted(signal: Signal, records: number, rejections: CountsByReason = {}): void {
    const counts = this.#signals[signal];
    counts.acceptedRequests++;
    counts.acceptedRecords += records;
    for (const [reason, count] of Object.entries(rejections)) add(counts.rejected, reason, count);
  }

  refused(signal: Signal, reason: RefusalReason): void {
    add(this.#signals[signal].refused, reason, 1);
  }

  malformed(signal: Signal, kind: MalformedKind): void {
    add(this.#signals[signal].malformed, kind, 1);
  }

  /** A copy: later counts do not change it. */
  snapshot(): Readonly<Record<Signal, SignalCounts>> {
    const copies = SIGNALS.map((signal) => [signal, this.#signals[signal].copy()] as const);
    return Object.fromEntries(copies) as Record<Signal, SignalCounts>;
  }
}

class Counts {
  acceptedRequests = 0;
  acceptedRecords = 0;
  receivedBytes = 0;
  readonly refused = new Map<string, number>();
  readonly rejected = new Map<string, number>();
  readonly malformed = new Map<string, number>();

  copy(): SignalCounts {
    const { acceptedRequests, acceptedRecords, receivedBytes } = this;
    return {
      acceptedRequests,
      acceptedRecords,
      receivedBytes,
      refused: Object.fromEntries(this.refused),
      rejected: Object.fromEntries(this.rejected),
      malformed: Object.fromEntries(this.malformed),
    };
  }
}

function add(counts: Map<string, number>, reason: string, count: number): void {
  const name = counts.has(reason) || counts.size < MAX_REASONS ? reason : OTHER_REASON;
  counts.set(name, (counts.get(name) ?? 0) + count);
}
