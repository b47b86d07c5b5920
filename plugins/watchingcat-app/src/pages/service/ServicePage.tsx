// What is wrong with this service? Rate, errors and duration over time, and its operations by what they cost; all lead to traces.
import { LinkButton, Stack, useTheme2 } from '@grafana/ui';
import type { Exemplar } from '@watchingcat/model';
import React, { useCallback, useMemo } from 'react';
import { useParams } from 'react-router-dom';
import { CoverageNotice } from '../../components/CoverageNotice';
import { DataTable } from '../../components/DataTable';
import { Empty } from '../../components/Empty';
import { Failure } from '../../components/Failure';
import { TableSkeleton } from '../../components/Loading';
import { PageFrame } from '../../components/PageFrame';
import { serviceColor } from '../../components/serviceColor';
import { useTimeRange } from '../../state/TimeRangeContext';
import { useAsync } from '../../state/useAsync';
import { sortRows, useSort } from '../../state/useSort';
import { useTelemetry } from '../../telemetry/TelemetryContext';
import { logsUrl, servicesUrl, tracesUrl } from '../../urls';
import { FIRST_SORT, operationColumns, SORT_KEYS, sortValue } from './operationColumns';
import { RedCharts } from './RedCharts';

/** About as many points as a chart of a third of the screen can show apart. */
const CHART_POINTS = 120;
const NO_EXEMPLARS: readonly Exemplar[] = [];

export function ServicePage() {
  const { service = '' } = useParams();
  // Another service is another page: nothing of the former one stays on the screen.
  return <OneService key={service} service={service} />;
}

function OneService({ service }: { readonly service: string }) {
  const theme = useTheme2();
  const { minutes, scope, refresh } = useTimeRange();
  const { red, operations, exemplars } = useService(service);
  const hasLogs = useTelemetry().capabilities().signals.includes('logs');
  const [sort, sortBy] = useSort(SORT_KEYS, FIRST_SORT);
  const rows = useMemo(
    () => sortRows(operations.value?.operations ?? [], (row) => sortValue(row, sort.by), sort.isDescending),
    [operations.value, sort],
  );
  const columns = useMemo(() => {
    const totalMs = rows.reduce((sum, row) => sum + row.totalMs, 0);
    const seconds = Number(minutes.end - minutes.start) / 1e9;
    return operationColumns({ service, totalMs, seconds, color: serviceColor(service, theme), scope });
  }, [rows, minutes, service, theme, scope]);
  const failed = [red, operations, exemplars].find((state) => state.status === 'failed');
  const isLoading = red.status === 'loading' || operations.status === 'loading';
  const isEmpty = operations.value?.operations.length === 0 && red.value?.points.every((point) => point.calls === 0);

  return (
    <PageFrame
      title={service}
      subTitle="How often it is called, fails, and how long it takes. A moment or an operation leads to its traces."
      parent={{ text: 'Services', url: servicesUrl(scope) }}
      isLoading={isLoading}
      actions={
        <>
          <LinkButton variant="secondary" icon="gf-traces" href={tracesUrl({ service }, scope)}>
            Traces
          </LinkButton>
          {hasLogs && (
            <LinkButton variant="secondary" icon="gf-logs" href={logsUrl({ service }, scope)}>
              Logs
            </LinkButton>
          )}
        </>
      }
    >
      {failed?.status === 'failed' && (
        <Failure title={`${service} could not be loaded wholly`} error={failed.error} onRetry={refresh} />
      )}
      {isEmpty === true ? (
        <Empty />
      ) : (
        <Stack direction="column" gap={2}>
          <RedCharts
            service={service}
            red={red.value}
            exemplars={exemplars.value?.exemplars ?? NO_EXEMPLARS}
            isLoading={red.status === 'loading'}
          />
          {red.value !== undefined && <CoverageNotice coverage={red.value.coverage} subject="calls" />}
          {operations.value !== undefined ? (
            <>
              <CoverageNotice coverage={operations.value.coverage} subject="operations" />
              <DataTable
                caption={`Operations of ${service}`}
                columns={columns}
                rows={rows}
                rowKey={(row) => row.name}
                rowUrl={(row) => tracesUrl({ service, operation: row.name }, scope)}
                sort={sort}
                onSort={sortBy}
              />
            </>
          ) : (
            operations.status === 'loading' && <TableSkeleton rows={5} label="Loading operations" />
          )}
        </Stack>
      )}
    </PageFrame>
  );
}

function useService(service: string) {
  const telemetry = useTelemetry();
  const { minutes: range } = useTimeRange();
  const loadRed = useCallback(
    (signal: AbortSignal) => {
      const stepMs = Math.max(1_000, Math.ceil(Number(range.end - range.start) / 1e9 / CHART_POINTS) * 1_000);
      return telemetry.red({ service, range, stepMs }, signal);
    },
    [telemetry, service, range],
  );
  const loadOperations = useCallback(
    (signal: AbortSignal) => telemetry.operations(service, range, signal),
    [telemetry, service, range],
  );
  const loadExemplars = useCallback(
    (signal: AbortSignal) => telemetry.exemplars({ service, range }, signal),
    [telemetry, service, range],
  );
  return { red: useAsync(loadRed), operations: useAsync(loadOperations), exemplars: useAsync(loadExemplars) };
}
