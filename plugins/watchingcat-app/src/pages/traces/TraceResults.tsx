// The list of the traces that were found, with what is missing from it, and the next page of it.
import { Button, useTheme2 } from '@grafana/ui';
import React, { useMemo } from 'react';
import { CoverageNotice } from '../../components/CoverageNotice';
import { DataTable } from '../../components/DataTable';
import { Empty } from '../../components/Empty';
import { formatCount } from '../../components/format';
import { TableSkeleton } from '../../components/Loading';
import { NoMatch } from '../../components/NoMatch';
import { useTimeRange } from '../../state/TimeRangeContext';
import type { ChangeUrl } from '../../state/useUrlState';
import { traceUrl } from '../../urls';
import { GroupTable } from './GroupTable';
import { groupTraces } from './groupTraces';
import { matchColumns } from './matchColumns';
import { traceColumns } from './traceColumns';
import type { TraceSearch } from './useTraceSearch';

interface TraceResultsProps {
  readonly search: TraceSearch;
  readonly isSlowest: boolean;
  /** Undefined when nothing was asked for in particular. */
  readonly onClear: (() => void) | undefined;
  readonly highlighted: string | undefined;
  readonly onChange: ChangeUrl;
}

export function TraceResults({ search, isSlowest, highlighted, onClear, onChange }: TraceResultsProps) {
  const theme = useTheme2();
  const { scope, timeRange } = useTimeRange();
  const isOneDay = timeRange.to.diff(timeRange.from, 'hours') < 24;
  const { traces } = search;
  const columns = useMemo(() => {
    const longestMs = traces?.reduce((longest, trace) => Math.max(longest, trace.durationMs), 0) ?? 0;
    return [...traceColumns(longestMs, isOneDay, theme), ...matchColumns(traces, scope)];
  }, [traces, isOneDay, theme, scope]);
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
      <DataTable
        caption="Traces"
        columns={columns}
        rows={traces}
        rowKey={(trace) => trace.traceId}
        rowUrl={(trace) => traceUrl(trace.traceId, scope)}
        sort={{ by: isSlowest ? 'duration' : 'start', isDescending: true }}
        onSort={(by) => onChange({ sort: by === 'duration' ? 'slowest' : undefined })}
        highlighted={highlighted}
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
