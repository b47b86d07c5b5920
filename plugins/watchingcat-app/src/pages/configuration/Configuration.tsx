// Settings of the app for the whole organisation: which WatchingCat data source the pages read, the environments to
// choose from, and the range that pages open with; before all of it, how to get a data source.
// Grafana keeps them as the plugin's jsonData and lets only administrators write them.
import { css } from '@emotion/css';
import type { AppPluginMeta, GrafanaTheme2, PluginConfigPageProps } from '@grafana/data';
import { DataSourcePicker, getBackendSrv, getDataSourceSrv } from '@grafana/runtime';
import { Alert, Button, Field, FieldSet, Select, useStyles2 } from '@grafana/ui';
import React, { useState } from 'react';
import type { AppSettings } from '../../settings';
import { DEFAULT_RANGE } from '../../state/TimeRangeContext';
import { DATA_SOURCE_TYPE } from '../../telemetry/dataSourceType';
import { APP_ID } from '../../urls';
import { ConnectFirst } from './ConnectFirst';
import { EnvironmentList, environmentProblem } from './EnvironmentList';
import { errorMessage } from './errorMessage';

const RANGES = [
  { label: 'Last 15 minutes', value: 'now-15m' },
  { label: 'Last hour', value: 'now-1h' },
  { label: 'Last 6 hours', value: 'now-6h' },
  { label: 'Last 24 hours', value: 'now-24h' },
];

type Saving =
  { status: 'no' } | { status: 'incomplete' } | { status: 'saving' } | { status: 'failed'; message: string };

export function Configuration({ plugin }: PluginConfigPageProps<AppPluginMeta<AppSettings>>) {
  const styles = useStyles2(getStyles);
  const { meta } = plugin;
  const [uid, setUid] = useState(meta.jsonData?.dataSourceUid);
  const [from, setFrom] = useState(meta.jsonData?.defaultRange?.from ?? DEFAULT_RANGE.from);
  const [environments, setEnvironments] = useState(meta.jsonData?.environments ?? []);
  const [saving, setSaving] = useState<Saving>({ status: 'no' });

  const save = async () => {
    if (environments.some((_one, index) => environmentProblem(environments, index))) {
      setSaving({ status: 'incomplete' });
      return;
    }
    setSaving({ status: 'saving' });
    const { dataSourceUid: _before, ...rest } = meta.jsonData ?? {};
    const jsonData: AppSettings = {
      ...rest,
      ...(uid === undefined ? {} : { dataSourceUid: uid }),
      environments: environments.map((one) => ({ ...one, name: one.name.trim() })),
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

  if (getDataSourceSrv().getList({ type: DATA_SOURCE_TYPE }).length === 0) return <ConnectFirst />;
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        void save();
      }}
    >
      <Field
        label="Data source"
        description="What the pages read first. Without a choice, the first environment, or the default data source of type WatchingCat."
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
      <FieldSet label="Environments" className={styles.environments}>
        <p className={styles.hint}>
          Production, staging, a cluster: each is a WatchingCat data source, to choose from on every page. Without any
          here, all WatchingCat data sources are offered under their own names.
        </p>
        <EnvironmentList
          environments={environments}
          onChange={setEnvironments}
          showProblems={saving.status === 'incomplete'}
        />
      </FieldSet>
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

const getStyles = (theme: GrafanaTheme2) => ({
  environments: css({ marginTop: theme.spacing(4) }),
  hint: css({ color: theme.colors.text.secondary, maxWidth: theme.breakpoints.values.md }),
});
