// What comes next: spans beside the path that hold the request up as soon as they take a little longer, or the path a little less.
import type { CriticalPath } from '@watchingcat/analysis';
import React, { useMemo } from 'react';
import { DataTable, type Column } from '../../../components/DataTable';
import { formatDurationNs } from '../../../components/format';
import { OperationName } from '../../../components/OperationName';
import { useSpanUrls } from '../useSpanUrls';
import { leastSlack } from './leastSlack';

const SHOWN = 20;

interface NearMissesProps {
  readonly path: CriticalPath;
  /** By row. */
  readonly slackNs: Float64Array;
}

export function NearMisses({ path, slackNs }: NearMissesProps) {
  const { trace } = path.waits;
  const urls = useSpanUrls(trace);
  const rows = useMemo(() => leastSlack(path, slackNs, SHOWN), [path, slackNs]);
  const columns = useMemo(
    (): Array<Column<number>> => [
      {
        id: 'span',
        header: 'Span',
        cell: (row) => (
          <OperationName
            service={trace.services[trace.service[row]]}
            operation={trace.operations[trace.operation[row]]}
          />
        ),
      },
      {
        id: 'duration',
        header: 'Duration',
        isNumber: true,
        width: 120,
        cell: (row) => formatDurationNs(trace.durationsNs[row]),
      },
      {
        id: 'slack',
        header: 'Slack',
        description: 'By how much the span can grow before the request does',
        isNumber: true,
        width: 120,
        cell: (row) => formatDurationNs(slackNs[row]),
      },
    ],
    [trace, slackNs],
  );
  if (rows.length === 0) return null;
  return (
    <section aria-label="Beside the path">
      <h4>Beside the path, with the least slack</h4>
      <DataTable
        caption="Spans beside the critical path"
        columns={columns}
        rows={rows}
        rowKey={String}
        rowUrl={urls.span}
      />
    </section>
  );
}
