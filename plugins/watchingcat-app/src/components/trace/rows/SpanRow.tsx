// One span of the waterfall as DOM.
import { cx } from '@emotion/css';
import { useStyles2 } from '@grafana/ui';
import React, { memo } from 'react';
import { nameText } from '../../visibleText';
import { spanMarks } from '../spanMarks';
import { Row, type RowPlace } from './Row';
import { getRowStyles } from './rowStyles';

export interface SpanRowProps extends RowPlace {
  readonly row: number;
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
  readonly isSelected: boolean;
  readonly onOpen: (row: number) => void;
  readonly onToggle: (row: number) => void;
}

export const SpanRow = memo(function SpanRow(props: SpanRowProps) {
  const styles = useStyles2(getRowStyles);
  const { row, duration, startOffset, isError, flags, shiftNs, hiddenSpans, hiddenErrors, onOpen, onToggle, ...place } =
    props;
  const hidden = hiddenSpans > 0 ? `, ${hiddenSpans} spans hidden` : '';
  const marks = spanMarks(flags, shiftNs);
  const name = `${nameText(place.service)}: ${nameText(place.operation)}`;
  const remarks = marks.map(({ label }) => `, ${label}`).join('');
  return (
    <Row
      {...place}
      label={`${name}, ${duration}, starts at ${startOffset}${isError ? ', error' : ''}${remarks}${hidden}`}
      title={name}
      figures={duration}
      beforeName={
        isError && (
          <span className={styles.error} title="Error">
            !
          </span>
        )
      }
      afterName={
        <>
          {marks.map(({ sign, label, explanation, isWarning }) => (
            <span key={label} className={cx(styles.pill, isWarning && styles.pillWarning)} title={explanation}>
              {sign}
            </span>
          ))}
          {hiddenSpans > 0 && (
            <span className={cx(styles.pill, hiddenErrors > 0 && styles.pillError)}>
              +{hiddenSpans}
              {hiddenErrors > 0 && ` · ${hiddenErrors} !`}
            </span>
          )}
        </>
      }
      onClick={() => onOpen(row)}
      onToggle={() => onToggle(row)}
    />
  );
});
