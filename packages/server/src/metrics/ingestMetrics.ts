// What ingest counts, by signal and reason. Reasons that may occur stand at 0 from the start, so that a rate sees the first one.
import type { Registry } from 'prom-client';
import type { IngestStatsSource } from '../ingest/Ingest.ts';
import { MALFORMED_KINDS, REFUSAL_REASONS, type CountsByReason, type SignalCounts } from '../ingest/IngestCounters.ts';
import { SIGNALS } from '../signals.ts';
import { counter, gauge } from './readMetrics.ts';

export function ingestMetrics(registry: Registry, ingest: IngestStatsSource): void {
  const perSignal = (name: string, help: string, value: (counts: SignalCounts) => number) =>
    counter(registry, name, help, ['signal'], async () => {
      const { signals } = await ingest.stats();
      return SIGNALS.map((signal) => [{ signal }, value(signals[signal])]);
    });
  const perReason = (
    name: string,
    help: string,
    label: 'reason' | 'kind',
    value: (counts: SignalCounts) => CountsByReason,
    known: readonly string[] = [],
  ) =>
    counter(registry, name, help, ['signal', label], async () => {
      const { signals } = await ingest.stats();
      return SIGNALS.flatMap((signal) => {
        const counts = { ...Object.fromEntries(known.map((reason) => [reason, 0])), ...value(signals[signal]) };
        return Object.entries(counts).map(([reason, count]) => [{ signal, [label]: reason }, count] as const);
      });
    });

  perSignal(
    'watchingcat_ingest_accepted_requests_total',
    'Export requests whose records are durable.',
    (counts) => counts.acceptedRequests,
  );
  perSignal(
    'watchingcat_ingest_accepted_records_total',
    'Spans, log records and data points that are durable.',
    (counts) => counts.acceptedRecords,
  );
  perSignal(
    'watchingcat_ingest_received_bytes_total',
    'Size of export requests as OTLP protobuf, decompressed.',
    (counts) => counts.receivedBytes,
  );
  perReason(
    'watchingcat_ingest_refused_requests_total',
    'Export requests of which nothing was stored and that the sender shall send again.',
    'reason',
    (counts) => counts.refused,
    REFUSAL_REASONS,
  );
  perReason(
    'watchingcat_ingest_rejected_records_total',
    'Records that were not stored although their request was (OTLP partial success).',
    'reason',
    (counts) => counts.rejected,
  );
  perReason(
    'watchingcat_ingest_malformed_requests_total',
    'Export requests that can never be stored.',
    'kind',
    (counts) => counts.malformed,
    MALFORMED_KINDS,
  );

  gauge(
    registry,
    'watchingcat_ingest_lag_seconds',
    'Age of the oldest request that is not durable yet.',
    [],
    async () => [[{}, (await ingest.stats()).lagMs / 1_000]],
  );
  gauge(registry, 'watchingcat_ingest_queue_rows', 'Rows that were received and are not durable yet.', [], async () => [
    [{}, (await ingest.stats()).queuedRows],
  ]);
  gauge(registry, 'watchingcat_ingest_queue_bytes', 'Size of these rows.', [], async () => [
    [{}, (await ingest.stats()).queuedBytes],
  ]);
  gauge(registry, 'watchingcat_ingest_queue_limit_bytes', 'With more waiting, requests are refused.', [], async () => [
    [{}, (await ingest.stats()).maxQueuedBytes],
  ]);
}
