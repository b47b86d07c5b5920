// Which service? All services of the range with rate, errors and latency, what changed since the same time before, and a way into each.
import { FilterInput, Stack } from '@grafana/ui';
import type { Telemetry } from '@watchingcat/model';
import React, { useCallback, useMemo } from 'react';
import { CoverageNotice } from '../../components/CoverageNotice';
import { DataTable } from '../../components/DataTable';
import { Empty } from '../../components/Empty';
import { Failure } from '../../components/Failure';
import { TableSkeleton } from '../../components/Loading';
import { NoMatch } from '../../components/NoMatch';
import { PageFrame } from '../../components/PageFrame';
import { useTimeRange } from '../../state/TimeRangeContext';
import { useAsync } from '../../state/useAsync';
import { sortRows, useSort } from '../../state/useSort';
import { useUrlState } from '../../state/useUrlState';
import { useTelemetry } from '../../telemetry/TelemetryContext';
import { serviceUrl } from '../../urls';
import { FIRST_SORT, serviceColumns, SORT_KEYS, sortValue } from './serviceColumns';
import { rangeBefore, serviceRows } from './serviceRows';
import { useSparklines } from './useSparklines';

export function ServicesPage() {
  const telemetry = useTelemetry();
  const { minutes, scope, refresh } = useTimeRange();
  const [params, changeUrl] = useUrlState();
  const [sort, sortBy] = useSort(SORT_KEYS, FIRST_SORT);
  const filter = params.get('q') ?? '';
  const { services, before } = useServices(telemetry);
  const answer = services.value;

  const rows = useMemo(() => {
    const all = answer === undefined ? [] : serviceRows(answer.services, before.value?.services, answer.range);
    const wanted = all.filter((row) => row.name.toLowerCase().includes(filter.trim().toLowerCase()));
    return sortRows(wanted, (row) => sortValue(row, sort.by), sort.isDescending);
  }, [answer, before.value, filter, sort]);
  const sparklines = useSparklines(telemetry, minutes);
  const columns = useMemo(() => serviceColumns(sparklines, scope), [sparklines, scope]);

  return (
    <PageFrame
      title="Services"
      subTitle="Every service that sent spans in this time range. Open one to see what it does and where its time goes."
      isLoading={services.status === 'loading'}
    >
      {services.status === 'failed' && (
        <Failure title="The services could not be loaded" error={services.error} onRetry={refresh} />
      )}
      {services.status === 'loading' && answer === undefined && <TableSkeleton label="Loading services" />}
      {answer !== undefined && answer.services.length === 0 && <Empty />}
      {answer !== undefined && answer.services.length > 0 && (
        <Stack direction="column" gap={1}>
          <FilterInput
            placeholder="Filter services"
            aria-label="Filter services"
            data-search
            width={40}
            value={filter}
            onChange={(q) => changeUrl({ q }, { replace: true })}
          />
          <CoverageNotice coverage={answer.coverage} subject="services" />
          {rows.length === 0 ? (
            <NoMatch what={`No service has “${filter}” in its name`} onClear={() => changeUrl({ q: undefined })} />
          ) : (
            <DataTable
              caption="Services"
              columns={columns}
              rows={rows}
              rowKey={(row) => row.name}
              rowUrl={(row) => serviceUrl(row.name, scope)}
              sort={sort}
              onSort={sortBy}
            />
          )}
        </Stack>
      )}
    </PageFrame>
  );
}

/** The services of the range, and of the same time before; the second is quiet: without it there is just no change shown. */
function useServices(telemetry: Telemetry) {
  const { minutes: range } = useTimeRange();
  const now = useCallback(
    async (signal: AbortSignal) => ({ ...(await telemetry.services(range, signal)), range }),
    [telemetry, range],
  );
  const then = useCallback((signal: AbortSignal) => telemetry.services(rangeBefore(range), signal), [telemetry, range]);
  return { services: useAsync(now), before: useAsync(then) };
}
