// Settings of the data source: which connection, and what it needs.
import type { DataSourcePluginOptionsEditorProps } from '@grafana/data';
import { Field, FieldSet, RadioButtonGroup } from '@grafana/ui';
import React from 'react';
import type { ConnectionKind, WatchingCatJsonData, WatchingCatSecureJsonData } from '../types';
import { ServerSettings } from './ServerSettings';
import { SourcesSettings } from './SourcesSettings';

export type ConfigProps = DataSourcePluginOptionsEditorProps<WatchingCatJsonData, WatchingCatSecureJsonData>;

const CONNECTION_OPTIONS = [
  {
    label: 'WatchingCat server',
    value: 'server',
    description: 'Reads a WatchingCat server, which stores traces, logs and metrics itself.',
  },
  {
    label: 'Our own Jaeger, Prometheus, Elasticsearch',
    value: 'sources',
    description: 'Reads the data sources that Grafana has already. No other server is needed.',
  },
] satisfies Array<{ label: string; value: ConnectionKind; description: string }>;

export function ConfigEditor(props: ConfigProps) {
  const { options, onOptionsChange } = props;
  const connection = options.jsonData.connection || 'server';
  return (
    <>
      <FieldSet label="Connection">
        <Field
          label="Read from"
          description={CONNECTION_OPTIONS.find(({ value }) => value === connection)?.description}
        >
          <RadioButtonGroup<ConnectionKind>
            aria-label="Read from"
            options={CONNECTION_OPTIONS.map(({ label, value }) => ({ label, value }))}
            value={connection}
            onChange={(value) => onOptionsChange({ ...options, jsonData: { ...options.jsonData, connection: value } })}
          />
        </Field>
      </FieldSet>
      {connection === 'sources' ? <SourcesSettings {...props} /> : <ServerSettings {...props} />}
    </>
  );
}
