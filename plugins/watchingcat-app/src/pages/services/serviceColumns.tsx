// Columns of the services table. Colour only where something is wrong; changes stand small and grey beside the number they explain.
import { dateTimeFormat, dateTimeFormatTimeAgo } from '@grafana/data';
import { msFromUnixNano } from '@watchingcat/model';
import React from 'react';
import type { Column } from '../../components/DataTable';
import { formatDurationMs, formatRate } from '../../components/format';
import { ServiceName } from '../../components/ServiceName';
import { Change, ErrorRatio, P95WithLine } from '../../components/statCells';
import type { Sort } from '../../state/useSort';
import { tracesUrl, type LinkScope } from '../../urls';
import type { ServiceRow } from './serviceRows';
import type { Sparklines } from './useSparklines';

export const SORT_KEYS = {
  name: 'ascending',
  rate: 'descending',
  errors: 'descending',
  p50: 'descending',
  p95: 'descending',
  p99: 'descending',
  seen: 'descending',
} as const;

export const FIRST_SORT: Sort = { by: 'p95', isDescending: true };

export function sortValue(row: ServiceRow, by: string): number | string | bigint | undefined {
  switch (by) {
    case 'name':
      return row.name;
    case 'rate':
      return row.ratePerSecond;
    case 'errors':
      return row.errorRatio;
    case 'p50':
      return row.p50Ms;
    case 'p99':
      return row.p99Ms;
    case 'seen':
      return row.lastSeen;
    default:
      return row.p95Ms;
  }
}

export function serviceColumns(lines: Sparklines, scope: LinkScope): Array<Column<ServiceRow>> {
  const column = { isSortable: true, isNumber: true, width: 90 } as const;
  return [
    { id: 'name', header: 'Service', isSortable: true, cell: (row) => <ServiceName name={row.name} /> },
    {
      ...column,
      id: 'rate',
      header: 'Rate',
      description: 'Calls that the service answered, per second',
      width: 140,
      cell: (row) => (
        <>
          <Change now={row.ratePerSecond} before={row.before?.ratePerSecond} format={formatRate} />
          {formatRate(row.ratePerSecond)}
        </>
      ),
    },
    {
      ...column,
      id: 'errors',
      header: 'Errors',
      description: 'Share of the calls that failed; opens the failed traces',
      cell: (row) => (
        <ErrorRatio
          ratio={row.errorRatio}
          errors={row.errors}
          url={tracesUrl({ service: row.name, status: 'error' }, scope)}
        />
      ),
    },
    {
      ...column,
      id: 'p50',
      header: 'p50',
      description: 'Half of the calls were faster',
      cell: (row) => formatDurationMs(row.p50Ms),
    },
    {
      ...column,
      id: 'p95',
      header: 'p95',
      description: '95 of 100 calls were faster',
      width: 210,
      cell: (row) => <P95WithLine ms={row.p95Ms} beforeMs={row.before?.p95Ms} line={lines.get(row.name)} />,
    },
    {
      ...column,
      id: 'p99',
      header: 'p99',
      description: '99 of 100 calls were faster',
      cell: (row) => formatDurationMs(row.p99Ms),
    },
    {
      ...column,
      id: 'seen',
      header: 'Last seen',
      description: 'Start of its latest span',
      width: 155,
      cell: (row) => {
        if (row.lastSeen === undefined) return <span title="Metrics do not tell">–</span>;
        const ms = msFromUnixNano(row.lastSeen);
        return <span title={dateTimeFormat(ms, { defaultWithMS: true })}>{dateTimeFormatTimeAgo(ms)}</span>;
      },
    },
  ];
}
