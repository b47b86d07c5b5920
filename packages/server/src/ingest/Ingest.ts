// What receivers need of ingest, and what the server shows of it. Bytes in, a result out when the rows are durable.

export type Signal = 'traces' | 'logs' | 'metrics';

export interface IngestResult {
  readonly accepted: number;
  /** Records (spans, log records, data points) that were not stored. */
  readonly rejected: number;
  /** Why, for the sender; empty when none was rejected. */
  readonly message: string;
}

export interface IngestStats {
  /** Rows that were received and are not durable yet. */
  readonly queuedRows: number;
  readonly queuedBytes: number;
  /** Since the start. */
  readonly accepted: number;
  readonly rejected: number;
  /** Age of the oldest request that waits; 0 when none does. */
  readonly lagMs: number;
  readonly lastError: { readonly message: string; readonly atMs: number } | undefined;
}

export interface Ingest {
  /**
   * Stores one OTLP Export request, as protobuf. Resolves when its rows are durable.
   * @throws MalformedOtlpError nothing of it was stored
   * @throws SaturatedError nothing of it was stored; the sender shall wait
   * @throws StoreError the store could not take it; the sender shall try again
   */
  export(signal: Signal, body: Uint8Array, tenant: string): Promise<IngestResult>;
  stats(): IngestStats;
  /** Takes no more requests; resolves when all that was taken is stored or has failed. */
  drain(): Promise<void>;
}

/** More arrives than the store takes. */
export class SaturatedError extends Error {
  override readonly name = 'SaturatedError';
  readonly retryAfterMs: number;
  constructor(message: string, retryAfterMs: number) {
    super(message);
    this.retryAfterMs = retryAfterMs;
  }
}
