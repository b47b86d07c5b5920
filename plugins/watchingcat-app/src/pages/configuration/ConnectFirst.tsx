// The first start: which of the team's data sources WatchingCat would read, and one click to the data source that does.
import { css } from '@emotion/css';
import { locationUtil, type GrafanaTheme2 } from '@grafana/data';
import { getBackendSrv, getDataSourceSrv } from '@grafana/runtime';
import { Alert, Button, useStyles2 } from '@grafana/ui';
import React, { useState } from 'react';
import type { ConnectionKind, WatchingCatJsonData } from '../../datasource/types';
import { candidatesOf, SOURCE_KINDS, type Candidate, type SourceKind } from '../../telemetry/chooseSources';
import { DATA_SOURCE_TYPE } from '../../telemetry/dataSourceType';
import { errorMessage } from './errorMessage';

const GIVES: Readonly<Record<SourceKind, { name: string; gives: string }>> = {
  jaeger: { name: 'Jaeger', gives: 'traces' },
  prometheus: { name: 'Prometheus', gives: 'rates, errors and durations of services' },
  elasticsearch: { name: 'Elasticsearch or OpenSearch', gives: 'logs' },
};

export function ConnectFirst() {
  const styles = useStyles2(getStyles);
  const [failure, setFailure] = useState<string>();
  const [isCreating, setCreating] = useState(false);
  const all = getDataSourceSrv().getList({ all: true });
  const isAnyFound = SOURCE_KINDS.some((kind) => candidatesOf(kind, all).length > 0);
  const create = async (connection: ConnectionKind) => {
    setCreating(true);
    setFailure(undefined);
    try {
      const jsonData: WatchingCatJsonData = { connection };
      const body = { name: 'WatchingCat', type: DATA_SOURCE_TYPE, access: 'proxy', jsonData };
      const { datasource } = await getBackendSrv().post<{ datasource: { uid: string } }>('/api/datasources', body);
      // A whole page: Grafana's front end reads its data sources once, when it starts.
      window.location.assign(
        locationUtil.assureBaseUrl(`/connections/datasources/edit/${encodeURIComponent(datasource.uid)}`),
      );
    } catch (error) {
      setFailure(errorMessage(error));
      setCreating(false);
    }
  };
  return (
    <section className={styles.section} aria-label="Connect WatchingCat to your data">
      <h3>Connect WatchingCat to your data</h3>
      <p>WatchingCat has no data source yet. This Grafana has:</p>
      <ul className={styles.list}>
        {SOURCE_KINDS.map((kind) => (
          <li key={kind}>
            <strong>{GIVES[kind].name}</strong> ({GIVES[kind].gives}): {found(candidatesOf(kind, all))}
          </li>
        ))}
      </ul>
      <div className={styles.buttons}>
        <Button
          type="button"
          disabled={isCreating}
          variant={isAnyFound ? 'primary' : 'secondary'}
          onClick={() => void create('sources')}
        >
          Read these data sources
        </Button>
        <Button
          type="button"
          disabled={isCreating}
          variant={isAnyFound ? 'secondary' : 'primary'}
          onClick={() => void create('server')}
        >
          Read a WatchingCat server
        </Button>
      </div>
      <p className={styles.hint}>
        Either adds a data source of type WatchingCat and opens its settings, where it is tested and everything can be
        changed.
      </p>
      {failure !== undefined && (
        <Alert severity="error" title="The data source was not added">
          {failure}
        </Alert>
      )}
    </section>
  );
}

function found(candidates: readonly Candidate[]): string {
  return candidates.length === 0 ? 'none' : candidates.map(({ name }) => name).join(', ');
}

const getStyles = (theme: GrafanaTheme2) => ({
  section: css({ marginBottom: theme.spacing(4), maxWidth: theme.breakpoints.values.md }),
  list: css({ marginLeft: theme.spacing(3), marginBottom: theme.spacing(2) }),
  buttons: css({ display: 'flex', gap: theme.spacing(1), marginBottom: theme.spacing(1) }),
  hint: css({ color: theme.colors.text.secondary }),
});
