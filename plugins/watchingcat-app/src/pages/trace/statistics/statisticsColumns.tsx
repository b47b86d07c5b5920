// Columns of the statistics of a trace.
import type { GrafanaTheme2 } from '@grafana/data';
import type { StatisticsRow } from '@watchingcat/analysis';
import React from 'react';
import { Bar } from '../../../components/Bar';
import type { Column } from '../../../components/DataTable';
import { formatCount, formatDurationNs, formatPercent } from '../../../components/format';
import { OperationName } from '../../../components/OperationName';
import { serviceColor } from '../../../components/serviceColor';
import type { Sort } from '../../../state/useSort';

export const SORT_KEYS = {
  name: 'ascending',
  self: 'descending',
  spans: 'descending',
  errors: 'descending',
  total: 'descending',
  p50: 'descending',
  p95: 'descending',
  p99: 'descending',
  max: 'descending',
} as const;

export const FIRST_SORT: Sort = { by: 'self', isDescending: true };

export function sortValue(row: StatisticsRow, by: string): number | string | undefined {
  switch (by) {
    case 'name':
      return row.name === undefined ? undefined : `${row.service ?? ''} ${row.name}`;
    case 'spans':
      return row.spans;
    case 'errors':
      return row.errors;
    case 'total':
      return row.totalNs;
    case 'p50':
      return row.p50Ns;
    case 'p95':
      return row.p95Ns;
    case 'p99':
      return row.p99Ns;
    case 'max':
      return row.maxNs;
    default:
      return row.selfNs;
  }
}

/** @param isOfNames rows are services or operations, which have a colour */
export function statisticsColumns(
  nameHeader: string,
  isOfNames: boolean,
  theme: GrafanaTheme2,
): Array<Column<StatisticsRow>> {
  const number = { isNumber: true, isSortable: true, width: 92 } as const;
  const serviceOf = ({ service, name }: StatisticsRow) => service ?? name ?? '';
  const colorOf = (row: StatisticsRow) =>
    isOfNames ? serviceColor(serviceOf(row), theme) : theme.colors.text.secondary;
  return [
    {
      id: 'name',
      header: nameHeader,
      isSortable: true,
      cell: (row) => {
        if (row.name === undefined) return <i>not set</i>;
        if (!isOfNames) return row.name === '' ? <i>empty</i> : row.name;
        return <OperationName service={serviceOf(row)} operation={row.service === undefined ? undefined : row.name} />;
      },
    },
    {
      id: 'self',
      header: 'Own time',
      description: 'Time of these spans that no child covers, and its share of the whole trace',
      isSortable: true,
      width: 150,
      cell: (row) => (
        <Bar
          share={row.selfShare}
          color={colorOf(row)}
          label={formatDurationNs(row.selfNs)}
          title={`${formatPercent(row.selfShare)} of the own time of all spans`}
        />
      ),
    },
    { ...number, id: 'spans', header: 'Spans', width: 64, cell: (row) => formatCount(row.spans) },
    {
      ...number,
      id: 'errors',
      header: 'Errors',
      width: 68,
      cell: (row) => (
        <span style={{ color: row.errors === 0 ? theme.colors.text.secondary : theme.colors.error.text }}>
          {formatCount(row.errors)}
        </span>
      ),
    },
    {
      ...number,
      id: 'total',
      header: 'Total',
      description: 'Sum of the durations: more than the trace took where spans run at the same time',
      cell: (row) => formatDurationNs(row.totalNs),
    },
    { ...number, id: 'p50', header: 'p50', cell: (row) => formatDurationNs(row.p50Ns) },
    { ...number, id: 'p95', header: 'p95', cell: (row) => formatDurationNs(row.p95Ns) },
    { ...number, id: 'p99', header: 'p99', cell: (row) => formatDurationNs(row.p99Ns) },
    { ...number, id: 'max', header: 'Longest', cell: (row) => formatDurationNs(row.maxNs) },
  ];
}
