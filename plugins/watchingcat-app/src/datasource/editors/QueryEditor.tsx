// The editor of one query, in dashboards and Explore. A change runs the query; typing alone does not.
import React from 'react';
import { getDefaultTimeRange, type QueryEditorProps } from '@grafana/data';
import { InlineField, InlineFieldRow, RadioButtonGroup } from '@grafana/ui';
import {
  DEFAULT_QUERY,
  type QueryType,
  type RedMeasure,
  type WatchingCatJsonData,
  type WatchingCatQuery,
} from '../types';
import type { WatchingCatDataSource } from '../WatchingCatDataSource';
import { CommittedInput } from './CommittedInput';
import { LABEL_WIDTH } from './layout';
import { LogQueryFilters } from './LogQueryFilters';
import { NameSelect } from './NameSelect';
import { TraceFilters } from './TraceFilters';

type Props = QueryEditorProps<WatchingCatDataSource, WatchingCatQuery, WatchingCatJsonData>;

const TYPES: Array<{ label: string; value: QueryType; description: string }> = [
  { label: 'Services', value: 'services', description: 'All services with rate, errors and duration, as a table' },
  { label: 'RED', value: 'red', description: 'Rate, errors and duration of a service over time' },
  { label: 'Traces', value: 'traces', description: 'Traces that meet the filters, as a table' },
  { label: 'Trace', value: 'trace', description: 'One trace with all its spans' },
  { label: 'Flame graph', value: 'flameGraph', description: 'One trace merged by path, for a flame graph' },
  { label: 'Logs', value: 'logs', description: 'Log records that meet the filters' },
  { label: 'Log volume', value: 'logHistogram', description: 'How many log records over time, by severity' },
  { label: 'Service map', value: 'serviceGraph', description: 'Who called whom, for a node graph' },
];
const HAS_OPERATION: readonly QueryType[] = ['red', 'traces', 'trace', 'flameGraph'];
type Choice = RedMeasure | 'all';
const MEASURES: Array<{ label: string; value: Choice }> = [
  { label: 'All', value: 'all' },
  { label: 'Rate', value: 'rate' },
  { label: 'Errors', value: 'errors' },
  { label: 'Duration', value: 'duration' },
];

export function QueryEditor({ datasource, query, range = getDefaultTimeRange(), onChange, onRunQuery }: Props) {
  const queryType = query.queryType ?? DEFAULT_QUERY.queryType;
  const change = (part: { [Name in keyof WatchingCatQuery]?: WatchingCatQuery[Name] | undefined }) => {
    onChange(withoutEmpty({ ...query, queryType, ...part }));
    onRunQuery();
  };
  return (
    <>
      <InlineFieldRow>
        <InlineField label="Query type" labelWidth={LABEL_WIDTH}>
          <RadioButtonGroup options={TYPES} value={queryType} onChange={(type) => change({ queryType: type })} />
        </InlineField>
        {queryType === 'red' && (
          <InlineField label="Show">
            <RadioButtonGroup<Choice>
              options={MEASURES}
              value={query.measure ?? 'all'}
              onChange={(measure) => change({ measure: measure === 'all' ? undefined : measure })}
            />
          </InlineField>
        )}
      </InlineFieldRow>
      {(queryType === 'trace' || queryType === 'flameGraph') && (
        <InlineFieldRow>
          <InlineField
            label="Trace ID"
            labelWidth={LABEL_WIDTH}
            tooltip="Without one, the slowest trace of the service in the time range."
          >
            <CommittedInput
              aria-label="Trace ID"
              width={44}
              value={query.traceId ?? ''}
              placeholder="The slowest one of the service below"
              onCommit={(traceId) => change({ traceId })}
            />
          </InlineField>
        </InlineFieldRow>
      )}
      {queryType !== 'serviceGraph' && (
        <InlineFieldRow>
          <InlineField label="Service" labelWidth={LABEL_WIDTH}>
            <NameSelect
              aria-label="Service"
              value={query.service}
              placeholder={queryType === 'red' ? 'Choose a service' : 'Any'}
              load={(signal) => datasource.serviceNames(range, signal)}
              onChange={(service) => change({ service, operation: undefined })}
            />
          </InlineField>
          {HAS_OPERATION.includes(queryType) && (
            <InlineField label="Operation" disabled={!query.service}>
              <NameSelect
                aria-label="Operation"
                value={query.operation}
                placeholder="Any"
                load={(signal) => datasource.operationNames(query.service ?? '', range, signal)}
                onChange={(operation) => change({ operation })}
              />
            </InlineField>
          )}
        </InlineFieldRow>
      )}
      {queryType === 'traces' && <TraceFilters query={query} onChange={change} />}
      {(queryType === 'logs' || queryType === 'logHistogram') && (
        <LogQueryFilters query={query} hasLimit={queryType === 'logs'} onChange={change} />
      )}
    </>
  );
}

/** What was cleared is left out of the saved query. */
function withoutEmpty(query: object): WatchingCatQuery {
  return Object.fromEntries(
    Object.entries(query).filter(([, value]) => value !== undefined && value !== ''),
  ) as unknown as WatchingCatQuery;
}
