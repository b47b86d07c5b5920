// Settings of the app for the whole organisation: which WatchingCat data source the pages read, and the range they open with.
// Grafana keeps them as the plugin's jsonData and lets only administrators write them.
import type { AppPluginMeta, PluginConfigPageProps } from '@grafana/data';
import { DataSourcePicker, getBackendSrv } from '@grafana/runtime';
import { Alert, Button, Field, Select } from '@grafana/ui';
import React, { useState } from 'react';
import type { AppSettings } from '../../settings';
import { DEFAULT_RANGE } from '../../state/TimeRangeContext';
import { DATA_SOURCE_TYPE } from '../../telemetry/TelemetryContext';
import { APP_ID } from '../../urls';

const RANGES = [
  { label: 'Last 15 minutes', value: 'now-15m' },
  { label: 'Last hour', value: 'now-1h' },
  { label: 'Last 6 hours', value: 'now-6h' },
  { label: 'Last 24 hours', value: 'now-24h' },
];

type Saving = { status: 'no' } | { status: 'saving' } | { status: 'failed'; message: string };

export function Configuration({ plugin }: PluginConfigPageProps<AppPluginMeta<AppSettings>>) {
  const { meta } = plugin;
  const [uid, setUid] = useState(meta.jsonData?.dataSourceUid);
  const [from, setFrom] = useState(meta.jsonData?.defaultRange?.from ?? DEFAULT_RANGE.from);
  const [saving, setSaving] = useState<Saving>({ status: 'no' });

  const save = async () => {
    setSaving({ status: 'saving' });
    const jsonData: AppSettings = {
      ...meta.jsonData,
      ...(uid === undefined ? {} : { dataSourceUid: uid }),
      defaultRange: { from, to: 'now' },
    };
    try {
      const body = { enabled: meta.enabled, pinned: meta.pinned, jsonData };
      await getBackendSrv().post(`/api/plugins/${APP_ID}/settings`, body);
      // Grafana has read the settings already; only a new page shows what was saved.
      window.location.reload();
    } catch (error) {
      setSaving({ status: 'failed', message: errorMessage(error) });
    }
  };

  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        void save();
      }}
    >
      <Field
        label="Data source"
        description="The WatchingCat server that the pages read. Without a choice, the default one."
      >
        <DataSourcePicker
          pluginId={DATA_SOURCE_TYPE}
          current={uid ?? null}
          noDefault
          width={40}
          placeholder="The default WatchingCat data source"
          onChange={(source) => setUid(source.uid)}
          onClear={() => setUid(undefined)}
        />
      </Field>
      <Field label="Time range" description="What pages open with when their address names none.">
        <Select
          inputId="default-range"
          options={RANGES}
          value={from}
          allowCustomValue
          width={40}
          onChange={(option) => setFrom(option.value ?? DEFAULT_RANGE.from)}
        />
      </Field>
      {saving.status === 'failed' && (
        <Alert severity="error" title="The settings were not saved">
          {saving.message}
        </Alert>
      )}
      <Button type="submit" disabled={saving.status === 'saving'}>
        Save
      </Button>
    </form>
  );
}

/** Grafana's backend service rejects with `{data: {message}}`, not with an Error. */
function errorMessage(error: unknown): string {
  const message = (error as { data?: { message?: string } } | undefined)?.data?.message;
  return message ?? (error instanceof Error ? error.message : 'Grafana did not answer. Try again.');
}
