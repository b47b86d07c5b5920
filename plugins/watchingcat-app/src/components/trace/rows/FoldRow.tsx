// A run of alike siblings as one line: how many, and how long they took. A click opens or closes it.
import { cx } from '@emotion/css';
import { useStyles2 } from '@grafana/ui';
import type { RunStats } from '@watchingcat/analysis';
import React, { memo } from 'react';
import { formatDurationNs } from '../../format';
import { nameText } from '../../visibleText';
import { Marked } from './Marked';
import { getRowStyles } from './rowStyles';
import { Twisty } from './Twisty';

export interface FoldRowProps {
  readonly id: string;
  /** Of the fold, as analysis' `Line` has it. */
  readonly line: number;
  readonly rowIndex: number;
  readonly top: number;
  readonly height: number;
  readonly nameWidth: number;
  readonly indent: number;
  readonly level: number;
  readonly service: string;
  readonly operation: string;
  readonly isServiceEntry: boolean;
  readonly color: string;
  readonly stats: RunStats;
  readonly isExpanded: boolean;
  readonly isCursor: boolean;
  readonly isDimmed: boolean;
  readonly query: string;
  readonly onToggle: (line: number) => void;
}

export const FoldRow = memo(function FoldRow(props: FoldRowProps) {
  const styles = useStyles2(getRowStyles);
  const { line, service, operation, stats, isExpanded, query } = props;
  const count = stats.count.toLocaleString('en');
  const name = `${nameText(service)}: ${nameText(operation)}`;
  const figures = runFigures(stats);
  return (
    <div
      role="row"
      id={props.id}
      aria-level={props.level}
      aria-rowindex={props.rowIndex}
      aria-expanded={isExpanded}
      aria-label={`${name}, repeated ${count} times, ${figures}`}
      data-cursor={props.isCursor}
      className={cx(styles.row, props.isCursor && styles.cursor)}
      style={{ transform: `translateY(${props.top}px)`, height: props.height }}
      onClick={() => props.onToggle(line)}
    >
      <div
        role="gridcell"
        className={styles.name}
        style={{ width: props.nameWidth, paddingLeft: props.indent, opacity: props.isDimmed ? 0.4 : 1 }}
        title={`${count} × ${name}\n${figures}`}
      >
        <Twisty isExpanded={isExpanded} onToggle={() => props.onToggle(line)} />
        <span className={styles.edge} style={{ background: props.color }} />
        <span className={styles.pill}>{count} ×</span>
        {props.isServiceEntry && (
          <span className={styles.service}>
            <Marked text={service} query={query} />
          </span>
        )}
        <span className={styles.operation}>
          <Marked text={operation} query={query} />
        </span>
        {stats.errors > 0 && <span className={cx(styles.pill, styles.pillError)}>{stats.errors} !</span>}
        <span className={styles.pill}>p95 {formatDurationNs(stats.p95Ns)}</span>
      </div>
      <div role="gridcell" className={styles.time} aria-label={figures} />
    </div>
  );
});

/** `p50 2.00 ms, p95 9.10 ms, total 4.20 s, 3 errors` */
export function runFigures({ p50Ns, p95Ns, totalNs, errors }: RunStats): string {
  const failed = errors === 1 ? '1 error' : `${errors.toLocaleString('en')} errors`;
  return `p50 ${formatDurationNs(p50Ns)}, p95 ${formatDurationNs(p95Ns)}, total ${formatDurationNs(totalNs)}, ${failed}`;
}
