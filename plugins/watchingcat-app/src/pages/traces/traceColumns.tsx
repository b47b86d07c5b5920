// Columns of the results: what the request was, when, how long in comparison, and over which services.
import { dateTimeFormat, type GrafanaTheme2 } from '@grafana/data';
import { msFromUnixNano, type TraceSummary } from '@watchingcat/model';
import React from 'react';
import { Bar } from '../../components/Bar';
import type { Column } from '../../components/DataTable';
import { formatCount, formatDurationMs } from '../../components/format';
import { ServiceDot, ServiceName } from '../../components/ServiceName';
import { serviceColor } from '../../components/serviceColor';
import { nameText } from '../../components/visibleText';
import { rootText } from './rootText';

const MAX_DOTS = 5;

/**
 * @param longestMs of the listed traces: a full bar
 * @param isOneDay the date need not be said
 */
export function traceColumns(longestMs: number, isOneDay: boolean, theme: GrafanaTheme2): Array<Column<TraceSummary>> {
  return [
    {
      id: 'root',
      header: 'Trace',
      cell: (trace) => {
        const { service, operation } = rootText(trace);
        return (
          <>
            <ServiceName name={service} />{' '}
            <span style={{ color: theme.colors.text.secondary, marginLeft: 8 }}>{nameText(operation)}</span>
          </>
        );
      },
    },
    {
      id: 'start',
      header: 'Start',
      description: 'Newest first',
      isSortable: true,
      width: isOneDay ? 84 : 140,
      cell: (trace) => {
        const ms = msFromUnixNano(trace.start);
        return (
          <span title={dateTimeFormat(ms, { defaultWithMS: true })}>
            {dateTimeFormat(ms, { format: isOneDay ? 'HH:mm:ss' : 'MMM D HH:mm:ss' })}
          </span>
        );
      },
    },
    {
      id: 'duration',
      header: 'Duration',
      description: 'Slowest first',
      isSortable: true,
      width: 180,
      cell: (trace) => (
        <Bar
          share={longestMs === 0 ? 0 : trace.durationMs / longestMs}
          color={serviceColor(rootText(trace).service, theme)}
          label={formatDurationMs(trace.durationMs)}
        />
      ),
    },
    { id: 'spans', header: 'Spans', isNumber: true, width: 64, cell: (trace) => formatCount(trace.spans) },
    {
      id: 'errors',
      header: 'Errors',
      description: 'Spans that failed',
      isNumber: true,
      width: 64,
      cell: (trace) =>
        trace.errors === 0 ? (
          <span style={{ color: theme.colors.text.disabled }}>0</span>
        ) : (
          <span style={{ color: theme.colors.error.text }}>{formatCount(trace.errors)}</span>
        ),
    },
    {
      id: 'services',
      header: 'Services',
      width: 104,
      cell: ({ services }) => (
        <span
          title={services.map(nameText).join(', ')}
          style={{ display: 'inline-flex', gap: 4, alignItems: 'center' }}
        >
          {services.slice(0, MAX_DOTS).map((name) => (
            <ServiceDot key={name} name={name} />
          ))}
          {services.length > MAX_DOTS ? `+${services.length - MAX_DOTS}` : services.length}
        </span>
      ),
    },
  ];
}
