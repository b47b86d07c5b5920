// What the Ingest page says of each signal: counts since the server's start, and their rates since the last look. Pure.
import type { IngestSignal, IngestStatus, ReasonCount, SignalStatus } from '@watchingcat/sources';

export interface SignalRow {
  readonly signal: IngestSignal;
  /** Per second since the last look; undefined at the first look, and after a restart of the server. */
  readonly recordsPerSecond: number | undefined;
  readonly bytesPerSecond: number | undefined;
  readonly refusedPerSecond: number | undefined;
  readonly rejectedPerSecond: number | undefined;
  readonly accepted: number;
  readonly refused: number;
  readonly rejected: number;
  readonly malformed: number;
  readonly storedBytes: number | undefined;
  readonly retentionMs: number | undefined;
}

export function signalRows(now: IngestStatus, before: IngestStatus | undefined): SignalRow[] {
  // Counts of another start of the server have nothing to do with these.
  const seconds = before?.sinceMs === now.sinceMs ? (now.timeMs - before.timeMs) / 1_000 : 0;
  return now.signals.map((status) => {
    const former = before?.signals.find(({ signal }) => signal === status.signal);
    const rate = (value: (of: SignalStatus) => number) =>
      former === undefined || seconds <= 0 ? undefined : (value(status) - value(former)) / seconds;
    return {
      signal: status.signal,
      recordsPerSecond: rate((of) => of.acceptedRecords),
      bytesPerSecond: rate((of) => of.receivedBytes),
      refusedPerSecond: rate((of) => sum(of.refused)),
      rejectedPerSecond: rate((of) => sum(of.rejected)),
      accepted: status.acceptedRecords,
      refused: sum(status.refused),
      rejected: sum(status.rejected),
      malformed: sum(status.malformed),
      storedBytes: status.storedBytes,
      retentionMs: status.retentionMs,
    };
  });
}

export interface ReasonRow {
  readonly signal: IngestSignal;
  readonly what: 'request refused' | 'record rejected' | 'request malformed';
  readonly reason: string;
  readonly count: number;
}

/** The most frequent first. */
export function reasonRows({ signals }: IngestStatus): ReasonRow[] {
  return signals
    .flatMap(({ signal, refused, rejected, malformed }) => [
      ...refused.map(({ reason, count }) => ({
        signal,
        what: 'request refused' as const,
        reason: inWords(reason),
        count,
      })),
      ...rejected.map(({ reason, count }) => ({ signal, what: 'record rejected' as const, reason, count })),
      ...malformed.map(({ reason, count }) => ({
        signal,
        what: 'request malformed' as const,
        reason: inWords(reason),
        count,
      })),
    ])
    .sort((a, b) => b.count - a.count);
}

/** A newer server may have reasons that are not known here: they are shown as they came. */
const WORDS: ReadonlyMap<string, string> = new Map([
  ['saturated', 'more arrived than could be stored; the sender was told to wait'],
  ['draining', 'the server was shutting down'],
  ['disk_full', 'too little space was free on the disk of the server'],
  ['store_unavailable', 'the store did not take it; it was restarting, perhaps'],
  ['internal_error', 'a fault of the server; its log says more'],
  ['protobuf', 'it was not OTLP protobuf'],
  ['json', 'it was not OTLP JSON'],
  ['unreadable_body', 'its body could not be unpacked or broke off'],
  ['body_too_large', 'its body was too large: send smaller batches'],
  ['content_encoding', 'its Content-Encoding is not supported'],
  ['content_type', 'its Content-Type is not OTLP'],
]);

function inWords(reason: string): string {
  return WORDS.get(reason) ?? reason;
}

function sum(counts: readonly ReasonCount[]): number {
  return counts.reduce((total, { count }) => total + count, 0);
}
