// Columns of what holds the time: mean share over all traces, then what it holds in typical and in slow ones.
import type { GrafanaTheme2 } from '@grafana/data';
import { Button } from '@grafana/ui';
import React from 'react';
import { Bar } from '../../../components/Bar';
import type { Column } from '../../../components/DataTable';
import { formatCount, formatDurationNs, formatPercent } from '../../../components/format';
import { ServiceName } from '../../../components/ServiceName';
import { serviceColor } from '../../../components/serviceColor';
import { nameText } from '../../../components/visibleText';
import type { HeldRow } from './heldRows';

const RANKS = [
  { rank: 'p50', description: 'In traces around the median of duration' },
  { rank: 'p95', description: 'In traces around the 95th percentile of duration' },
  { rank: 'p99', description: 'In traces around the 99th percentile of duration' },
] as const;

export function pathColumns(theme: GrafanaTheme2, onWhatIf: (row: HeldRow) => void): Array<Column<HeldRow>> {
  return [
    {
      id: 'name',
      header: 'Time of',
      cell: (row) => (
        <span title={fullName(row)}>
          <ServiceName name={row.service} />
          <span style={{ color: theme.colors.text.secondary, marginLeft: 8 }}>
            {row.operation !== undefined && nameText(row.operation)}
          </span>
          {row.callers.length > 0 && (
            <span style={{ color: theme.colors.text.secondary }}> ← {nameOf(row.callers[row.callers.length - 1])}</span>
          )}
        </span>
      ),
    },
    {
      id: 'share',
      header: 'Share',
      description: 'Mean part of the critical path over all traces',
      width: 116,
      cell: (row) => (
        <Bar share={row.meanShare} color={serviceColor(row.service, theme)} label={formatPercent(row.meanShare)} />
      ),
    },
    ...RANKS.map(({ rank, description }): Column<HeldRow> => ({
      id: rank,
      header: `At ${rank}`,
      description,
      isNumber: true,
      width: 84,
      cell: ({ at }) => (
        <span style={{ display: 'inline-flex', flexDirection: 'column', lineHeight: 1.3 }}>
          {formatDurationNs(at[rank].meanNs)}{' '}
          <span style={{ color: theme.colors.text.secondary, fontSize: theme.typography.bodySmall.fontSize }}>
            {formatPercent(at[rank].share)}
          </span>
        </span>
      ),
    })),
    {
      id: 'traces',
      header: 'Traces',
      description: 'In which it holds time',
      isNumber: true,
      width: 58,
      cell: (row) => formatCount(row.traces),
    },
    {
      id: 'whatIf',
      header: 'What if',
      width: 76,
      cell: (row) => (
        <Button
          size="sm"
          variant="secondary"
          fill="text"
          aria-label={`What if ${nameOf(row)} were faster?`}
          onClick={() => onWhatIf(row)}
        >
          faster?
        </Button>
      ),
    },
  ];
}

function nameOf({ service, operation }: { readonly service: string; readonly operation?: string | undefined }): string {
  return operation === undefined ? nameText(service) : `${nameText(service)} ${nameText(operation)}`;
}

function fullName(row: HeldRow): string {
  return [...row.callers, row].map(nameOf).join(' → ');
}
