// What explains the difference, largest first. It adds up to all of it, because every nanosecond of both critical paths belongs to one call.
import { Button, EmptyState } from '@grafana/ui';
import type { PathChange, TraceComparison } from '@watchingcat/analysis';
import React, { useMemo, useState } from 'react';
import { DataTable, type Column } from '../../../components/DataTable';
import { OperationName } from '../../../components/OperationName';
import { ChangeValue } from '../ChangeValue';
import { signedDuration } from '../changeText';
import { ShareOfDifference } from '../ShareOfDifference';

const ROWS_AT_ONCE = 100;

interface ExplanationTableProps {
  readonly comparison: TraceComparison;
  readonly nodeUrl: (node: number) => string;
  readonly selected: number | undefined;
}

export function ExplanationTable({ comparison, nodeUrl, selected }: ExplanationTableProps) {
  const [shown, setShown] = useState(ROWS_AT_ONCE);
  const { explanation, totalA, totalB, tree } = comparison;
  const columns = useMemo(() => explanationColumns(explanation, totalB - totalA), [explanation, totalA, totalB]);
  if (explanation.length === 0) {
    return (
      <EmptyState variant="completed" message="Nothing differs">
        Both traces have the same calls, which took the same time.
      </EmptyState>
    );
  }
  const chosen = selected === undefined ? undefined : explanation.find(({ path }) => path === tree.path[selected]);
  return (
    <>
      <DataTable
        caption="What explains the difference"
        columns={columns}
        rows={explanation.slice(0, shown)}
        rowKey={({ path }) => String(path)}
        rowUrl={({ node }) => nodeUrl(node)}
        highlighted={chosen && String(chosen.path)}
      />
      {shown < explanation.length && (
        <Button variant="secondary" fill="text" onClick={() => setShown(shown + ROWS_AT_ONCE)}>
          Show more of {explanation.length.toLocaleString('en')} call paths
        </Button>
      )}
    </>
  );
}

function explanationColumns(explanation: readonly PathChange[], differenceNs: number): Array<Column<PathChange>> {
  const shareOf = ({ changeNs }: PathChange) => (differenceNs === 0 ? undefined : changeNs / differenceNs);
  const largest = explanation.reduce((most, change) => Math.max(most, Math.abs(shareOf(change) ?? 0)), 0);
  return [
    {
      id: 'call',
      header: 'Call',
      cell: ({ service, operation }) => <OperationName service={service} operation={operation} />,
    },
    { id: 'what', header: 'What changed', width: 170, cell: whatChanged },
    {
      id: 'change',
      header: 'Change',
      description: 'Of its own time on the critical path: B minus A',
      isNumber: true,
      width: 110,
      cell: ({ changeNs }) => <ChangeValue value={changeNs} text={signedDuration(changeNs)} />,
    },
    {
      id: 'share',
      header: 'Part of the difference',
      description: 'All rows add up to 100 %',
      width: 240,
      cell: (change) => <ShareOfDifference share={shareOf(change)} changeNs={change.changeNs} largest={largest} />,
    },
  ];
}

function whatChanged({ kindOfChange, callsA, callsB, changeNs }: PathChange): string {
  switch (kindOfChange) {
    case 'added':
      return callsB === 1 ? 'only in B' : `only in B, ${callsB} calls`;
    case 'missing':
      return callsA === 1 ? 'only in A' : `only in A, ${callsA} calls`;
    case 'repeated':
      return `${callsA} → ${callsB} calls`;
    case 'changed':
      return `${changeNs > 0 ? 'slower' : 'faster'}${callsA === 1 ? '' : `, ${callsA} calls`}`;
  }
}
