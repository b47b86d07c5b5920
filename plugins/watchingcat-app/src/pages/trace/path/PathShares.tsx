// The critical path by service or operation: the largest bar is where being faster helps most.
import { useTheme2 } from '@grafana/ui';
import type { OperationShare, PathShare } from '@watchingcat/analysis';
import React, { useMemo } from 'react';
import { Bar } from '../../../components/Bar';
import { DataTable, type Column } from '../../../components/DataTable';
import { formatCount, formatDurationNs, formatPercent } from '../../../components/format';
import { OperationName } from '../../../components/OperationName';
import { serviceColor } from '../../../components/serviceColor';
import { useTimeRange } from '../../../state/TimeRangeContext';
import { traceSearchUrl } from '../../../urls';

type Share = PathShare | OperationShare;

interface PathSharesProps {
  readonly traceId: string;
  readonly rows: readonly Share[];
}

export function PathShares({ traceId, rows }: PathSharesProps) {
  const theme = useTheme2();
  const { scope } = useTimeRange();
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
      rowUrl={(row) => traceSearchUrl(traceId, operationOf(row) ?? row.service, scope)}
    />
  );
}

const operationOf = (row: Share) => ('operation' in row ? row.operation : undefined);
