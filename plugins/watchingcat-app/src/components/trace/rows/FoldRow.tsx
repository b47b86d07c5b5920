// A run of alike siblings as one line: how many, and how long they took. A click opens or closes it.
import { cx } from '@emotion/css';
import { useStyles2 } from '@grafana/ui';
import type { RunStats } from '@watchingcat/analysis';
import React, { memo } from 'react';
import { formatDurationNs } from '../../format';
import { nameText } from '../../visibleText';
import { Row, type RowPlace } from './Row';
import { getRowStyles } from './rowStyles';

export interface FoldRowProps extends RowPlace {
  /** Of the fold, as analysis' `Line` has it. */
  readonly line: number;
  readonly stats: RunStats;
  readonly isExpanded: boolean;
  readonly onToggle: (line: number) => void;
}

export const FoldRow = memo(function FoldRow({ line, stats, onToggle, ...place }: FoldRowProps) {
  const styles = useStyles2(getRowStyles);
  const count = stats.count.toLocaleString('en');
  const name = `${nameText(place.service)}: ${nameText(place.operation)}`;
  const figures = runFigures(stats);
  const toggle = () => onToggle(line);
  return (
    <Row
      {...place}
      label={`${name}, repeated ${count} times, ${figures}`}
      title={`${count} × ${name}\n${figures}`}
      figures={figures}
      beforeName={<span className={styles.pill}>{count} ×</span>}
      afterName={
        <>
          {stats.errors > 0 && <span className={cx(styles.pill, styles.pillError)}>{stats.errors} !</span>}
          <span className={styles.pill}>p95 {formatDurationNs(stats.p95Ns)}</span>
        </>
      }
      onClick={toggle}
      onToggle={toggle}
    />
  );
});

/** `p50 2.00 ms, p95 9.10 ms, total 4.20 s, 3 errors` */
export function runFigures({ p50Ns, p95Ns, totalNs, errors }: RunStats): string {
  const failed = errors === 1 ? '1 error' : `${errors.toLocaleString('en')} errors`;
  return `p50 ${formatDurationNs(p50Ns)}, p95 ${formatDurationNs(p95Ns)}, total ${formatDurationNs(totalNs)}, ${failed}`;
}
