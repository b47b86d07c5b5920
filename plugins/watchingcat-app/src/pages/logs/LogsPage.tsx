// What did it say? Filters at the left; how many records over time, and the records themselves. All of it stands in the address.
import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { Button, EmptyState, FilterInput, useStyles2, useTheme2 } from '@grafana/ui';
import type { LogFilter } from '@watchingcat/model';
import React, { useCallback, useEffect, useMemo, useState } from 'react';
import { CoverageNotice } from '../../components/CoverageNotice';
import { Failure } from '../../components/Failure';
import { formatCount } from '../../components/format';
import { TableSkeleton } from '../../components/Loading';
import { LogLines } from '../../components/logs/LogLines';
import { NoMatch } from '../../components/NoMatch';
import { PageFrame } from '../../components/PageFrame';
import { TimeSeriesChart } from '../../components/TimeSeriesChart';
import { useTimeRange } from '../../state/TimeRangeContext';
import { useAsync } from '../../state/useAsync';
import { useUrlState, type ChangeUrl } from '../../state/useUrlState';
import { useTelemetry } from '../../telemetry/TelemetryContext';
import { logsUrl, traceUrl } from '../../urls';
import { hasLogFilters, logFilter, NO_LOG_FILTERS, readLogFilters } from './filters';
import { histogramFieldConfig, histogramFrame } from '../../components/logs/histogramFrame';
import { LogFilterPanel } from './LogFilterPanel';
import { useLogSearch } from './useLogSearch';

const LINES_PER_PAGE = 200;
/** About as many bars as can be told apart beside the filters. */
const BARS = 80;
const SUB_TITLE = 'What services wrote in this time range. A line opens below itself and leads to its trace.';

export function LogsPage() {
  const hasLogs = useTelemetry().capabilities().signals.includes('logs');
  return hasLogs ? <Logs /> : <NoLogs />;
}

function NoLogs() {
  return (
    <PageFrame title="Logs" subTitle={SUB_TITLE} hasTimeRange={false}>
      <EmptyState variant="call-to-action" message="No logs are connected">
        The data source that these pages read has no Elasticsearch or OpenSearch. Choose one in its settings, under
        “Sources”, and come back.
      </EmptyState>
    </PageFrame>
  );
}

function Logs() {
  const styles = useStyles2(getStyles);
  const { range, scope, refresh } = useTimeRange();
  const [params, changeUrl] = useUrlState();
  const filters = useFilters(params);
  const filter = useMemo(() => logFilter(filters, range), [filters, range]);
  const query = useMemo(() => ({ ...filter, order: filters.order, limit: LINES_PER_PAGE }), [filter, filters.order]);
  const search = useLogSearch(query);
  const links = useMemo(
    () => ({
      trace: (traceId: string, spanId: string | undefined) => traceUrl(traceId, scope, { span: spanId }),
      logsOfTrace: (traceId: string) => logsUrl({ traceId }, scope),
      logsWith: (key: string, value: string) =>
        logsUrl({ ...filters, attributes: [...new Set([...(filters.attributes ?? []), `${key}=${value}`])] }, scope),
    }),
    [filters, scope],
  );
  const { logs, total } = search;

  return (
    <PageFrame title="Logs" subTitle={SUB_TITLE} isLoading={search.status === 'loading'}>
      <div className={styles.page}>
        <aside className={styles.filters} aria-label="Filters">
          <LogFilterPanel filters={filters} onChange={changeUrl} />
        </aside>
        <div className={styles.results}>
          <TextFilter text={filters.text ?? ''} onChange={changeUrl} />
          <Histogram filter={filter} />
          {search.status === 'failed' && (
            <Failure title="The logs could not be loaded" error={search.error} onRetry={refresh} />
          )}
          {logs === undefined && search.status === 'loading' && <TableSkeleton rows={10} label="Loading logs" />}
          {logs !== undefined && <CoverageNotice coverage={search.coverage} subject="log records" />}
          {logs?.length === 0 &&
            (hasLogFilters(filters) ? (
              <NoMatch what="No log record meets these filters" onClear={() => changeUrl(NO_LOG_FILTERS)} />
            ) : (
              <EmptyState variant="not-found" message="No log was written in this time range" />
            ))}
          {logs !== undefined && logs.length > 0 && (
            <>
              <div className={styles.count} role="status">
                {formatCount(logs.length)}
                {total === undefined ? '' : ` of ${formatCount(total)}`} records
              </div>
              <LogLines logs={logs} label="Log records" links={links} />
              {search.hasMore && (
                <Button
                  variant="secondary"
                  icon={search.isLoadingMore ? 'spinner' : 'angle-down'}
                  disabled={search.isLoadingMore}
                  onClick={search.loadMore}
                >
                  Load more
                </Button>
              )}
            </>
          )}
        </div>
      </div>
    </PageFrame>
  );
}

