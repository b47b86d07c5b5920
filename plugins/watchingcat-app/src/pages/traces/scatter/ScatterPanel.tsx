// The scatter with what can be asked of it: a rectangle narrows the search or stays as a selection, and of a selection (or of the whole
// search) the page asks what sets it apart and where its time goes. Selection and question stand in the address.
import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { Button, useStyles2 } from '@grafana/ui';
import type { TraceQuery, TraceSummary } from '@watchingcat/model';
import React, { lazy, Suspense, useMemo } from 'react';
import { BlockSkeleton } from '../../../components/Loading';
import { formatCount } from '../../../components/format';
import { rawRange } from '../../../state/TimeRangeContext';
import { useUrlState } from '../../../state/useUrlState';
import { plottedTraces } from './plottedTraces';
import { windowText } from './RectangleStatus';
import type { BrushedWindow } from './scatterScale';
import { readSelection, selectedQuery, selectionText, tracesWithin } from './selection';
import { TraceScatter } from './TraceScatter';

const OutliersPanel = lazy(() => import('../outliers/OutliersPanel').then((m) => ({ default: m.OutliersPanel })));
const AggregatePathPanel = lazy(() =>
  import('../aggregatePath/AggregatePathPanel').then((m) => ({ default: m.AggregatePathPanel })),
);

interface ScatterPanelProps {
  /** What the page searches for: memoized. */
  readonly query: TraceQuery;
  readonly dots: { readonly traces: readonly TraceSummary[]; readonly isSample: boolean };
  readonly fromMs: number;
  readonly toMs: number;
  readonly onOpen: (traceId: string) => void;
  readonly onHover: (traceId: string | undefined) => void;
}

export function ScatterPanel({ query, dots, fromMs, toMs, onOpen, onHover }: ScatterPanelProps) {
  const styles = useStyles2(getStyles);
  const [params, changeUrl] = useUrlState();
  const text = params.get('selection');
  const selection = useMemo(() => readSelection(text), [text]);
  const asked = useMemo(() => (selection ? selectedQuery(query, selection) : query), [query, selection]);
  const analysis = params.get('analysis');
  const close = () => changeUrl({ analysis: undefined, whatIf: undefined });
  return (
    <>
      <TraceScatter
        traces={dots.traces}
        isSample={dots.isSample}
        fromMs={fromMs}
        toMs={toMs}
        selection={selection}
        onOpen={onOpen}
        onSelect={(window) => changeUrl(window ? { selection: selectionText(window) } : NOTHING_SELECTED)}
        onHover={onHover}
      />
      <div className={styles.actions}>
        {selection !== undefined && (
          <>
            <SelectionText traces={dots.traces} selection={selection} />
            <Button size="sm" variant="secondary" icon="search-minus" onClick={() => changeUrl(narrowed(selection))}>
              Narrow the search to these
            </Button>
            <Button size="sm" variant="primary" onClick={() => changeUrl({ analysis: 'outliers' })}>
              What sets these apart?
            </Button>
          </>
        )}
        <Button
          size="sm"
          variant={selection === undefined ? 'secondary' : 'primary'}
          onClick={() => changeUrl({ analysis: 'path' })}
        >
          Where does the time go?
        </Button>
        {selection !== undefined && (
          <Button size="sm" variant="secondary" fill="text" onClick={() => changeUrl(NOTHING_SELECTED)}>
            Clear the selection
          </Button>
        )}
      </div>
      <Suspense fallback={<BlockSkeleton height={200} label="Loading the analysis" />}>
        {analysis === 'outliers' && selection !== undefined && (
          <OutliersPanel selection={asked} baseline={query} onClose={close} />
        )}
        {analysis === 'path' && (
          <AggregatePathPanel query={asked} isSelection={selection !== undefined} onClose={close} />
        )}
      </Suspense>
    </>
  );
}

function SelectionText({
  traces,
  selection,
}: {
  readonly traces: readonly TraceSummary[];
  readonly selection: BrushedWindow;
}) {
  const within = useMemo(() => tracesWithin(plottedTraces(traces), selection).length, [traces, selection]);
  return (
    <span>
      Selected: {formatCount(within)} of the dots, {windowText(selection)}
    </span>
  );
}

const NOTHING_SELECTED = { selection: undefined, analysis: undefined, whatIf: undefined };

/** The selection becomes the search itself. */
function narrowed({ fromMs, toMs, minDurationMs, maxDurationMs }: BrushedWindow) {
  return {
    ...NOTHING_SELECTED,
    ...rawRange({ from: fromMs, to: toMs }),
    minDuration: `${minDurationMs}ms`,
    maxDuration: `${maxDurationMs}ms`,
  };
}

const getStyles = (theme: GrafanaTheme2) => ({
  actions: css({
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    gap: theme.spacing(1),
    fontVariantNumeric: 'tabular-nums',
  }),
});
