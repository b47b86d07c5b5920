// What a benchmark and the process that sends its load tell each other.
import type { Signal } from './templates.ts';

export interface LoadPlan {
  readonly signal: Signal;
  readonly protocol: 'http' | 'grpc';
  /** A URL for HTTP, host:port for gRPC. */
  readonly endpoint: string;
  /** Requests that may wait for an answer at the same time, each on a connection of its own. */
  readonly concurrency: number;
  readonly seed: number;
  /** Requests made in advance; all of them are one round. */
  readonly requests: number;
  readonly recordsPerRequest: number;
  /** Ends after so many records, rounded up to a request, or so many seconds, whichever comes first. */
  readonly records: number;
  readonly seconds: number;
  /** How often it tells how far it is; every 5 s when not given. */
  readonly progressMs?: number;
  /**
   * `live`: each round lies in the second before it is sent. `spread`: all records, in the order of time, over so many hours before now.
   * `scrape`: a round is one moment, the next is `stepMs` later, beginning so many hours before now.
   */
  readonly times:
    | { readonly kind: 'live' }
    | { readonly kind: 'spread'; readonly hours: number }
    | { readonly kind: 'scrape'; readonly hours: number; readonly stepMs: number };
}

export type ToSender = { readonly kind: 'go' | 'pause' | 'resume' | 'stop' };

export interface SenderTotals {
  /** Records that were acknowledged. */
  readonly records: number;
  readonly samples: number;
  readonly bytes: number;
  readonly requests: number;
  readonly retries: number;
  /** The last reason of a retry; empty when there was none. */
  readonly retryReason: string;
  readonly elapsedMs: number;
  /** CPU time of the sender since `go`. */
  readonly cpuUs: number;
}

export type FromSender =
  | { readonly kind: 'ready'; readonly bytesPerRecord: number }
  | ({ readonly kind: 'progress' | 'done' } & SenderTotals)
  | { readonly kind: 'failed'; readonly reason: string };
