// Which attributes differ between two traces, over all calls that both have: what changed in the same way in many places comes first.
import { EmptyState } from '@grafana/ui';
import { attributeSummary, type AttributeSummary } from '@watchingcat/analysis';
import { attributeText, type AttributeValue, type SpanDetails, type Trace } from '@watchingcat/model';
import React, { useMemo } from 'react';
import { CoverageNotice } from '../../../components/CoverageNotice';
import { DataTable, type Column } from '../../../components/DataTable';
import { Failure } from '../../../components/Failure';
import { TableSkeleton } from '../../../components/Loading';
import type { ShownTrace } from '../../../components/trace/useClockSkew';
import { useTraceDetails } from '../../trace/useTraceDetails';
import type { TracePair } from './tracePair';

/** What is different in more keys than this is another kind of request. */
const LISTED = 200;

interface AttributeChangesProps {
  readonly pair: TracePair;
  readonly shownA: ShownTrace;
  readonly shownB: ShownTrace;
  readonly nodeUrl: (node: number) => string;
}

export function AttributeChanges({ pair, shownA, shownB, nodeUrl }: AttributeChangesProps) {
  const a = useTraceDetails(shownA);
  const b = useTraceDetails(shownB);
  const detailsA = a.status === 'ready' ? a.value.details : undefined;
  const detailsB = b.status === 'ready' ? b.value.details : undefined;
  const rows = useMemo(() => {
    if (detailsA === undefined || detailsB === undefined) return undefined;
    return attributeSummary(pair.comparison.tree, side(pair.a, detailsA), side(pair.b, detailsB));
  }, [pair, detailsA, detailsB]);
  if (a.status === 'failed' || b.status === 'failed') {
    const failed = a.status === 'failed' ? a : b;
    const error = failed.status === 'failed' ? failed.error : undefined;
    const retry = () => [a, b].forEach((state) => state.status === 'failed' && state.retry());
    return <Failure title="The attributes could not be loaded" error={error} onRetry={retry} />;
  }
  if (rows === undefined) return <TableSkeleton rows={5} label="Loading the attributes of both traces" />;
  return (
    <>
      {a.status === 'ready' && <CoverageNotice coverage={a.value.coverage} subject="spans of A" />}
      {b.status === 'ready' && <CoverageNotice coverage={b.value.coverage} subject="spans of B" />}
      {rows.length === 0 ? (
        <EmptyState variant="completed" message="All attributes of the calls that both traces have are the same" />
      ) : (
        <DataTable
          caption="Attributes that differ"
          columns={COLUMNS}
          rows={rows.slice(0, LISTED)}
          rowKey={({ key }) => key}
          rowUrl={({ firstNode }) => nodeUrl(firstNode)}
        />
      )}
    </>
  );
}

const side = (trace: Trace, details: ReadonlyArray<SpanDetails | undefined>) => ({
  trace,
  attributes: (row: number) => details[row]?.attributes,
});

const textOf = (value: AttributeValue | undefined) =>
  value === undefined ? (
    <i>not set</i>
  ) : (
    <span title={attributeText(value).slice(0, 1_000)}>{attributeText(value).slice(0, 200)}</span>
  );

const COLUMNS: ReadonlyArray<Column<AttributeSummary>> = [
  { id: 'key', header: 'Attribute', cell: ({ key }) => key },
  { id: 'a', header: 'A', description: 'The most frequent change', cell: ({ before }) => textOf(before) },
  { id: 'b', header: 'B', description: 'The most frequent change', cell: ({ after }) => textOf(after) },
  {
    id: 'calls',
    header: 'Calls',
    description: 'With just this change, of all calls where the attribute differs',
    isNumber: true,
    width: 120,
    cell: ({ alike, nodes }) => (alike === nodes ? `${nodes}` : `${alike} of ${nodes}`),
  },
];
