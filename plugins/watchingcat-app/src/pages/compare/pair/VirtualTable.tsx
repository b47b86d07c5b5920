// A long table that scrolls inside itself and holds only the rows in sight: a comparison may have tens of thousands.
import { css, cx } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { useStyles2 } from '@grafana/ui';
import React, { useLayoutEffect, useState, type ReactNode } from 'react';
import { scrollElement } from '../../../components/trace/geometry/rowScroll';
import { useElementSize } from '../../../components/trace/useElementSize';

const ROW_HEIGHT = 30;
/** Of the rows; what stands above the table leaves a high window more. */
const HEIGHT = 'max(660px, 100vh - 420px)';
/** Drawn beyond what is in sight, so that the keyboard finds the next row. */
const OVERSCAN = 8;

export interface VirtualColumn {
  readonly id: string;
  readonly header: string;
  readonly description?: string;
  /** Of CSS grid: `1fr`, `90px`. */
  readonly width: string;
  readonly isNumber?: boolean;
  readonly cell: (node: number) => ReactNode;
}

interface VirtualTableProps {
  readonly caption: string;
  readonly columns: readonly VirtualColumn[];
  readonly rows: Uint32Array;
  readonly selected: number | undefined;
}

export function VirtualTable({ caption, columns, rows, selected }: VirtualTableProps) {
  const styles = useStyles2(getStyles);
  const [top, setTop] = useState(0);
  const { size, element, setElement } = useElementSize();
  const place = selected === undefined ? -1 : rows.indexOf(selected);
  useLayoutEffect(() => {
    // A row that was chosen in another view, or stands in the address, is shown; one that is seen already stays where it is.
    if (element === null || place === -1) return;
    const rowTop = place * ROW_HEIGHT;
    const isSeen = rowTop >= element.scrollTop && rowTop + ROW_HEIGHT <= element.scrollTop + element.clientHeight;
    if (!isSeen) scrollElement(element, rowTop - element.clientHeight / 2);
  }, [place, element]);
  const template = { gridTemplateColumns: columns.map(({ width }) => width).join(' ') };
  const first = Math.max(0, Math.floor(top / ROW_HEIGHT) - OVERSCAN);
  const inSight = rows.subarray(first, first + Math.ceil(size.height / ROW_HEIGHT) + 2 * OVERSCAN);
  return (
    <div role="table" aria-label={caption} aria-rowcount={rows.length + 1} className={styles.table}>
      <div role="rowgroup">
        <div role="row" aria-rowindex={1} className={cx(styles.row, styles.header)} style={template}>
          {columns.map(({ id, header, description, isNumber }) => (
            <span key={id} role="columnheader" title={description} className={cx(isNumber && styles.number)}>
              {header}
            </span>
          ))}
        </div>
      </div>
      <div
        role="rowgroup"
        ref={setElement}
        className={styles.scroll}
        style={{ height: `min(${rows.length * ROW_HEIGHT}px, ${HEIGHT})` }}
        onScroll={(event) => setTop(event.currentTarget.scrollTop)}
      >
        <div role="presentation" style={{ height: rows.length * ROW_HEIGHT, paddingTop: first * ROW_HEIGHT }}>
          {Array.from(inSight, (node, at) => (
            <div
              key={node}
              role="row"
              aria-rowindex={first + at + 2}
              aria-current={node === selected ? true : undefined}
              className={cx(styles.row, styles.item, node === selected && styles.selected)}
              style={template}
            >
              {columns.map(({ id, isNumber, cell }) => (
                <span key={id} role="cell" className={cx(styles.cell, isNumber && styles.number)}>
                  {cell(node)}
                </span>
              ))}
            </div>
          ))}
        </div>
      </div>
    </div>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  table: css({
    marginTop: theme.spacing(1),
    fontVariantNumeric: 'tabular-nums',
    border: `1px solid ${theme.colors.border.weak}`,
  }),
  scroll: css({ overflowY: 'auto', scrollbarGutter: 'stable' }),
  row: css({
    display: 'grid',
    alignItems: 'center',
    height: ROW_HEIGHT,
    boxSizing: 'border-box',
    columnGap: theme.spacing(1),
    padding: theme.spacing(0, 1),
  }),
  header: css({
    // As wide as the rows below, beside whose scroll bar it stands.
    overflow: 'hidden',
    scrollbarGutter: 'stable',
    color: theme.colors.text.secondary,
    fontSize: theme.typography.bodySmall.fontSize,
    background: theme.colors.background.primary,
  }),
  item: css({
    borderTop: `1px solid ${theme.colors.border.weak}`,
    '&:hover, &:focus-within': { background: theme.colors.action.hover },
  }),
  selected: css({ background: theme.colors.action.selected }),
  cell: css({ minWidth: 0, overflow: 'hidden', textOverflow: 'ellipsis', whiteSpace: 'nowrap' }),
  number: css({ textAlign: 'right' }),
});
