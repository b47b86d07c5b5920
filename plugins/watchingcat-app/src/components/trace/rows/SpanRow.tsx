// One span of the waterfall as DOM: the name column, and over the canvas a clickable, named stretch for pointers and screen readers.
import { cx } from '@emotion/css';
import { useStyles2 } from '@grafana/ui';
import React, { memo } from 'react';
import { nameText } from '../../visibleText';
import { Marked } from './Marked';
import { getRowStyles } from './rowStyles';
import { spanMarks } from '../spanMarks';
import { Twisty } from './Twisty';

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
  /** Bits of `SPAN_FLAG`. */
  readonly flags: number;
  /** By which the span was moved because of its clock, in ns; 0: not at all. */
  readonly shiftNs: number;
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
  const styles = useStyles2(getRowStyles);
  const { row, service, operation, duration, isError, isExpanded, hiddenSpans, query } = props;
  const hidden = hiddenSpans > 0 ? `, ${hiddenSpans} spans hidden` : '';
  const marks = spanMarks(props.flags, props.shiftNs);
  const name = `${nameText(service)}: ${nameText(operation)}`;
  const remarks = marks.map(({ label }) => `, ${label}`).join('');
  return (
    <div
      role="row"
      id={props.id}
      aria-level={props.level}
      aria-rowindex={props.rowIndex}
      aria-selected={props.isSelected}
      aria-expanded={isExpanded}
      aria-label={`${name}, ${duration}, starts at ${props.startOffset}${isError ? ', error' : ''}${remarks}${hidden}`}
      data-cursor={props.isCursor}
      className={cx(styles.row, props.isSelected && styles.selected, props.isCursor && styles.cursor)}
      style={{ transform: `translateY(${props.top}px)`, height: props.height }}
      onClick={() => props.onOpen(row)}
    >
      <div
        role="gridcell"
        className={styles.name}
        style={{ width: props.nameWidth, paddingLeft: props.indent, opacity: props.isDimmed ? 0.4 : 1 }}
        title={name}
      >
        <Twisty isExpanded={isExpanded} onToggle={() => props.onToggle(row)} />
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
        {marks.map(({ sign, label, explanation, isWarning }) => (
          <span key={label} className={cx(styles.pill, isWarning && styles.pillWarning)} title={explanation}>
            {sign}
          </span>
        ))}
        {hiddenSpans > 0 && (
          <span className={cx(styles.pill, props.hiddenErrors > 0 && styles.pillError)}>
            +{hiddenSpans}
            {props.hiddenErrors > 0 && ` · ${props.hiddenErrors} !`}
          </span>
        )}
      </div>
      <div role="gridcell" className={styles.time} aria-label={duration} />
    </div>
  );
});
