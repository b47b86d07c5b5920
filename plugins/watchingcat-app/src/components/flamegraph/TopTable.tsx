// Which services and operations (or functions) hold it, wherever they are called. A line marks its frames in the graph.
import { css, cx } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { IconButton, useStyles2 } from '@grafana/ui';
import {
  frameFunctions,
  frameLabel,
  type FlameFrames,
  type FrameFunction,
  type FrameName,
  type FunctionSide,
} from '@watchingcat/analysis';
import React, { useMemo, useState, type ReactNode } from 'react';
import { formatCount, formatPercent } from '../format';
import { ServiceDot } from '../ServiceName';
import { SortHeader } from '../SortHeader';
import { nameText } from '../visibleText';
import { signedChange } from './boxText';
import type { SideWords } from './flameGraphData';
import { FIRST_FUNCTION_SORT, topFunctions } from './topFunctions';
import { groupOf } from './useFlamePaint';

export interface TopTableProps {
  readonly frames: FlameFrames;
  readonly format: (value: number) => string;
  readonly sides: SideWords;
  readonly onSandwich: (name: FrameName) => void;
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

export function TopTable({ frames, format, sides, isMatch, search, onSearch, onSandwich }: TopTableProps) {
  const styles = useStyles2(getStyles);
  const [sort, setSort] = useState(FIRST_FUNCTION_SORT);
  const functions = useMemo(() => frameFunctions(frames), [frames]);
  const { rows, others } = useMemo(
    () => topFunctions(functions, frames, sort, isMatch),
    [functions, frames, sort, isMatch],
  );
  const columns = useMemo(() => columnsOf(frames, format, sides), [frames, format, sides]);
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
                  <div className={styles.named}>
                    <button
                      type="button"
                      className={styles.name}
                      aria-pressed={isChosen}
                      title={`${nameText(label)}\nClick to ${isChosen ? 'unmark' : 'mark'} its frames`}
                      onClick={() => onSearch(isChosen ? '' : label)}
                    >
                      <ServiceDot name={groupOf(name)} /> {nameText(label)}
                    </button>
                    <IconButton
                      name="sitemap"
                      size="sm"
                      tooltip={`Callers and callees of ${nameText(label)}`}
                      onClick={() => onSandwich(name)}
                    />
                  </div>
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

function columnsOf(
  { extent, spans, sides: compared }: FlameFrames,
  format: (value: number) => string,
  words: SideWords,
): FunctionColumn[] {
  const part = (value: number) => (extent === 0 ? '' : ` ${formatPercent(value / extent)}`);
  if (compared !== undefined) {
    const both = ({ before, after }: FrameFunction, key: keyof FunctionSide) => [before?.[key] ?? 0, after?.[key] ?? 0];
    const arrow = (row: FrameFunction, key: keyof FunctionSide) => both(row, key).map(format).join(' → ');
    const inBoth = `${words.before} → ${words.after}`;
    return [
      { id: 'self', header: 'Self', description: `Own part: ${inBoth}`, cell: (row) => arrow(row, 'self') },
      {
        id: 'change',
        header: 'Change',
        description: 'Of the own part',
        cell: (row) => {
          const [before, after] = both(row, 'self');
          return signedChange(before, after, format);
        },
      },
      {
        id: 'total',
        header: 'Total',
        description: `With all that it calls: ${inBoth}`,
        cell: (row) => arrow(row, 'total'),
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
  // Beside a graph it is never narrower than its numbers; on a wide screen these stay near the names.
  scroll: css({ flex: '4 1 0', minWidth: 'min-content', maxWidth: 960, minHeight: 0, overflow: 'auto' }),
  table: css({
    width: '100%',
    borderCollapse: 'collapse',
    fontSize: theme.typography.bodySmall.fontSize,
    fontVariantNumeric: 'tabular-nums',
    'th, td': { padding: theme.spacing(0.5, 1), whiteSpace: 'nowrap', textAlign: 'left' },
    'th:first-of-type': { minWidth: 210 },
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
  named: css({ display: 'flex', alignItems: 'center', gap: 4 }),
  name: css({
    font: 'inherit',
    flex: 1,
    minWidth: 0,
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
