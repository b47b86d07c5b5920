// The head of a column by which a table can be sorted: a button, and an arrow where it is.
import { css, cx } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { Icon, useStyles2 } from '@grafana/ui';
import React, { type ReactNode } from 'react';
import type { Sort } from '../state/useSort';

export interface SortHeaderProps {
  readonly id: string;
  readonly sort: Sort | undefined;
  /** Undefined for a column by which nothing is sorted. */
  readonly onSort: ((id: string) => void) | undefined;
  readonly isNumber?: boolean | undefined;
  readonly width?: number | string | undefined;
  readonly title?: string | undefined;
  readonly children: ReactNode;
}

export function SortHeader({ id, sort, onSort, isNumber = false, width, title, children }: SortHeaderProps) {
  const styles = useStyles2(getStyles);
  const sorted = sort?.by === id ? (sort.isDescending ? 'descending' : 'ascending') : undefined;
  const icon = sorted && <Icon name={sorted === 'descending' ? 'arrow-down' : 'arrow-up'} size="sm" />;
  return (
    <th scope="col" className={cx(isNumber && styles.number)} style={{ width }} aria-sort={sorted} title={title}>
      {onSort === undefined ? (
        children
      ) : (
        <button type="button" className={styles.sort} onClick={() => onSort(id)}>
          {isNumber && icon}
          {children}
          {!isNumber && icon}
        </button>
      )}
    </th>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  number: css({ '&&': { textAlign: 'right' } }),
  sort: css({
    all: 'unset',
    cursor: 'pointer',
    display: 'inline-flex',
    alignItems: 'center',
    verticalAlign: 'middle',
    gap: 4,
    '&:hover': { color: theme.colors.text.primary },
    '&:focus-visible': { outline: `2px solid ${theme.colors.primary.main}`, outlineOffset: 2 },
  }),
});
