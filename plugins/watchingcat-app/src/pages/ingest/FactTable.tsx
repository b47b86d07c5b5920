// A small table of facts whose rows lead nowhere. Numbers are right-aligned, with digits of one width.
import { css, cx } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { useStyles2 } from '@grafana/ui';
import React from 'react';
import type { Column } from '../../components/DataTable';

interface FactTableProps<Row> {
  readonly title: string;
  /** What a person should know before reading the numbers. */
  readonly note?: string | undefined;
  readonly columns: ReadonlyArray<Column<Row>>;
  readonly rows: readonly Row[];
  readonly rowKey: (row: Row) => string;
  /** Stands in place of the table when there are no rows. */
  readonly empty: string;
}

export function FactTable<Row>({ title, note, columns, rows, rowKey, empty }: FactTableProps<Row>) {
  const styles = useStyles2(getStyles);
  return (
    <section aria-label={title}>
      <h2 className={styles.title}>{title}</h2>
      {note !== undefined && <p className={styles.quiet}>{note}</p>}
      {rows.length === 0 ? (
        <p className={styles.quiet}>{empty}</p>
      ) : (
        // Focusable, so that it can be scrolled by keyboard where it is wider than the screen.
        <div className={styles.scroll} role="region" aria-label={`${title}, table`} tabIndex={0}>
          <table className={styles.table} aria-label={title}>
            <thead>
              <tr>
                {columns.map(({ id, header, description, isNumber, width }) => (
                  <th
                    key={id}
                    scope="col"
                    title={description}
                    style={{ width }}
                    className={cx(isNumber && styles.number)}
                  >
                    {header}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {rows.map((row) => (
                <tr key={rowKey(row)}>
                  {columns.map(({ id, cell, isNumber }) => (
                    <td key={id} className={cx(isNumber && styles.number)}>
                      {cell(row)}
                    </td>
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </section>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  quiet: css({ color: theme.colors.text.secondary }),
  title: css({ fontSize: theme.typography.h4.fontSize }),
  scroll: css({ overflowX: 'auto' }),
  table: css({
    width: '100%',
    minWidth: 640,
    borderCollapse: 'collapse',
    fontVariantNumeric: 'tabular-nums',
    'th, td': { padding: theme.spacing(0.75, 1), textAlign: 'left' },
    th: {
      color: theme.colors.text.secondary,
      fontSize: theme.typography.bodySmall.fontSize,
      fontWeight: theme.typography.fontWeightMedium,
    },
    'tbody tr': { borderTop: `1px solid ${theme.colors.border.weak}` },
  }),
  number: css({ '&&': { textAlign: 'right', whiteSpace: 'nowrap' } }),
});
