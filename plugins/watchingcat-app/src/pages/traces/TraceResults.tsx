// The list of the traces that were found, with what is missing from it, and the next page of it.
import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { Button, useStyles2, useTheme2 } from '@grafana/ui';
import type { TraceQuery } from '@watchingcat/model';
import React, { useMemo, useState } from 'react';
import { CoverageNotice } from '../../components/CoverageNotice';
import { DataTable } from '../../components/DataTable';
import { Empty } from '../../components/Empty';
import { formatCount } from '../../components/format';
import { TableSkeleton } from '../../components/Loading';
import { NoMatch } from '../../components/NoMatch';
import { useTimeRange } from '../../state/TimeRangeContext';
import type { ChangeUrl } from '../../state/useUrlState';
import { traceUrl } from '../../urls';
import { TraceExport } from './export/TraceExport';
import { GroupTable } from './GroupTable';
import { groupTraces } from './groupTraces';
import { matchColumns } from './matchColumns';
import { traceColumns } from './traceColumns';
import type { TraceSearch } from './useTraceSearch';

interface TraceResultsProps {
  /** What was searched for: memoized. */
  readonly query: TraceQuery;
  readonly search: TraceSearch;
  readonly isSlowest: boolean;
  /** Undefined when nothing was asked for in particular. */
  readonly onClear: (() => void) | undefined;
  readonly highlighted: string | undefined;
  readonly onChange: ChangeUrl;
}

export function TraceResults({ query, search, isSlowest, highlighted, onClear, onChange }: TraceResultsProps) {
  const theme = useTheme2();
  const styles = useStyles2(getStyles);
  const { scope, timeRange } = useTimeRange();
  const isOneDay = timeRange.to.diff(timeRange.from, 'hours') < 24;
  const { traces } = search;
  const columns = useMemo(() => {
    const longestMs = traces?.reduce((longest, trace) => Math.max(longest, trace.durationMs), 0) ?? 0;
    return [...traceColumns(longestMs, isOneDay, theme), ...matchColumns(traces, scope)];
  }, [traces, isOneDay, theme, scope]);
  const [choice, setChosen] = useState<ReadonlySet<string>>(NONE);
  const chosen = useMemo(
    () => traces?.flatMap(({ traceId }) => (choice.has(traceId) ? [traceId] : [])) ?? [],
    [traces, choice],
  );
  const groups = useMemo(() => (traces === undefined ? undefined : groupTraces(traces)), [traces]);

  if (traces === undefined) return search.status === 'loading' ? <TableSkeleton label="Loading traces" /> : null;
  if (traces.length === 0) {
    return onClear === undefined ? (
      <Empty />
    ) : (
      <>
        <CoverageNotice coverage={search.coverage} subject="traces" />
        <NoMatch what="No trace in this time range matches the query" onClear={onClear} />
      </>
    );
  }
  return (
    <>
      <CoverageNotice coverage={search.coverage} subject="traces" />
      {groups !== undefined && <GroupTable groups={groups} traces={traces.length} hasMore={search.hasMore} />}
      <div className={styles.bar}>
        {chosen.length > 0 && (
          <>
            <span role="status">{formatCount(chosen.length)} chosen</span>
            <Button size="sm" variant="secondary" fill="text" onClick={() => setChosen(NONE)}>
              Choose none
            </Button>
          </>
        )}
        <TraceExport query={query} chosen={chosen} listed={traces.length} hasMore={search.hasMore} />
      </div>
      <DataTable
        caption="Traces"
        columns={columns}
        rows={traces}
        rowKey={(trace) => trace.traceId}
        rowUrl={(trace) => traceUrl(trace.traceId, scope)}
        sort={{ by: isSlowest ? 'duration' : 'start', isDescending: true }}
        onSort={(by) => onChange({ sort: by === 'duration' ? 'slowest' : undefined })}
        highlighted={highlighted}
        choice={{ chosen: choice, onChange: setChosen }}
      />
      <div style={{ display: 'flex', alignItems: 'center', gap: 16, minHeight: 40 }}>
        <span role="status">
          {search.hasMore
            ? `The ${isSlowest ? 'slowest' : 'newest'} ${formatCount(traces.length)} are shown; there are more.`
            : `All ${formatCount(traces.length)} are shown.`}
        </span>
        {search.hasMore && (
          <Button variant="secondary" size="sm" disabled={search.isLoadingMore} onClick={search.loadMore}>
            {search.isLoadingMore ? 'Loading…' : 'Load more'}
          </Button>
        )}
      </div>
    </>
  );
}

const NONE: ReadonlySet<string> = new Set();

const getStyles = (theme: GrafanaTheme2) => ({
  bar: css({ display: 'flex', justifyContent: 'flex-end', alignItems: 'center', gap: theme.spacing(1) }),
});
