// A table whose rows lead somewhere. Sorting is the caller's state (it is in the URL); numbers are right-aligned with digits of one
// width; the first cell holds the row's link, so keyboard and screen reader work as with any link, and the whole row is a target.
import { css, cx } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { Icon, useStyles2 } from '@grafana/ui';
import React, { type MouseEvent, type ReactNode } from 'react';
import { Link, useNavigate } from 'react-router-dom';
import type { Sort } from '../state/useSort';

export interface Column<Row> {
  readonly id: string;
  readonly header: string;
  /** Longer than the header: what the number means. */
  readonly description?: string | undefined;
  readonly cell: (row: Row) => ReactNode;
  readonly isNumber?: boolean | undefined;
  readonly isSortable?: boolean | undefined;
  readonly width?: number | string | undefined;
}

interface DataTableProps<Row> {
  /** For screen readers. */
  readonly caption: string;
  readonly columns: ReadonlyArray<Column<Row>>;
  readonly rows: readonly Row[];
  readonly rowKey: (row: Row) => string;
  /** Where the row leads. The first column's cell becomes the link. */
  readonly rowUrl: (row: Row) => string;
  readonly sort?: Sort | undefined;
  readonly onSort?: ((column: string) => void) | undefined;
  /** The row that a chart points at. */
  readonly highlighted?: string | undefined;
}

export function DataTable<Row>(props: DataTableProps<Row>) {
  const { caption, columns, rows, rowKey, rowUrl, highlighted } = props;
  const styles = useStyles2(getStyles);
  const navigate = useNavigate();
  const open = (event: MouseEvent, row: Row) => {
    // A click on something of its own, a text selection, or with a modifier (a new tab) is not ours.
    const isOther = (event.target as Element).closest('a, button') !== null || event.metaKey || event.ctrlKey;
    if (!isOther && window.getSelection()?.type !== 'Range') navigate(rowUrl(row));
  };
  return (
    <div className={styles.scroll}>
      <table className={styles.table} style={{ minWidth: minWidth(columns) }} aria-label={caption}>
        <thead>
          <tr>
            {columns.map((column) => (
              <HeaderCell key={column.id} column={column} sort={props.sort} onSort={props.onSort} />
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => {
            const key = rowKey(row);
            return (
              <tr
                key={key}
                className={cx(key === highlighted && styles.highlighted)}
                onClick={(event) => open(event, row)}
              >
                {columns.map((column, index) => (
                  <td key={column.id} className={cx(column.isNumber && styles.number)}>
                    {index > 0 ? (
                      column.cell(row)
                    ) : (
                      <Link to={rowUrl(row)} data-row-link className={styles.link}>
                        {column.cell(row)}
                      </Link>
                    )}
                  </td>
                ))}
              </tr>
            );
          })}
        </tbody>
      </table>
    </div>
  );
}

/** A column without a width keeps room for a name; a table that does not fit scrolls inside. */
const LEAST_NAME_PX = 200;

function minWidth<Row>(columns: ReadonlyArray<Column<Row>>): number {
  return columns.reduce((sum, { width }) => sum + (typeof width === 'number' ? width : LEAST_NAME_PX), 0);
}

function HeaderCell<Row>({
  column,
  sort,
  onSort,
}: Pick<DataTableProps<Row>, 'sort' | 'onSort'> & { readonly column: Column<Row> }) {
  const styles = useStyles2(getStyles);
  const isSorted = sort?.by === column.id;
  const direction = sort?.isDescending ? 'descending' : 'ascending';
  const icon = isSorted && <Icon name={sort.isDescending ? 'arrow-down' : 'arrow-up'} size="sm" />;
  return (
    <th
      scope="col"
      className={cx(column.isNumber && styles.number)}
      style={{ width: column.width }}
      aria-sort={isSorted ? direction : undefined}
      title={column.description}
    >
      {column.isSortable === true && onSort !== undefined ? (
        <button type="button" className={styles.sort} onClick={() => onSort(column.id)}>
          {column.isNumber && icon}
          {column.header}
          {!column.isNumber && icon}
        </button>
      ) : (
        column.header
      )}
    </th>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  scroll: css({ overflowX: 'auto', width: '100%' }),
  table: css({
    width: '100%',
    minWidth: 720,
    tableLayout: 'fixed',
    borderCollapse: 'collapse',
    fontVariantNumeric: 'tabular-nums',
    'th, td': {
      padding: theme.spacing(0, 1),
      height: 36,
      whiteSpace: 'nowrap',
      textAlign: 'left',
      overflow: 'hidden',
      textOverflow: 'ellipsis',
    },
    th: {
      position: 'sticky',
      top: 0,
      background: theme.colors.background.primary,
      color: theme.colors.text.secondary,
      fontSize: theme.typography.bodySmall.fontSize,
      fontWeight: theme.typography.fontWeightMedium,
    },
    // Else the name alone would take all the room of a very wide window, and its numbers would stand a metre away.
    '@media (min-width: 2400px)': { 'th:first-of-type': { width: 560 } },
    'tbody tr': { borderTop: `1px solid ${theme.colors.border.weak}`, cursor: 'pointer' },
    'tbody tr:hover, tbody tr:focus-within': { background: theme.colors.action.hover },
  }),
  highlighted: css({ background: theme.colors.action.selected }),
  number: css({ '&&': { textAlign: 'right' } }),
  link: css({ color: theme.colors.text.primary, '&:hover': { textDecoration: 'underline' } }),
  sort: css({
    all: 'unset',
    cursor: 'pointer',
    display: 'inline-flex',
    alignItems: 'center',
    gap: 4,
    '&:hover': { color: theme.colors.text.primary },
    '&:focus-visible': { outline: `2px solid ${theme.colors.primary.main}`, outlineOffset: 2 },
  }),
});