/** The filters as one object that stays the same while they do: other parameters change without a new search. */
function useFilters(params: URLSearchParams) {
  const key = JSON.stringify(readLogFilters(params));
  return useMemo(() => JSON.parse(key) as ReturnType<typeof readLogFilters>, [key]);
}

/** Words count a moment after the last key: each search costs the back-end something. */
const TYPING_PAUSE_MS = 400;

function TextFilter({ text, onChange }: { readonly text: string; readonly onChange: ChangeUrl }) {
  // What is typed counts until the address has changed, by this field or by Back.
  const [typed, setTyped] = useState<{ readonly from: string; readonly text: string }>();
  const shown = typed?.from === text ? typed.text : text;
  useEffect(() => {
    if (shown === text) return undefined;
    const timer = setTimeout(() => onChange({ text: shown }, { replace: true }), TYPING_PAUSE_MS);
    return () => clearTimeout(timer);
  }, [shown, text, onChange]);
  return (
    <FilterInput
      placeholder="Words in the message"
      aria-label="Words in the message"
      data-search
      value={shown}
      onChange={(value) => setTyped({ from: text, text: value })}
    />
  );
}

function Histogram({ filter }: { readonly filter: LogFilter }) {
  const telemetry = useTelemetry();
  const theme = useTheme2();
  const { timeRange, setRange } = useTimeRange();
  const stepMs = Math.max(1_000, Math.ceil(Number(filter.range.end - filter.range.start) / 1e9 / BARS) * 1_000);
  const load = useCallback(
    (signal: AbortSignal) => telemetry.logHistogram({ ...filter, stepMs }, signal),
    [telemetry, filter, stepMs],
  );
  const { value, status } = useAsync(load);
  const frame = useMemo(() => (value === undefined ? undefined : histogramFrame(value)), [value]);
  const fieldConfig = useMemo(() => histogramFieldConfig(theme), [theme]);
  const width = value?.stepMs ?? stepMs;
  return (
    <div style={{ display: 'flex' }}>
      <TimeSeriesChart
        title="Records by severity"
        description="How many records were written. Drag to narrow the time range; click a bar to see its records."
        frames={frame && [frame]}
        fieldConfig={fieldConfig}
        timeRange={timeRange}
        height={180}
        isLoading={status === 'loading'}
        onRange={setRange}
        onMoment={(ms) => {
          const from = Math.floor(ms / width) * width;
          setRange({ from: String(from), to: String(from + width) });
        }}
      />
    </div>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  page: css({ display: 'flex', gap: theme.spacing(2), alignItems: 'flex-start' }),
  filters: css({ flex: '0 0 232px', position: 'sticky', top: theme.spacing(1) }),
  results: css({ flex: 1, minWidth: 0, display: 'flex', flexDirection: 'column', gap: theme.spacing(1) }),
  count: css({ color: theme.colors.text.secondary, fontSize: theme.typography.bodySmall.fontSize }),
});
