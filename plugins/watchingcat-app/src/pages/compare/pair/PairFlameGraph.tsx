// Where did the time go in B, compared with A? Both traces as one flame graph. A frame opens its call in the comparison.
import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { Button, RadioButtonGroup, useStyles2 } from '@grafana/ui';
import { comparisonFrames } from '@watchingcat/analysis';
import React, { useMemo } from 'react';
import { FlameGraph } from '../../../components/flamegraph/FlameGraph';
import { FOCUS_BY_NUMBER, useFlameAddress } from '../../../components/flamegraph/useFlameAddress';
import { formatCount } from '../../../components/format';
import { useUrlState } from '../../../state/useUrlState';
import { FRAME_WIDTHS, framesWithoutWidth, pairFlameGraph, type FrameWidth } from './pairFlameGraph';
import type { TracePair } from './tracePair';

const LABELS: Readonly<Record<FrameWidth, string>> = { b: 'B', a: 'A', both: 'A + B' };

export function PairFlameGraph({ pair }: { readonly pair: TracePair }) {
  const styles = useStyles2(getStyles);
  const [params, changeUrl] = useUrlState();
  const { state, onChange } = useFlameAddress(FOCUS_BY_NUMBER);
  const { frames, firstNode } = useMemo(() => comparisonFrames(pair.comparison.tree, pair.a, pair.b), [pair]);
  const width = FRAME_WIDTHS.find((one) => one === params.get('width')) ?? FRAME_WIDTHS[0];
  const setWidth = (next: FrameWidth) => changeUrl({ width: next === FRAME_WIDTHS[0] ? undefined : next });
  const data = useMemo(() => pairFlameGraph(frames, width), [frames, width]);
  const hidden = useMemo(() => framesWithoutWidth(frames, width), [frames, width]);
  const other = width === 'a' ? 'B' : 'A';
  return (
    <>
      <div className={styles.choice}>
        <span aria-hidden>Width by</span>
        <RadioButtonGroup
          aria-label="Width by"
          size="sm"
          options={FRAME_WIDTHS.map((value) => ({ value, label: LABELS[value] }))}
          value={width}
          onChange={setWidth}
        />
        {hidden > 0 && (
          <span role="note" className={styles.hidden}>
            {hidden === 1 ? '1 call path is' : `${formatCount(hidden)} call paths are`} only in {other} and without
            width here.
            <Button size="sm" fill="text" onClick={() => setWidth('both')}>
              Show both
            </Button>
          </span>
        )}
      </div>
      <div className={styles.graph}>
        <FlameGraph
          data={data}
          state={state}
          onChange={onChange}
          onOpenSpan={(frame) => changeUrl({ node: String(firstNode[frame]) })}
          openText="Open the call in both traces"
        />
      </div>
    </>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  choice: css({
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    gap: theme.spacing(1),
    marginBottom: theme.spacing(1),
  }),
  hidden: css({ color: theme.colors.text.secondary }),
  // What stands above it is of the page; the graph scrolls inside.
  graph: css({ height: 'max(420px, 100vh - 360px)' }),
});
