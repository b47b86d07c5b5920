// Which services and operations (or functions) hold it, wherever they are called. A line marks its frames in the graph.
import { css, cx } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { useStyles2 } from '@grafana/ui';
import { frameFunctions, frameLabel, type FlameFrames, type FrameFunction } from '@watchingcat/analysis';
import React, { useMemo, useState, type ReactNode } from 'react';
import { formatCount, formatPercent } from '../format';
import { ServiceDot } from '../ServiceName';
import { SortHeader } from '../SortHeader';
import { nameText } from '../visibleText';
import { changeText } from './boxText';
import { FIRST_FUNCTION_SORT, topFunctions } from './topFunctions';
import { groupOf } from './useFlamePaint';

export interface TopTableProps {
  readonly frames: FlameFrames;
  readonly format: (value: number) => string;
  /** By name; undefined while nothing is searched. */
  readonly isMatch: Uint8Array | undefined;
  readonly search: string;
  readonly onSearch: (text: string) => void;
}

interface FunctionColumn {
  readonly id: string;
  readonly header: string;
  readonly description: string;
  readonly cell: (row: FrameFunction) => ReactNode;
}

export function TopTable({ frames, format, isMatch, search, onSearch }: TopTableProps) {
  const styles = useStyles2(getStyles);
  const [sort, setSort] = useState(FIRST_FUNCTION_SORT);
  const functions = useMemo(() => frameFunctions(frames), [frames]);
  const { rows, others } = useMemo(
    () => topFunctions(functions, frames, sort, isMatch),
    [functions, frames, sort, isMatch],
  );
  const columns = useMemo(() => columnsOf(frames, format), [frames, format]);
  const sortBy = (by: string) => setSort({ by, isDescending: by === sort.by ? !sort.isDescending : by !== 'name' });
  return (
    <div className={styles.scroll} tabIndex={0} role="region" aria-label="Services and operations by time">
      <table className={styles.table} aria-label="Functions">
        <thead>
          <tr>
            <SortHeader id="name" sort={sort} onSort={sortBy}>
              {frames.spans === undefined && frames.names[0]?.service === '' ? 'Function' : 'Service and operation'}
            </SortHeader>
            {columns.map(({ id, header, description }) => (
              <SortHeader key={id} id={id} title={description} sort={sort} onSort={sortBy} isNumber>
                {header}
              </SortHeader>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => {
            const name = frames.names[row.name];
            const label = frameLabel(name);
            const isChosen = search === label;
            return (
              <tr key={row.name} className={cx(isMatch?.[row.name] === 1 && styles.match)}>
                <td>
                  <button
                    type="button"
                    className={styles.name}
                    aria-pressed={isChosen}
                    title={`${label}\nClick to ${isChosen ? 'unmark' : 'mark'} its frames`}
                    onClick={() => onSearch(isChosen ? '' : label)}
                  >
                    <ServiceDot name={groupOf(name)} /> {nameText(label)}
                  </button>
                </td>
                {columns.map(({ id, cell }) => (
                  <td key={id} className={styles.number}>
                    {cell(row)}
                  </td>
                ))}
              </tr>
            );
          })}
        </tbody>
      </table>
      {others > 0 && (
        <p className={styles.others}>
          {formatCount(others)} more are not listed; a search brings what it finds to the top.
        </p>
      )}
    </div>
  );
}

function columnsOf({ extent, spans, after }: FlameFrames, format: (value: number) => string): FunctionColumn[] {
  const part = (value: number) => (extent === 0 ? '' : ` ${formatPercent(value / extent)}`);
  if (after !== undefined) {
    const sides = (all: number, then: number | undefined) => ({ before: all - (then ?? 0), after: then ?? 0 });
    const both = ({ before, after: then }: { before: number; after: number }) => `${format(before)} → ${format(then)}`;
    return [
      {
        id: 'self',
        header: 'Self',
        description: 'Own part, before and after',
        cell: (row) => both(sides(row.self, row.selfAfter)),
      },
      {
        id: 'change',
        header: 'Change',
        description: 'Of the own part',
        cell: (row) => changeText(sides(row.self, row.selfAfter)),
      },
      {
        id: 'total',
        header: 'Total',
        description: 'With all that it calls, before and after',
        cell: (row) => both(sides(row.total, row.totalAfter)),
      },
    ];
  }
  return [
    {
      id: 'self',
      header: 'Self',
      description: 'Own part, and its share of the whole',
      cell: ({ self }) => format(self) + part(self),
    },
    {
      id: 'total',
      header: 'Total',
      description: 'With all that it calls; a call of itself counts once',
      cell: ({ total }) => format(total) + part(total),
    },
    ...(spans === undefined
      ? []
      : [
          {
            id: 'count',
            header: 'Spans',
            description: 'Spans',
            cell: ({ count }: FrameFunction) => formatCount(count),
          },
          {
            id: 'errors',
            header: 'Failed',
            description: 'Spans that failed',
            cell: ({ errors }: FrameFunction) => formatCount(errors),
          },
        ]),
  ];
}

const getStyles = (theme: GrafanaTheme2) => ({
  scroll: css({ flex: '2 1 0', minWidth: 0, minHeight: 0, overflow: 'auto' }),
  table: css({
    width: '100%',
    borderCollapse: 'collapse',
    fontSize: theme.typography.bodySmall.fontSize,
    fontVariantNumeric: 'tabular-nums',
    'th, td': { padding: theme.spacing(0.5, 1), whiteSpace: 'nowrap', textAlign: 'left' },
    'td:first-of-type': { width: '100%', maxWidth: 0 },
    th: {
      position: 'sticky',
      top: 0,
      background: theme.colors.background.secondary,
      color: theme.colors.text.secondary,
      fontWeight: theme.typography.fontWeightMedium,
    },
    'tbody tr': { borderTop: `1px solid ${theme.colors.border.weak}` },
    'tbody tr:hover': { background: theme.colors.action.hover },
  }),
  match: css({ background: theme.colors.action.selected }),
  number: css({ '&&': { textAlign: 'right' } }),
  name: css({
    font: 'inherit',
    display: 'block',
    width: '100%',
    padding: 0,
    border: 'none',
    background: 'none',
    textAlign: 'left',
    overflow: 'hidden',
    textOverflow: 'ellipsis',
    color: theme.colors.text.primary,
    '&:hover': { textDecoration: 'underline' },
  }),
  others: css({ margin: 0, padding: theme.spacing(1), color: theme.colors.text.secondary }),
});
