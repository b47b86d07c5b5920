// The ancestors of the first row, on top of the rows that scroll below them. A click goes to the ancestor. Copies of rows, so they are not
// there for screen readers and the keyboard, which have the level of each row and ← or p for its parent.
import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { useStyles2 } from '@grafana/ui';
import type { Trace } from '@watchingcat/model';
import React from 'react';
import { nameText } from '../../visibleText';

export interface StickyRowsProps {
  readonly trace: Trace;
  readonly rows: readonly number[];
  readonly rowHeight: number;
  readonly nameWidth: number;
  readonly indentOf: (row: number) => number;
  readonly colorOf: (row: number) => string;
  readonly onGo: (row: number) => void;
}

export function StickyRows({ trace, rows, rowHeight, nameWidth, indentOf, colorOf, onGo }: StickyRowsProps) {
  const styles = useStyles2(getStyles);
  if (rows.length === 0) return null;
  return (
    <div className={styles.sticky} style={{ height: rows.length * rowHeight }} aria-hidden data-testid="sticky-rows">
      {rows.map((row) => (
        <div key={row} className={styles.row} style={{ height: rowHeight }} onClick={() => onGo(row)}>
          <div className={styles.name} style={{ width: nameWidth, paddingLeft: indentOf(row) + 18 }}>
            <span className={styles.edge} style={{ background: colorOf(row) }} />
            <strong>{nameText(trace.services[trace.service[row]])}</strong>
            <span className={styles.operation}>{nameText(trace.operations[trace.operation[row]])}</span>
          </div>
        </div>
      ))}
    </div>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  sticky: css({
    position: 'absolute',
    top: 0,
    left: 0,
    right: 0,
    zIndex: 1,
    borderBottom: `1px solid ${theme.colors.border.medium}`,
    boxShadow: theme.shadows.z1,
  }),
  row: css({ display: 'flex', cursor: 'pointer', '&:hover': { background: theme.colors.action.hover } }),
  name: css({
    flex: 'none',
    display: 'flex',
    alignItems: 'center',
    gap: 6,
    overflow: 'hidden',
    whiteSpace: 'nowrap',
    paddingRight: 6,
    fontSize: theme.typography.bodySmall.fontSize,
    // The bars are drawn below, on the canvas; names of rows that scroll under must not show through.
    background: theme.colors.background.primary,
  }),
  edge: css({ flex: 'none', width: 4, height: 16, borderRadius: 2 }),
  operation: css({ overflow: 'hidden', textOverflow: 'ellipsis', color: theme.colors.text.secondary }),
});
