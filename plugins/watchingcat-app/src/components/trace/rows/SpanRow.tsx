// One row of the waterfall as DOM: the name column, and over the canvas a clickable, named stretch for pointers and screen readers.
import { css, cx } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { useStyles2 } from '@grafana/ui';
import React, { memo } from 'react';

export interface SpanRowProps {
  readonly id: string;
  readonly row: number;
  /** 1 for the first row that is shown. */
  readonly rowIndex: number;
  readonly top: number;
  readonly height: number;
  readonly nameWidth: number;
  readonly indent: number;
  readonly level: number;
  readonly service: string;
  readonly operation: string;
  /** The parent is of another service (or there is none), so the service is worth naming. */
  readonly isServiceEntry: boolean;
  readonly color: string;
  readonly duration: string;
  readonly startOffset: string;
  readonly isError: boolean;
  /** Undefined for a row without children. */
  readonly isExpanded: boolean | undefined;
  readonly hiddenSpans: number;
  readonly hiddenErrors: number;
  readonly isCursor: boolean;
  readonly isSelected: boolean;
  readonly isDimmed: boolean;
  readonly query: string;
  readonly onOpen: (row: number) => void;
  readonly onToggle: (row: number) => void;
}

export const SpanRow = memo(function SpanRow(props: SpanRowProps) {
  const styles = useStyles2(getStyles);
  const { row, service, operation, duration, isError, isExpanded, hiddenSpans, query } = props;
  const hidden = hiddenSpans > 0 ? `, ${hiddenSpans} spans hidden` : '';
  return (
    <div
      role="row"
      id={props.id}
      aria-level={props.level}
      aria-rowindex={props.rowIndex}
      aria-selected={props.isSelected}
      aria-expanded={isExpanded}
      aria-label={`${service}: ${operation}, ${duration}, starts at ${props.startOffset}${isError ? ', error' : ''}${hidden}`}
      data-cursor={props.isCursor}
      className={cx(styles.row, props.isSelected && styles.selected, props.isCursor && styles.cursor)}
      style={{ transform: `translateY(${props.top}px)`, height: props.height }}
      onClick={() => props.onOpen(row)}
    >
      <div
        role="gridcell"
        className={styles.name}
        style={{ width: props.nameWidth, paddingLeft: props.indent, opacity: props.isDimmed ? 0.4 : 1 }}
        title={`${service} · ${operation}`}
      >
        <span
          className={styles.twisty}
          data-testid={isExpanded === undefined ? undefined : 'twisty'}
          onClick={(event) => {
            if (isExpanded === undefined) return;
            event.stopPropagation();
            props.onToggle(row);
          }}
        >
          {isExpanded !== undefined && (
            <svg width="10" height="10" viewBox="0 0 10 10" aria-hidden>
              <path
                d={isExpanded ? 'M1 3l4 4 4-4' : 'M3 1l4 4-4 4'}
                fill="none"
                stroke="currentColor"
                strokeWidth="1.6"
              />
            </svg>
          )}
        </span>
        <span className={styles.edge} style={{ background: props.color }} />
        {isError && (
          <span className={styles.error} title="Error">
            !
          </span>
        )}
        {props.isServiceEntry && (
          <span className={styles.service}>
            <Marked text={service} query={query} />
          </span>
        )}
        <span className={styles.operation}>
          <Marked text={operation} query={query} />
        </span>
        {hiddenSpans > 0 && (
          <span className={cx(styles.hidden, props.hiddenErrors > 0 && styles.hiddenErrors)}>
            +{hiddenSpans}
            {props.hiddenErrors > 0 && ` · ${props.hiddenErrors} !`}
          </span>
        )}
      </div>
      <div role="gridcell" className={styles.time} aria-label={duration} />
    </div>
  );
});

/** The text with the first occurrence of the query marked. */
function Marked({ text, query }: { readonly text: string; readonly query: string }) {
  const at = query === '' ? -1 : text.toLowerCase().indexOf(query);
  if (at === -1) return <>{text}</>;
  return (
    <>
      {text.slice(0, at)}
      <mark>{text.slice(at, at + query.length)}</mark>
      {text.slice(at + query.length)}
    </>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  row: css({
    position: 'absolute',
    left: 0,
    right: 0,
    top: 0,
    display: 'flex',
    cursor: 'pointer',
    '&:hover': { background: theme.colors.action.hover },
    '& mark': { background: theme.colors.warning.main, color: theme.colors.warning.contrastText, padding: 0 },
  }),
  selected: css({ background: theme.colors.action.selected }),
  cursor: css({ boxShadow: `inset 2px 0 0 ${theme.colors.primary.main}` }),
  name: css({
    flex: 'none',
    display: 'flex',
    alignItems: 'center',
    gap: 6,
    overflow: 'hidden',
    whiteSpace: 'nowrap',
    paddingRight: 6,
    fontSize: theme.typography.bodySmall.fontSize,
  }),
  twisty: css({
    flex: 'none',
    width: 18,
    height: '100%',
    display: 'flex',
    alignItems: 'center',
    justifyContent: 'center',
    color: theme.colors.text.secondary,
    '&:hover': { color: theme.colors.text.maxContrast },
  }),
  edge: css({ flex: 'none', width: 4, height: 16, borderRadius: 2, marginLeft: -6 }),
  error: css({
    flex: 'none',
    width: 14,
    height: 14,
    lineHeight: '14px',
    borderRadius: '50%',
    textAlign: 'center',
    fontWeight: theme.typography.fontWeightBold,
    fontSize: 11,
    background: theme.colors.error.main,
    color: theme.colors.error.contrastText,
  }),
  service: css({ flex: 'none', fontWeight: theme.typography.fontWeightMedium, color: theme.colors.text.primary }),
  operation: css({
    overflow: 'hidden',
    textOverflow: 'ellipsis',
    color: theme.colors.text.secondary,
    minWidth: 24,
    // Secondary text on the selection's background has less contrast than WCAG AA asks for.
    '[aria-selected="true"] &': { color: theme.colors.text.primary },
  }),
  hidden: css({
    flex: 'none',
    padding: '0 5px',
    borderRadius: 8,
    fontSize: 11,
    lineHeight: '16px',
    background: theme.colors.background.secondary,
    color: theme.colors.text.secondary,
  }),
  hiddenErrors: css({ color: theme.colors.error.text }),
  time: css({ flex: 1, minWidth: 0 }),
});
