// Which of Grafana's data sources are read, which indices hold logs, and what a test of all of them finds.
import { getDataSourceSrv } from '@grafana/runtime';
import { Field, FieldSet, Input, Select } from '@grafana/ui';
import React, { useId, type ChangeEvent } from 'react';
import {
  candidatesOf,
  chooseSources,
  NO_SOURCE,
  SOURCE_KINDS,
  type Candidate,
  type SourceKind,
} from '../../telemetry/chooseSources';
import type { WatchingCatJsonData } from '../types';
import type { ConfigProps } from './ConfigEditor';
import { SourceCheck } from './SourceCheck';

const LABELS: Readonly<Record<SourceKind, { label: string; description: string }>> = {
  jaeger: { label: 'Jaeger', description: 'Traces.' },
  prometheus: {
    label: 'Prometheus',
    description:
      'Services, rates, errors and durations, from metrics of spans. Mimir, Thanos and VictoriaMetrics answer alike.',
  },
  elasticsearch: { label: 'Elasticsearch or OpenSearch', description: 'Logs.' },
};

const UID_SETTING = { jaeger: 'jaegerUid', prometheus: 'prometheusUid', elasticsearch: 'elasticsearchUid' } as const;

const LOG_FIELDS = [
  { name: 'service', label: 'Service field', placeholder: 'service.name' },
  { name: 'traceId', label: 'Trace id field', placeholder: 'trace_id' },
  { name: 'message', label: 'Message field', placeholder: 'message' },
  { name: 'level', label: 'Level field', placeholder: 'log.level' },
] as const;

export function SourcesSettings({ options, onOptionsChange }: ConfigProps) {
  const { jsonData } = options;
  const id = useId();
  const all = getDataSourceSrv().getList({ all: true });
  const chosen = chooseSources(jsonData, all);
  const change = (change: Partial<WatchingCatJsonData>) =>
    onOptionsChange({ ...options, jsonData: { ...jsonData, ...change } });
  return (
    <>
      <FieldSet label="Sources">
        {SOURCE_KINDS.map((kind) => (
          <Field key={kind} label={LABELS[kind].label} description={LABELS[kind].description}>
            <Select
              inputId={`${id}-${kind}`}
              width={60}
              options={sourceOptions(kind, all)}
              value={jsonData[UID_SETTING[kind]] === NO_SOURCE ? NO_SOURCE : (chosen[kind]?.uid ?? null)}
              placeholder={placeholder(kind, all)}
              onChange={({ value }) => change({ [UID_SETTING[kind]]: value ?? '' })}
            />
          </Field>
        ))}
      </FieldSet>
      {chosen.elasticsearch && (
        <FieldSet label="Logs">
          <Field
            label="Indices"
            description="Names or patterns, separated by commas. Empty: the index of the data source itself."
          >
            <Input
              id={`${id}-index`}
              width={60}
              value={jsonData.logIndex ?? ''}
              placeholder="logs-*"
              onChange={(event: ChangeEvent<HTMLInputElement>) => change({ logIndex: event.currentTarget.value })}
            />
          </Field>
          {LOG_FIELDS.map(({ name, label, placeholder: example }) => (
            <Field key={name} label={label} description="Only where the test below does not find it by itself.">
              <Input
                id={`${id}-${name}`}
                width={60}
                value={jsonData.logFields?.[name] ?? ''}
                placeholder={example}
                onChange={(event: ChangeEvent<HTMLInputElement>) =>
                  change({ logFields: { ...jsonData.logFields, [name]: event.currentTarget.value } })
                }
              />
            </Field>
          ))}
        </FieldSet>
      )}
      <SourceCheck settings={jsonData} all={all} />
    </>
  );
}

function sourceOptions(kind: SourceKind, all: readonly Candidate[]) {
  const found = candidatesOf(kind, all).map(({ uid, name }) => ({ label: name, value: uid }));
  return [...found, { label: 'None', value: NO_SOURCE, description: 'Do without' }];
}

function placeholder(kind: SourceKind, all: readonly Candidate[]): string {
  const count = candidatesOf(kind, all).length;
  return count === 0 ? 'Grafana has none yet: add one under Connections' : `Choose one of ${count}`;
}
