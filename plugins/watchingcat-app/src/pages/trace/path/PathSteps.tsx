// The critical path as a list of steps in the order of time. A step opens its span in the waterfall.
import { Button, useTheme2 } from '@grafana/ui';
import type { CriticalPath } from '@watchingcat/analysis';
import React, { useMemo, useState } from 'react';
import { Bar } from '../../../components/Bar';
import { DataTable, type Column } from '../../../components/DataTable';
import { formatCount, formatDurationNs, formatPercent } from '../../../components/format';
import { OperationName } from '../../../components/OperationName';
import { serviceColor } from '../../../components/serviceColor';
import { useSpanUrls } from '../useSpanUrls';

/** More are added on request: a table is not virtual. */
const STEPS_AT_ONCE = 200;

interface PathStepsProps {
  readonly path: CriticalPath;
  /** By row. */
  readonly dragNs: Float64Array;
}

export function PathSteps({ path, dragNs }: PathStepsProps) {
  const theme = useTheme2();
  const [shown, setShown] = useState(STEPS_AT_ONCE);
  const { segments, waits, durationNs } = path;
  const { trace } = waits;
  const urls = useSpanUrls(trace);
  const steps = useMemo(() => Array.from({ length: Math.min(shown, segments.size) }, (_, at) => at), [segments, shown]);
  const columns = useMemo((): Array<Column<number>> => {
    const serviceOf = (at: number) => trace.services[trace.service[segments.row[at]]];
    const lengthOf = (at: number) => segments.endNs[at] - segments.startNs[at];
    return [
      {
        id: 'span',
        header: 'Span',
        cell: (at) => (
          <OperationName service={serviceOf(at)} operation={trace.operations[trace.operation[segments.row[at]]]} />
        ),
      },
      {
        id: 'from',
        header: 'From',
        description: 'After the start of the root',
        isNumber: true,
        width: 100,
        cell: (at) => formatDurationNs(segments.startNs[at]),
      },
      {
        id: 'duration',
        header: 'Duration',
        width: 220,
        cell: (at) => (
          <Bar
            share={lengthOf(at) / durationNs}
            color={serviceColor(serviceOf(at), theme)}
            label={formatDurationNs(lengthOf(at))}
            title={`${formatPercent(lengthOf(at) / durationNs)} of the path`}
          />
        ),
      },
      {
        id: 'drag',
        header: 'Drag',
        description: 'By how much the request would be shorter if this span, with all that it waits for, took no time',
        isNumber: true,
        width: 100,
        cell: (at) => formatDurationNs(dragNs[segments.row[at]]),
      },
    ];
  }, [trace, segments, durationNs, dragNs, theme]);
  return (
    <section aria-label="Steps">
      <h4>{segments.size === 1 ? '1 step' : `${formatCount(segments.size)} steps`}, in the order of time</h4>
      <DataTable
        caption="Steps of the critical path"
        columns={columns}
        rows={steps}
        rowKey={String}
        rowUrl={(at) => urls.span(segments.row[at])}
      />
      {shown < segments.size && (
        <Button variant="secondary" fill="text" onClick={() => setShown(shown + STEPS_AT_ONCE)}>
          Show more steps
        </Button>
      )}
    </section>
  );
}
