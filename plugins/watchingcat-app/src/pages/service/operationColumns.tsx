// Columns of the operations table. An operation's impact is the time that all its calls took: what it costs, and where to look first.
import type { OperationStats } from '@watchingcat/model';
import React from 'react';
import { Bar } from '../../components/Bar';
import type { Column } from '../../components/DataTable';
import { formatCount, formatDurationMs, formatPercent, formatRate } from '../../components/format';
import { ErrorRatio } from '../../components/statCells';
import type { Sort } from '../../state/useSort';
import { tracesUrl, type LinkScope } from '../../urls';

export const SORT_KEYS = {
  name: 'ascending',
  impact: 'descending',
  rate: 'descending',
  errors: 'descending',
  p50: 'descending',
  p95: 'descending',
  p99: 'descending',
} as const;

export const FIRST_SORT: Sort = { by: 'impact', isDescending: true };

export function sortValue(row: OperationStats, by: string): number | string | undefined {
  switch (by) {
    case 'name':
      return row.name;
    case 'rate':
      return row.calls;
    case 'errors':
      return row.calls === 0 ? undefined : row.errors / row.calls;
    case 'p50':
      return row.p50Ms;
    case 'p95':
      return row.p95Ms;
    case 'p99':
      return row.p99Ms;
    default:
      return row.totalMs;
  }
}

interface OperationColumnsContext {
  readonly service: string;
  /** Of all operations. */
  readonly totalMs: number;
  readonly seconds: number;
  readonly color: string;
  readonly scope: LinkScope;
}

export function operationColumns({
  service,
  totalMs,
  seconds,
  color,
  scope,
}: OperationColumnsContext): Array<Column<OperationStats>> {
  const column = { isSortable: true, isNumber: true, width: 95 } as const;
  return [
    { id: 'name', header: 'Operation', isSortable: true, cell: (row) => row.name },
    {
      id: 'impact',
      header: 'Impact',
      description: 'Share of the time of all calls of this service: rate × duration',
      isSortable: true,
      width: 180,
      cell: (row) => {
        const share = totalMs === 0 ? 0 : row.totalMs / totalMs;
        return (
          <Bar
            share={share}
            color={color}
            label={formatPercent(share)}
            title={`${formatDurationMs(row.totalMs)} in all`}
          />
        );
      },
    },
    {
      ...column,
      id: 'rate',
      header: 'Rate',
      cell: (row) => <span title={`${formatCount(row.calls)} calls`}>{formatRate(row.calls / seconds)}</span>,
    },
    {
      ...column,
      id: 'errors',
      header: 'Errors',
      description: 'Share of the calls that failed; opens the failed traces',
      cell: (row) => (
        <ErrorRatio
          ratio={row.calls === 0 ? undefined : row.errors / row.calls}
          errors={row.errors}
          url={tracesUrl({ service, operation: row.name, status: 'error' }, scope)}
        />
      ),
    },
    { ...column, id: 'p50', header: 'p50', cell: (row) => formatDurationMs(row.p50Ms) },
    { ...column, id: 'p95', header: 'p95', cell: (row) => formatDurationMs(row.p95Ms) },
    { ...column, id: 'p99', header: 'p99', cell: (row) => formatDurationMs(row.p99Ms) },
  ];
}
