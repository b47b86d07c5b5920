// Groups of spans as a table that sorts by every column. A row opens what it counts in the waterfall.
import { Button, useTheme2 } from '@grafana/ui';
import type { StatisticsRow } from '@watchingcat/analysis';
import type { Trace } from '@watchingcat/model';
import React, { useMemo, useState } from 'react';
import { DataTable } from '../../../components/DataTable';
import { sortRows, useSort } from '../../../state/useSort';
import { useSpanUrls } from '../useSpanUrls';
import { FIRST_SORT, SORT_KEYS, sortValue, statisticsColumns } from './statisticsColumns';

const ROWS_AT_ONCE = 200;

interface StatisticsTableProps {
  readonly trace: Trace;
  readonly rows: readonly StatisticsRow[];
  readonly nameHeader: string;
  /** Rows are services or operations, which can be searched for and have a colour. */
  readonly isOfNames?: boolean;
}

export function StatisticsTable({ trace, rows, nameHeader, isOfNames = false }: StatisticsTableProps) {
  const theme = useTheme2();
  const urls = useSpanUrls(trace);
  const [shown, setShown] = useState(ROWS_AT_ONCE);
  const [sort, sortBy] = useSort(SORT_KEYS, FIRST_SORT);
  const sorted = useMemo(() => sortRows(rows, (row) => sortValue(row, sort.by), sort.isDescending), [rows, sort]);
  const columns = useMemo(() => statisticsColumns(nameHeader, isOfNames, theme), [nameHeader, isOfNames, theme]);
  return (
    <>
      <DataTable
        caption="Statistics of the trace"
        columns={columns}
        rows={sorted.slice(0, shown)}
        rowKey={(row) => String(row.firstRow)}
        rowUrl={(row) => (isOfNames && row.name !== undefined ? urls.search(row.name) : urls.span(row.firstRow))}
        sort={sort}
        onSort={sortBy}
      />
      {shown < rows.length && (
        <Button variant="secondary" fill="text" onClick={() => setShown(shown + ROWS_AT_ONCE)}>
          Show more of {rows.length.toLocaleString('en')} rows
        </Button>
      )}
    </>
  );
}
