// What a span and a run of alike spans have in common as a line of the waterfall: the name column, and over the canvas a clickable, named
// stretch for pointers and screen readers.
import { cx } from '@emotion/css';
import { useStyles2 } from '@grafana/ui';
import React, { type ReactNode } from 'react';
import { Marked } from './Marked';
import { getRowStyles } from './rowStyles';
import { Twisty } from './Twisty';

/** Where a line stands, and what it is called. */
export interface RowPlace {
  readonly id: string;
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
  readonly isCursor: boolean;
  readonly isDimmed: boolean;
  readonly query: string;
}

export interface RowProps extends RowPlace {
  /** Undefined where there is nothing to fold. */
  readonly isExpanded: boolean | undefined;
  /** Undefined for what cannot be selected. */
  readonly isSelected?: boolean;
  readonly label: string;
  readonly title: string;
  /** What the bar tells. */
  readonly figures: string;
  readonly beforeName: ReactNode;
  readonly afterName: ReactNode;
  readonly onClick: () => void;
  readonly onToggle: () => void;
}

export function Row(props: RowProps) {
  const styles = useStyles2(getRowStyles);
  const { isExpanded, isSelected, isCursor, query } = props;
  return (
    <div
      role="row"
      id={props.id}
      aria-level={props.level}
      aria-rowindex={props.rowIndex}
      aria-selected={isSelected}
      aria-expanded={isExpanded}
      aria-label={props.label}
      data-cursor={isCursor}
      className={cx(styles.row, isSelected && styles.selected, isCursor && styles.cursor)}
      style={{ transform: `translateY(${props.top}px)`, height: props.height }}
      onClick={props.onClick}
    >
      <div
        role="gridcell"
        className={styles.name}
        style={{ width: props.nameWidth, paddingLeft: props.indent, opacity: props.isDimmed ? 0.4 : 1 }}
        title={props.title}
      >
        <Twisty isExpanded={isExpanded} onToggle={props.onToggle} />
        <span className={styles.edge} style={{ background: props.color }} />
        {props.beforeName}
        {props.isServiceEntry && (
          <span className={styles.service}>
            <Marked text={props.service} query={query} />
          </span>
        )}
        <span className={styles.operation}>
          <Marked text={props.operation} query={query} />
        </span>
        {props.afterName}
      </div>
      <div role="gridcell" className={styles.time} aria-label={props.figures} />
    </div>
  );
}
