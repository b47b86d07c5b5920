// Columns of the Ingest page's tables.
import type { IngestStatus } from '@watchingcat/sources';
import React from 'react';
import type { Column } from '../../components/DataTable';
import { formatBytes, formatCount, formatDurationMs, formatPercent, formatRate } from '../../components/format';
import { ServiceName } from '../../components/ServiceName';
import type { ReasonRow, SignalRow } from './signalRows';

type Storage = NonNullable<IngestStatus['storage']>;
type Service = NonNullable<IngestStatus['services']>['services'][number];

const number = { isNumber: true } as const;

/** A count since the start with what it grew by lately: quiet while nothing happens. */
function counted(count: number, perSecond: number | undefined): string {
  return perSecond === undefined || perSecond === 0
    ? formatCount(count)
    : `${formatCount(count)} (${formatRate(perSecond)})`;
}

export const SIGNAL_COLUMNS: ReadonlyArray<Column<SignalRow>> = [
  { id: 'signal', header: 'Signal', cell: ({ signal }) => signal },
  {
    ...number,
    id: 'rate',
    header: 'Taken',
    description: 'Records per second since the last refresh',
    cell: (row) => formatRate(row.recordsPerSecond),
  },
  {
    ...number,
    id: 'bytes',
    header: 'Received',
    description: 'OTLP per second since the last refresh, decompressed',
    cell: ({ bytesPerSecond }) =>
      bytesPerSecond === undefined ? formatBytes(undefined) : `${formatBytes(bytesPerSecond)}/s`,
  },
  {
    ...number,
    id: 'accepted',
    header: 'Records',
    description: 'Stored since the server was started',
    cell: (row) => formatCount(row.accepted),
  },
  {
    ...number,
    id: 'refused',
    header: 'Requests refused',
    description: 'Since the server was started. Their senders send them again',
    cell: (row) => counted(row.refused, row.refusedPerSecond),
  },
  {
    ...number,
    id: 'rejected',
    header: 'Records rejected',
    description: 'Since the server was started. They are lost, and their senders were told why',
    cell: (row) => counted(row.rejected, row.rejectedPerSecond),
  },
  {
    ...number,
    id: 'malformed',
    header: 'Malformed',
    description: 'Requests that can never be stored',
    cell: (row) => formatCount(row.malformed),
  },
  {
    ...number,
    id: 'stored',
    header: 'Stored',
    description: 'On disk, compressed, with all indices',
    cell: (row) => formatBytes(row.storedBytes),
  },
  {
    ...number,
    id: 'kept',
    header: 'Kept for',
    description: 'Whole days past this age are dropped (retention.* of the server)',
    cell: ({ retentionMs }) => (retentionMs === undefined ? 'ever' : formatDurationMs(retentionMs)),
  },
];

export const REASON_COLUMNS: ReadonlyArray<Column<ReasonRow>> = [
  { id: 'signal', header: 'Signal', cell: ({ signal }) => signal },
  { id: 'what', header: 'What', cell: ({ what }) => what },
  { id: 'reason', header: 'Why', cell: ({ reason }) => reason },
  { ...number, id: 'count', header: 'How often', cell: ({ count }) => formatCount(count) },
];

export const MERGE_COLUMNS: ReadonlyArray<Column<Storage['merges'][number]>> = [
  { id: 'table', header: 'Table', cell: ({ table }) => table },
  { ...number, id: 'bytes', header: 'Size', cell: ({ bytes }) => formatBytes(bytes) },
  { ...number, id: 'progress', header: 'Done', cell: ({ progress }) => formatPercent(progress) },
  { ...number, id: 'elapsed', header: 'Running for', cell: ({ elapsedMs }) => formatDurationMs(elapsedMs) },
];

const bytesOf = (service: Service, of: 'traces' | 'logs' | 'metrics') =>
  formatBytes(service.signals.find(({ signal }) => signal === of)?.bytes);

export const SERVICE_COLUMNS: ReadonlyArray<Column<Service>> = [
  { id: 'service', header: 'Service', cell: ({ service }) => <ServiceName name={service} /> },
  { ...number, id: 'traces', header: 'Traces', cell: (service) => bytesOf(service, 'traces') },
  { ...number, id: 'logs', header: 'Logs', cell: (service) => bytesOf(service, 'logs') },
  { ...number, id: 'metrics', header: 'Metrics', cell: (service) => bytesOf(service, 'metrics') },
  { ...number, id: 'all', header: 'All', cell: ({ bytes }) => formatBytes(bytes) },
];
