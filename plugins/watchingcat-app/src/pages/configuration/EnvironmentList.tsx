// The environments in the order of the menu: name and data source of each.
import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { DataSourcePicker } from '@grafana/runtime';
import { Button, Field, IconButton, Input, useStyles2 } from '@grafana/ui';
import React, { type ChangeEvent } from 'react';
import type { Environment } from '../../settings';
import { DATA_SOURCE_TYPE } from '../../telemetry/dataSourceType';

interface EnvironmentListProps {
  readonly environments: readonly Environment[];
  readonly onChange: (environments: readonly Environment[]) => void;
  /** Shown beside the environments that are not complete; before the first attempt to save there is no reason to. */
  readonly showProblems: boolean;
}

export function EnvironmentList({ environments, onChange, showProblems }: EnvironmentListProps) {
  const styles = useStyles2(getStyles);
  const replace = (index: number, change: Partial<Environment>) =>
    onChange(environments.map((one, at) => (at === index ? { ...one, ...change } : one)));
  return (
    <div role="group" aria-label="Environments">
      {environments.map((environment, index) => {
        const problem = showProblems ? environmentProblem(environments, index) : undefined;
        return (
          <div key={index} className={styles.row}>
            <Field label="Name" invalid={problem?.of === 'name'} error={problem?.text} className={styles.field}>
              <Input
                aria-label={`Name of environment ${index + 1}`}
                width={24}
                value={environment.name}
                placeholder="production"
                onChange={({ currentTarget }: ChangeEvent<HTMLInputElement>) =>
                  replace(index, { name: currentTarget.value })
                }
              />
            </Field>
            <Field
              label="Data source"
              invalid={problem?.of === 'source'}
              error={problem?.text}
              className={styles.field}
            >
              <DataSourcePicker
                pluginId={DATA_SOURCE_TYPE}
                current={environment.dataSourceUid || null}
                noDefault
                width={40}
                placeholder="Choose a WatchingCat data source"
                onChange={({ uid }) => replace(index, { dataSourceUid: uid })}
              />
            </Field>
            <IconButton
              name="trash-alt"
              size="lg"
              aria-label={`Remove environment ${index + 1}`}
              onClick={() => onChange(environments.filter((_one, at) => at !== index))}
              className={styles.remove}
            />
          </div>
        );
      })}
      <Button
        type="button"
        variant="secondary"
        icon="plus"
        onClick={() => onChange([...environments, { name: '', dataSourceUid: '' }])}
      >
        Add an environment
      </Button>
    </div>
  );
}

/** @returns what is to be changed at one of them, `undefined` when nothing is */
export function environmentProblem(
  environments: readonly Environment[],
  index: number,
): { readonly of: 'name' | 'source'; readonly text: string } | undefined {
  const { name, dataSourceUid } = environments[index];
  if (name.trim() === '') return { of: 'name', text: 'Enter a name' };
  const isTwice = (of: (one: Environment) => string) =>
    environments.some((one, at) => at < index && of(one) === of(environments[index]));
  if (isTwice((one) => one.name.trim())) return { of: 'name', text: 'Another one has this name' };
  if (dataSourceUid === '') return { of: 'source', text: 'Choose a data source' };
  return isTwice((one) => one.dataSourceUid) ? { of: 'source', text: 'Another one reads it' } : undefined;
}

const getStyles = (theme: GrafanaTheme2) => ({
  row: css({ display: 'flex', flexWrap: 'wrap', gap: theme.spacing(2), marginBottom: theme.spacing(1) }),
  field: css({ marginBottom: 0 }),
  remove: css({ alignSelf: 'flex-end', marginBottom: theme.spacing(1) }),
});
