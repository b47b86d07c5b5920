// The critical path by service or operation: the largest bar is where being faster helps most.
import { useTheme2 } from '@grafana/ui';
import type { OperationShare, PathShare } from '@watchingcat/analysis';
import type { Trace } from '@watchingcat/model';
import React, { useMemo } from 'react';
import { Bar } from '../../../components/Bar';
import { DataTable, type Column } from '../../../components/DataTable';
import { formatCount, formatDurationNs, formatPercent } from '../../../components/format';
import { OperationName } from '../../../components/OperationName';
import { serviceColor } from '../../../components/serviceColor';
import { useSpanUrls } from '../useSpanUrls';

type Share = PathShare | OperationShare;

interface PathSharesProps {
  readonly trace: Trace;
  readonly rows: readonly Share[];
}

export function PathShares({ trace, rows }: PathSharesProps) {
  const theme = useTheme2();
  const urls = useSpanUrls(trace);
  const columns = useMemo(
    (): Array<Column<Share>> => [
      {
        id: 'name',
        header: 'Name',
        cell: (row) => <OperationName service={row.service} operation={operationOf(row)} />,
      },
      {
        id: 'share',
        header: 'Share of the path',
        width: 160,
        cell: (row) => (
          <Bar share={row.share} color={serviceColor(row.service, theme)} label={formatPercent(row.share)} />
        ),
      },
      {
        id: 'time',
        header: 'Time on the path',
        isNumber: true,
        width: 120,
        cell: (row) => formatDurationNs(row.exclusiveNs),
      },
      {
        id: 'spans',
        header: 'Spans',
        description: 'With time of their own on the path',
        isNumber: true,
        width: 60,
        cell: (row) => formatCount(row.spans),
      },
    ],
    [theme],
  );
  return (
    <DataTable
      caption="Shares of the critical path"
      columns={columns}
      rows={rows}
      rowKey={(row) => JSON.stringify([row.service, operationOf(row)])}
      rowUrl={(row) => urls.search(operationOf(row) ?? row.service)}
    />
  );
}

const operationOf = (row: Share) => ('operation' in row ? row.operation : undefined);
