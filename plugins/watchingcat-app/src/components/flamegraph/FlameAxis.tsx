// The times above a flame graph by time.
import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { useStyles2 } from '@grafana/ui';
import React from 'react';
import { useTicks } from '../trace/rows/useTicks';
import { xOf, type Window } from './flameView';

const HEIGHT = 20;
/** A mark at the end has no name: it would be cut off. */
const LABEL_PX = 56;

export function FlameAxis({ window, width }: { readonly window: Window; readonly width: number }) {
  const styles = useStyles2(getStyles);
  const ticks = useTicks({ fromNs: window.from, toNs: window.to }, width);
  return (
    <div className={styles.axis} aria-hidden>
      {ticks.map(({ ns, label }) => {
        const x = xOf(ns, window, width);
        return (
          <span key={ns} className={styles.tick} style={{ left: x }}>
            {x + LABEL_PX <= width && label}
          </span>
        );
      })}
    </div>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  axis: css({ flex: 'none', position: 'relative', height: HEIGHT, overflow: 'hidden' }),
  tick: css({
    position: 'absolute',
    top: 0,
    height: HEIGHT,
    lineHeight: `${HEIGHT}px`,
    paddingLeft: 4,
    borderLeft: `1px solid ${theme.colors.border.medium}`,
    whiteSpace: 'nowrap',
    color: theme.colors.text.secondary,
    fontSize: theme.typography.bodySmall.fontSize,
    fontVariantNumeric: 'tabular-nums',
  }),
});
