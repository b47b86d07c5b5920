// Which environment the pages show; nothing where there is nothing to choose.
import { Select } from '@grafana/ui';
import React from 'react';
import { useEnvironment } from '../state/EnvironmentContext';

export function EnvironmentPicker() {
  const { environments, current, choose } = useEnvironment();
  const isListed = environments.some(({ dataSourceUid }) => dataSourceUid === current?.dataSourceUid);
  if (current === undefined) return null;
  const all = isListed ? environments : [...environments, current];
  if (all.length < 2) return null;
  return (
    <Select
      aria-label="Environment"
      options={all.map(({ name, dataSourceUid }) => ({ label: name, value: dataSourceUid }))}
      value={current.dataSourceUid}
      onChange={({ value }) => value !== undefined && choose(value)}
      width="auto"
    />
  );
}
