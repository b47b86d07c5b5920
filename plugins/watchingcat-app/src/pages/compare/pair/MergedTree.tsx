// Both traces as one tree, with what changed at every call.
import { Checkbox } from '@grafana/ui';
import React, { useMemo } from 'react';
import { formatDurationNs, NO_VALUE } from '../../../components/format';
import { ChangeValue } from '../ChangeValue';
import { signedDuration, signedPercent } from '../changeText';
import { NodeName } from './NodeName';
import { nodeView, type TracePair } from './tracePair';
import { useShownNodes } from './useShownNodes';
import { VirtualTable, type VirtualColumn } from './VirtualTable';

interface TreeProps {
  readonly pair: TracePair;
  readonly nodeUrl: (node: number) => string;
  readonly selected: number | undefined;
}

export function MergedTree({ pair, nodeUrl, selected }: TreeProps) {
  const { nodes, isShort, setShort } = useShownNodes(pair);
  const columns = useMemo(() => mergedColumns(pair, nodeUrl), [pair, nodeUrl]);
  return (
    <>
      <Checkbox label="Only what differs by 1% or more" value={isShort} onChange={() => setShort(!isShort)} />
      <VirtualTable caption="Both traces merged" columns={columns} rows={nodes} selected={selected} />
    </>
  );
}

function mergedColumns(pair: TracePair, nodeUrl: (node: number) => string): VirtualColumn[] {
  const { a, b, comparison } = pair;
  const { durationNs, selfNs, criticalShare } = comparison.changes;
  const number = { isNumber: true, width: 'minmax(84px, 1fr)' } as const;
  return [
    {
      id: 'call',
      header: 'Call',
      width: 'minmax(250px, 4fr)',
      cell: (node) => <NodeName pair={pair} node={node} url={nodeUrl(node)} />,
    },
    {
      ...number,
      id: 'a',
      header: 'A',
      description: 'Duration in trace A',
      cell: (node) => {
        const { rowA } = nodeView(pair, node);
        return rowA === undefined ? NO_VALUE : formatDurationNs(a.durationsNs[rowA]);
      },
    },
    {
      ...number,
      id: 'b',
      header: 'B',
      description: 'Duration in trace B',
      cell: (node) => {
        const { rowB } = nodeView(pair, node);
        return rowB === undefined ? NO_VALUE : formatDurationNs(b.durationsNs[rowB]);
      },
    },
    {
      ...number,
      id: 'duration',
      header: 'Change',
      description: 'Of the duration: B minus A',
      cell: (node) => <ChangeValue value={durationNs[node]} text={signedDuration(durationNs[node])} />,
    },
    {
      ...number,
      id: 'self',
      header: 'Own time',
      description: 'Change of the time that no child covers',
      cell: (node) => <ChangeValue value={selfNs[node]} text={signedDuration(selfNs[node])} />,
    },
    {
      ...number,
      id: 'path',
      header: 'Path share',
      description: 'Change of its part of the critical path',
      cell: (node) =>
        criticalShare === undefined ? (
          NO_VALUE
        ) : (
          <ChangeValue value={criticalShare[node]} text={signedPercent(criticalShare[node])} />
        ),
    },
  ];
}
