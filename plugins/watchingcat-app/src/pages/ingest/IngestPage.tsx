// Does my data arrive, and is there room for it? What the server takes in, refuses and keeps, looked at every five seconds.
import { css } from '@emotion/css';
import { dateTimeFormat, type GrafanaTheme2 } from '@grafana/data';
import { Alert, EmptyState, Stack, useStyles2 } from '@grafana/ui';
import { askIngestStatus, type IngestStatus } from '@watchingcat/sources';
import React, { useCallback } from 'react';
import { Failure } from '../../components/Failure';
import { formatBytes, formatCount, formatDurationMs } from '../../components/format';
import { TableSkeleton } from '../../components/Loading';
import { PageFrame } from '../../components/PageFrame';
import { useServer } from '../../telemetry/TelemetryContext';
import { FactTable } from './FactTable';
import { MERGE_COLUMNS, REASON_COLUMNS, SERVICE_COLUMNS, SIGNAL_COLUMNS } from './ingestColumns';
import { reasonRows, signalRows } from './signalRows';
import { usePolled } from './usePolled';

const POLL_MS = 5_000;
type Server = NonNullable<ReturnType<typeof useServer>>;

export function IngestPage() {
  const server = useServer();
  return (
    <PageFrame
      title="Ingest"
      subTitle="What the WatchingCat server takes in, what it refuses and why, and the room that it takes."
      hasTimeRange={false}
    >
      {server === undefined ? <NoServer /> : <ServerIngest server={server} />}
    </PageFrame>
  );
}

function NoServer() {
  return (
    <EmptyState variant="not-found" message="Nothing is taken in here" hideImage>
      This environment reads your own Jaeger, Prometheus and Elasticsearch: they take the data in, and tell about it
      themselves.
    </EmptyState>
  );
}

function ServerIngest({ server }: { readonly server: Server }) {
  const load = useCallback((signal: AbortSignal) => askIngestStatus(server, signal), [server]);
  const { latest, previous, error, askNow } = usePolled(load, POLL_MS);
  return (
    <Stack direction="column" gap={3}>
      {error !== undefined && (
        <Failure title="The server did not say how its ingest fares" error={error} onRetry={askNow} />
      )}
      {latest === undefined && error === undefined && <TableSkeleton label="Loading the state of ingest" />}
      {latest !== undefined && <Status now={latest} before={previous} />}
    </Stack>
  );
}

function Status({ now, before }: { readonly now: IngestStatus; readonly before: IngestStatus | undefined }) {
  const styles = useStyles2(getStyles);
  const { lagMs, queue, disk, storage, services, lastError } = now;
  return (
    <>
      {disk?.isFull === true && (
        <Alert severity="error" title="The disk of the server is full: nothing is taken in">
          {formatBytes(disk.freeBytes)} are free, and senders are told to wait until there is space again. Make room,
          shorten <code>retention.*</code>, or lower <code>store.minFreeBytes</code>. What is stored can be read.
        </Alert>
      )}
      {storage === undefined && (
        <Alert severity="warning" title="The store does not answer">
          Sizes are not known until it does. It restarts by itself; the log of the server says why.
        </Alert>
      )}
      <dl className={styles.facts} aria-label="At this moment">
        <Fact name="Lag" value={formatDurationMs(lagMs)} note="age of the oldest request that is not durable yet" />
        <Fact
          name="Queue"
          value={`${formatCount(queue.rows)} rows`}
          note={`${formatBytes(queue.bytes)} of at most ${formatBytes(queue.maxBytes)}`}
        />
        <Fact
          name="Stored"
          value={formatBytes(storage?.bytes)}
          note={storage === undefined ? 'not known now' : `in ${formatCount(storage.parts)} parts`}
        />
        <Fact
          name="Free on disk"
          value={formatBytes(disk?.freeBytes)}
          note={disk === undefined ? 'the system does not tell' : `of ${formatBytes(disk.totalBytes)}`}
        />
      </dl>
      <FactTable
        title="Signals"
        note={`Counts since the server was started, ${dateTimeFormat(now.sinceMs)}.`}
        columns={SIGNAL_COLUMNS}
        rows={signalRows(now, before)}
        rowKey={({ signal }) => signal}
        empty="The server knows no signals."
      />
      <FactTable
        title="Not stored"
        columns={REASON_COLUMNS}
        rows={reasonRows(now)}
        rowKey={({ signal, what, reason }) => `${signal} ${what} ${reason}`}
        empty="Everything that arrived since the start was stored."
      />
      {lastError !== undefined && (
        <p className={styles.quiet}>
          Last failed insert, {dateTimeFormat(lastError.timeMs)}: {lastError.message}
        </p>
      )}
      {storage !== undefined && (
        <FactTable
          title="Merges"
          columns={MERGE_COLUMNS}
          rows={storage.merges}
          rowKey={({ table, elapsedMs }) => `${table} ${elapsedMs}`}
          empty="No merge is running."
        />
      )}
      {services !== undefined && (
        <FactTable
          title="Storage by service"
          note={servicesNote(services)}
          columns={SERVICE_COLUMNS}
          rows={services.services}
          rowKey={({ service }) => service}
          empty="No service has sent anything yet."
        />
      )}
    </>
  );
}

function servicesNote({ total, services }: NonNullable<IngestStatus['services']>): string {
  const cut = total > services.length ? ` The largest ${services.length} of ${total} services.` : '';
  return `Estimates: a service's share of a signal's rows, times the signal's size; up to a minute old.${cut}`;
}

function Fact({ name, value, note }: { readonly name: string; readonly value: string; readonly note: string }) {
  const styles = useStyles2(getStyles);
  return (
    <div className={styles.fact}>
      <dt className={styles.quiet}>{name}</dt>
      <dd className={styles.value}>{value}</dd>
      <dd className={styles.quiet}>{note}</dd>
    </div>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  facts: css({
    display: 'grid',
    gridTemplateColumns: 'repeat(auto-fit, minmax(200px, 1fr))',
    gap: theme.spacing(2),
    margin: 0,
  }),
  fact: css({
    padding: theme.spacing(2),
    background: theme.colors.background.secondary,
    borderRadius: theme.shape.radius.default,
    dd: { margin: 0 },
  }),
  value: css({ fontSize: theme.typography.h2.fontSize, fontVariantNumeric: 'tabular-nums' }),
  quiet: css({ color: theme.colors.text.secondary }),
});
