// The groups of a query with by(), over the traces that are listed below.
import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { useStyles2 } from '@grafana/ui';
import React from 'react';
import { formatCount, formatDurationMs } from '../../components/format';
import { visibleText } from '../../components/visibleText';
import type { TraceGroups } from './groupTraces';

const MAX_GROUPS = 50;

interface GroupTableProps {
  readonly groups: TraceGroups;
  /** That the groups were counted over. */
  readonly traces: number;
  /** There are more traces than those. */
  readonly hasMore: boolean;
}

export function GroupTable({ groups: { by, groups }, traces, hasMore }: GroupTableProps) {
  const styles = useStyles2(getStyles);
  const over = hasMore ? `Over the ${formatCount(traces)} traces listed below; there are more.` : '';
  const cut = groups.length > MAX_GROUPS ? `The first ${MAX_GROUPS} of ${formatCount(groups.length)} groups.` : '';
  return (
    <div className={styles.frame}>
      <table className={styles.table} aria-label="Groups">
        <thead>
          <tr>
            {by.map((name) => (
              <th key={name} scope="col">
                {name}
              </th>
            ))}
            {['Traces', 'Failed', 'Spans', 'p50', 'p95'].map((header) => (
              <th key={header} scope="col" className={styles.number}>
                {header}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {groups.slice(0, MAX_GROUPS).map((group) => (
            <tr key={group.key}>
              {group.values.map((value, index) => (
                <td key={by[index]}>{value === undefined ? '(none)' : visibleText(value)}</td>
              ))}
              <td className={styles.number}>{formatCount(group.traces)}</td>
              <td className={styles.number}>{formatCount(group.failed)}</td>
              <td className={styles.number}>{formatCount(group.spans)}</td>
              <td className={styles.number}>{formatDurationMs(group.p50Ms)}</td>
              <td className={styles.number}>{formatDurationMs(group.p95Ms)}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {(over !== '' || cut !== '') && (
        <div className={styles.note} role="status">
          {[cut, over].filter((text) => text !== '').join(' ')}
        </div>
      )}
    </div>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  frame: css({ overflowX: 'auto' }),
  table: css({
    width: '100%',
    borderCollapse: 'collapse',
    fontVariantNumeric: 'tabular-nums',
    'th, td': { padding: theme.spacing(0.5, 1), textAlign: 'left' },
    th: { color: theme.colors.text.secondary, fontSize: theme.typography.bodySmall.fontSize },
    'tbody tr': { borderTop: `1px solid ${theme.colors.border.weak}` },
  }),
  number: css({ '&&': { textAlign: 'right' } }),
  note: css({ color: theme.colors.text.secondary, fontSize: theme.typography.bodySmall.fontSize }),
});
