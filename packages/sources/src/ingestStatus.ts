// How a WatchingCat server itself fares: what it takes in, refuses and rejects, and the room that this takes. No part of Telemetry: it is
// about the server, and other back-ends have nothing like it.
import type { Decoder } from './decode.ts';
import { count, fields, finite, list, oneOf, optional, ShapeError, text } from './decode.ts';
import { ask } from './request.ts';
import type { Transport } from './transport.ts';

const SIGNALS = ['traces', 'logs', 'metrics'] as const;
export type IngestSignal = (typeof SIGNALS)[number];

export interface ReasonCount {
  readonly reason: string;
  readonly count: number;
}

/** Counts since the server was started. */
export interface SignalStatus {
  readonly signal: IngestSignal;
  readonly acceptedRequests: number;
  /** Spans, log records or data points. */
  readonly acceptedRecords: number;
  readonly receivedBytes: number;
  /** Requests of which nothing was stored and that the sender sends again. */
  readonly refused: readonly ReasonCount[];
  /** Records that were not stored although their request was. */
  readonly rejected: readonly ReasonCount[];
  /** Requests that can never be stored. */
  readonly malformed: readonly ReasonCount[];
  /** Undefined while the store does not answer. */
  readonly storedBytes: number | undefined;
  /** Undefined keeps for ever. */
  readonly retentionMs: number | undefined;
}

export interface DiskStatus {
  readonly freeBytes: number;
  readonly totalBytes: number;
  readonly minFreeBytes: number;
  readonly isFull: boolean;
}

export interface RunningMerge {
  readonly table: string;
  /** 0 to 1 */
  readonly progress: number;
  readonly elapsedMs: number;
  readonly bytes: number;
}

export interface StorageStatus {
  readonly bytes: number;
  readonly parts: number;
  readonly merges: readonly RunningMerge[];
}

/** An estimate: the service's share of a signal's rows times the signal's bytes. */
export interface ServiceStorage {
  readonly service: string;
  readonly bytes: number;
  readonly signals: readonly { readonly signal: IngestSignal; readonly bytes: number }[];
}

export interface IngestStatus {
  /** By the server's clock, in ms. */
  readonly timeMs: number;
  /** Where all counts begin. */
  readonly sinceMs: number;
  readonly lagMs: number;
  readonly queue: { readonly rows: number; readonly bytes: number; readonly maxBytes: number };
  readonly lastError: { readonly message: string; readonly timeMs: number } | undefined;
  readonly signals: readonly SignalStatus[];
  readonly disk: DiskStatus | undefined;
  /** Undefined while the store does not answer. */
  readonly storage: StorageStatus | undefined;
  readonly services: { readonly total: number; readonly services: readonly ServiceStorage[] } | undefined;
}

const timeMs: Decoder<number> = (value, at) => {
  const ms = Date.parse(text(value, at));
  if (Number.isNaN(ms)) throw new ShapeError(at, 'an RFC 3339 time', value);
  return ms;
};
const flag: Decoder<boolean> = (value, at) => {
  if (typeof value !== 'boolean') throw new ShapeError(at, 'true or false', value);
  return value;
};
const signal = oneOf(SIGNALS);
const reasons = list(fields<ReasonCount>({ reason: text, count }));

const signalStatus = fields<SignalStatus>({
  signal,
  acceptedRequests: count,
  acceptedRecords: count,
  receivedBytes: count,
  refused: reasons,
  rejected: reasons,
  malformed: reasons,
  storedBytes: optional(finite),
  retentionMs: optional(finite),
});

type Answer = Omit<IngestStatus, 'timeMs' | 'sinceMs' | 'lastError'> & {
  readonly time: number;
  readonly since: number;
  readonly lastError: { readonly message: string; readonly time: number } | undefined;
};

const answer = fields<Answer>({
  time: timeMs,
  since: timeMs,
  lagMs: finite,
  queue: fields<IngestStatus['queue']>({ rows: count, bytes: count, maxBytes: count }),
  lastError: optional(fields<NonNullable<Answer['lastError']>>({ message: text, time: timeMs })),
  signals: list(signalStatus),
  disk: optional(fields<DiskStatus>({ freeBytes: finite, totalBytes: finite, minFreeBytes: finite, isFull: flag })),
  storage: optional(
    fields<StorageStatus>({
      bytes: finite,
      parts: count,
      merges: list(fields<RunningMerge>({ table: text, progress: finite, elapsedMs: finite, bytes: finite })),
    }),
  ),
  services: optional(
    fields<NonNullable<IngestStatus['services']>>({
      total: count,
      services: list(
        fields<ServiceStorage>({
          service: text,
          bytes: finite,
          signals: list(fields<ServiceStorage['signals'][number]>({ signal, bytes: finite })),
        }),
      ),
    }),
  ),
});

/** @throws TelemetryError when the server does not answer, or is one that does not tell */
export async function askIngestStatus(transport: Transport, abort?: AbortSignal): Promise<IngestStatus> {
  const request = { path: '/api/v1/ingest/status', signal: abort };
  const { time, since, lastError, ...rest } = await ask(transport, request, answer);
  return {
    ...rest,
    timeMs: time,
    sinceMs: since,
    lastError: lastError && { message: lastError.message, timeMs: lastError.time },
  };
}
