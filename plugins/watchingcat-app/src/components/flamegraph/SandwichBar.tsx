// Whose callers and callees are shown, what it holds all in all, and the way back to the whole graph.
import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { Button, useStyles2 } from '@grafana/ui';
import { frameLabel, type FrameFunction, type FrameName } from '@watchingcat/analysis';
import React from 'react';
import { formatCount, formatPercent } from '../format';
import { signedChange } from './boxText';
import type { FlameGraphData } from './flameGraphData';
import type { SandwichBoxes } from './sandwichBoxes';

export interface SandwichBarProps {
  readonly data: FlameGraphData;
  readonly of: FrameName;
  /** Undefined when no frame has the name. */
  readonly sandwich: SandwichBoxes | undefined;
  readonly onLeave: () => void;
}

export function SandwichBar({ data, of, sandwich, onLeave }: SandwichBarProps) {
  const styles = useStyles2(getStyles);
  const label = frameLabel(of);
  return (
    <section className={styles.bar} aria-label="Callers and callees">
      <Button size="sm" variant="secondary" icon="arrow-left" onClick={onLeave}>
        Whole graph
      </Button>
      {sandwich === undefined ? (
        <span role="status">No frame is called “{label}” here, so all of the graph is shown.</span>
      ) : (
        <>
          <span>
            <strong className={styles.name}>{label}</strong> is called by the frames above it and calls those below it.
          </span>
          <span className={styles.sums}>{sumsText(sandwich.sums, data).join(' · ')}</span>
          {sandwich.callersCutAt !== undefined && (
            <span role="note">
              There are too many ways to it: only {formatCount(sandwich.callersCutAt)} levels of callers are shown.
            </span>
          )}
        </>
      )}
    </section>
  );
}

function sumsText(sums: FrameFunction, { frames, format, sides }: FlameGraphData): string[] {
  const { before, after } = sums;
  if (before !== undefined && after !== undefined) {
    return (['total', 'self'] as const).map(
      (key) =>
        `${key} ${sides.before} ${format(before[key])}, ${sides.after} ${format(after[key])}: ${signedChange(before[key], after[key], format)}`,
    );
  }
  const part = (value: number) => (frames.extent === 0 ? 0 : value / frames.extent);
  const texts = (['total', 'self'] as const).map(
    (key) => `${key} ${format(sums[key])} (${formatPercent(part(sums[key]))})`,
  );
  if (sums.count !== undefined) texts.push(sums.count === 1 ? '1 span' : `${formatCount(sums.count)} spans`);
  if (sums.errors !== undefined && sums.errors > 0) texts.push(`${formatCount(sums.errors)} failed`);
  return texts;
}

const getStyles = (theme: GrafanaTheme2) => ({
  bar: css({
    flex: 'none',
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    gap: theme.spacing(0.5, 2),
    fontSize: theme.typography.bodySmall.fontSize,
    fontVariantNumeric: 'tabular-nums',
  }),
  name: css({ overflowWrap: 'anywhere' }),
  sums: css({ color: theme.colors.text.secondary }),
});
