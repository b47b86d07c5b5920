// What is zoomed to: the way from the root to the frame, each step of which is a way back, and the frame's numbers.
import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { Button, useStyles2 } from '@grafana/ui';
import { formatCount } from '../format';
import React from 'react';
import { factLines } from './boxText';
import { ancestorsOf, type BoxFacts, type FlameBoxes } from './flameGraphData';

export interface FlameCrumbsProps {
  readonly boxes: FlameBoxes;
  readonly focus: number;
  readonly format: (value: number) => string;
  readonly onFocus: (box: number | undefined) => void;
  readonly onOpenSpan: ((row: number) => void) | undefined;
  /** What opening does, where it is not the waterfall. */
  readonly openText: string | undefined;
  readonly onSandwich: () => void;
}

/** The closest ones; what is above them is reached step by step. */
const MAX_STEPS = 5;

export function FlameCrumbs({ boxes, focus, format, onFocus, onOpenSpan, openText, onSandwich }: FlameCrumbsProps) {
  const styles = useStyles2(getStyles);
  const path = ancestorsOf(boxes.layout, focus, MAX_STEPS);
  const isCut = boxes.layout.parent[path[0]] !== -1;
  const facts = boxes.facts(focus);
  const separator = facts.isCaller ? '‹' : '›';
  return (
    <div className={styles.bar}>
      <nav aria-label="Zoomed to" className={styles.path}>
        <Button size="sm" variant="secondary" fill="text" icon="search-minus" onClick={() => onFocus(undefined)}>
          Show all
        </Button>
        {isCut && <span> {separator} …</span>}
        {path.map((box) => {
          const { label } = boxes.facts(box);
          return (
            <React.Fragment key={box}>
              <span aria-hidden>{separator}</span>
              {box === focus ? (
                <span className={styles.here} aria-current="true" title={label}>
                  {label}
                </span>
              ) : (
                <button type="button" className={styles.step} title={label} onClick={() => onFocus(box)}>
                  {label}
                </button>
              )}
            </React.Fragment>
          );
        })}
      </nav>
      <span className={styles.facts}>{factLines(facts, format).join(' · ')}</span>
      <Button
        size="sm"
        variant="secondary"
        icon="sitemap"
        onClick={onSandwich}
        tooltip="All frames of its name as one (c)"
      >
        Callers and callees
      </Button>
      {onOpenSpan && (
        <Button
          size="sm"
          variant="secondary"
          icon="gf-traces"
          onClick={() => onOpenSpan(boxes.rowOf(focus))}
          tooltip={`${openText ?? 'Open in the waterfall'} (o)`}
        >
          {openText ?? openSpanText(facts)}
        </Button>
      )}
    </div>
  );
}

/** What the button and the menu say of a frame's spans. */
export function openSpanText({ spans, isCaller }: BoxFacts): string {
  const count = spans?.count ?? 0;
  // The spans that are counted are not the caller's.
  return count > 1 && !isCaller ? `Open the first of ${formatCount(count)} spans` : 'Open the span';
}

const getStyles = (theme: GrafanaTheme2) => ({
  bar: css({
    flex: 'none',
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    columnGap: theme.spacing(2),
    fontSize: theme.typography.bodySmall.fontSize,
    fontVariantNumeric: 'tabular-nums',
  }),
  path: css({ display: 'flex', alignItems: 'center', gap: theme.spacing(0.5), minWidth: 0, maxWidth: '100%' }),
  step: css({
    font: 'inherit',
    border: 'none',
    padding: 0,
    background: 'none',
    maxWidth: 220,
    overflow: 'hidden',
    textOverflow: 'ellipsis',
    whiteSpace: 'nowrap',
    color: theme.colors.text.link,
    '&:hover': { textDecoration: 'underline' },
  }),
  here: css({
    maxWidth: 320,
    overflow: 'hidden',
    textOverflow: 'ellipsis',
    whiteSpace: 'nowrap',
    fontWeight: theme.typography.fontWeightMedium,
  }),
  facts: css({ color: theme.colors.text.secondary }),
});
