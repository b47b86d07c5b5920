// What a trace spent more or less time on than is usual, largest first. A row opens the first such span of the trace.
import { Button } from '@grafana/ui';
import type { CohortComparison, CohortPath } from '@watchingcat/analysis';
import type { Trace } from '@watchingcat/model';
import React, { useMemo, useState } from 'react';
import { DataTable, type Column } from '../../../components/DataTable';
import { formatDurationNs } from '../../../components/format';
import { OperationName } from '../../../components/OperationName';
import { useSpanUrls } from '../../trace/useSpanUrls';
import { ChangeValue } from '../ChangeValue';
import { signedDuration } from '../changeText';
import { ShareOfDifference } from '../ShareOfDifference';

const ROWS_AT_ONCE = 100;

interface CohortTableProps {
  readonly trace: Trace;
  readonly comparison: CohortComparison;
}

export function CohortTable({ trace, comparison }: CohortTableProps) {
  const urls = useSpanUrls(trace);
  const [shown, setShown] = useState(ROWS_AT_ONCE);
  const columns = useMemo(() => cohortColumns(comparison), [comparison]);
  const { explanation, remainderNs } = comparison;
  return (
    <>
      <DataTable
        caption="What differs from the median"
        columns={columns}
        rows={explanation.slice(0, shown)}
        rowKey={(path) => String(comparison.paths.indexOf(path))}
        rowUrl={({ row, operation }) => (row === -1 ? urls.search(operation) : urls.span(row))}
      />
      {shown < explanation.length && (
        <Button variant="secondary" fill="text" onClick={() => setShown(shown + ROWS_AT_ONCE)}>
          Show more of {explanation.length.toLocaleString('en')} call paths
        </Button>
      )}
      {remainderNs !== 0 && (
        <p role="note">
          {signedDuration(remainderNs)} belong to no single call: the medians of the calls do not add up to the median
          of the requests.
        </p>
      )}
    </>
  );
}

function cohortColumns(comparison: CohortComparison): Array<Column<CohortPath>> {
  const { cohortTotalNs, traceTotalNs, explanation, traces } = comparison;
  const differenceNs = traceTotalNs - cohortTotalNs;
  const shareOf = ({ changeNs }: CohortPath) => (differenceNs === 0 ? undefined : changeNs / differenceNs);
  const largest = explanation.reduce((most, path) => Math.max(most, Math.abs(shareOf(path) ?? 0)), 0);
  return [
    {
      id: 'call',
      header: 'Call',
      cell: ({ service, operation }) => <OperationName service={service} operation={operation} />,
    },
    {
      id: 'calls',
      header: 'Calls',
      description: 'Median, and in A',
      isNumber: true,
      width: 100,
      cell: ({ medianCalls, calls }) => (medianCalls === calls ? String(calls) : `${medianCalls} → ${calls}`),
    },
    {
      id: 'in',
      header: 'Seen in',
      description: 'How many of the other requests have this call',
      isNumber: true,
      width: 116,
      cell: ({ presentIn }) => `${presentIn} of ${traces}`,
    },
    {
      id: 'median',
      header: 'Usually',
      description: 'Median of its own time on the critical path',
      isNumber: true,
      width: 100,
      cell: ({ medianExclusiveNs, medianSelfNs }) => formatDurationNs(medianExclusiveNs ?? medianSelfNs),
    },
    {
      id: 'here',
      header: 'In A',
      isNumber: true,
      width: 100,
      cell: ({ exclusiveNs, selfNs }) => formatDurationNs(exclusiveNs ?? selfNs),
    },
    {
      id: 'change',
      header: 'Change',
      isNumber: true,
      width: 110,
      cell: ({ changeNs }) => <ChangeValue value={changeNs} text={signedDuration(changeNs)} />,
    },
    {
      id: 'share',
      header: 'Part of the difference',
      width: 220,
      cell: (path) => <ShareOfDifference share={shareOf(path)} changeNs={path.changeNs} largest={largest} />,
    },
  ];
}
