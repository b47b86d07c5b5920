// A table whose rows lead somewhere. Sorting is the caller's state (it is in the URL); numbers are right-aligned with digits of one
// width; the first cell holds the row's link, so keyboard and screen reader work as with any link, and the whole row is a target.
import { css, cx } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { useStyles2 } from '@grafana/ui';
import React, { type MouseEvent, type ReactNode } from 'react';
import { Link, useNavigate } from 'react-router-dom';
import type { Sort } from '../state/useSort';
import { SortHeader } from './SortHeader';

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
  /** Rows can be chosen, each by a box before it. */
  readonly choice?: RowChoice | undefined;
}

export interface RowChoice {
  /** Keys of rows; those of rows that are not listed are overlooked. */
  readonly chosen: ReadonlySet<string>;
  readonly onChange: (chosen: ReadonlySet<string>) => void;
}

export function DataTable<Row>(props: DataTableProps<Row>) {
  const { caption, columns, rows, rowKey, rowUrl, highlighted, choice } = props;
  const styles = useStyles2(getStyles);
  const navigate = useNavigate();
  const open = (event: MouseEvent, row: Row) => {
    // A click on something of its own, a text selection, or with a modifier (a new tab) is not ours.
    const isOther =
      (event.target as Element).closest('a, button, input, label') !== null || event.metaKey || event.ctrlKey;
    if (!isOther && window.getSelection()?.type !== 'Range') navigate(rowUrl(row));
  };
  return (
    <div className={styles.scroll}>
      <table className={styles.table} style={{ minWidth: minWidth(columns) }} aria-label={caption}>
        <thead>
          <tr>
            {choice !== undefined && (
              <th scope="col" data-box className={styles.box}>
                <AllBox keys={rows.map(rowKey)} choice={choice} />
              </th>
            )}
            {columns.map((column) => (
              <SortHeader
                key={column.id}
                id={column.id}
                sort={props.sort}
                onSort={column.isSortable === true ? props.onSort : undefined}
                isNumber={column.isNumber}
                width={column.width}
                title={column.description}
              >
                {column.header}
              </SortHeader>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row, number) => {
            const key = rowKey(row);
            return (
              <tr
                key={key}
                className={cx(key === highlighted && styles.highlighted)}
                onClick={(event) => open(event, row)}
              >
                {choice !== undefined && (
                  <td className={styles.box}>
                    <label>
                      <input
                        type="checkbox"
                        aria-label={`Choose row ${number + 1}`}
                        checked={choice.chosen.has(key)}
                        onChange={() => choice.onChange(toggled(choice.chosen, key))}
                      />
                    </label>
                  </td>
                )}
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

/** Chooses all rows that are listed, or none. */
function AllBox({
  keys,
  choice: { chosen, onChange },
}: {
  readonly keys: readonly string[];
  readonly choice: RowChoice;
}) {
  const count = keys.filter((key) => chosen.has(key)).length;
  const isAll = count > 0 && count === keys.length;
  return (
    <label>
      <input
        type="checkbox"
        aria-label="Choose all rows"
        checked={isAll}
        ref={(box) => {
          if (box !== null) box.indeterminate = count > 0 && !isAll;
        }}
        onChange={() => onChange(new Set(isAll ? [] : keys))}
      />
    </label>
  );
}

function toggled(chosen: ReadonlySet<string>, key: string): ReadonlySet<string> {
  const next = new Set(chosen);
  if (!next.delete(key)) next.add(key);
  return next;
}

/** A column without a width keeps room for a name; a table that does not fit scrolls inside. */
const LEAST_NAME_PX = 200;

function minWidth<Row>(columns: ReadonlyArray<Column<Row>>): number {
  return columns.reduce((sum, { width }) => sum + (typeof width === 'number' ? width : LEAST_NAME_PX), 0);
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
    '@media (min-width: 2400px)': { 'th:first-of-type:not([data-box]), th[data-box] + th': { width: 560 } },
    'tbody tr': { borderTop: `1px solid ${theme.colors.border.weak}`, cursor: 'pointer' },
    'tbody tr:hover, tbody tr:focus-within': { background: theme.colors.action.hover },
  }),
  box: css({
    width: 32,
    '&&': { padding: 0, textAlign: 'center' },
    // The whole cell is the target.
    label: {
      display: 'flex',
      alignItems: 'center',
      justifyContent: 'center',
      height: 36,
      margin: 0,
      cursor: 'pointer',
    },
    input: { accentColor: theme.colors.primary.main },
  }),
  highlighted: css({ background: theme.colors.action.selected }),
  number: css({ '&&': { textAlign: 'right' } }),
  link: css({ color: theme.colors.text.primary, '&:hover': { textDecoration: 'underline' } }),
});
