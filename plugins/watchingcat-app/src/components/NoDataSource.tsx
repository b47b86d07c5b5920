// The pages have nothing to read from: who can change that, and where.
import { config } from '@grafana/runtime';
import { Button, EmptyState, LinkButton } from '@grafana/ui';
import React from 'react';
import { useEnvironment } from '../state/EnvironmentContext';
import { CONFIGURATION_URL } from '../urls';
import { PageFrame } from './PageFrame';

export function NoDataSource() {
  const { missing } = useEnvironment();
  return (
    <PageFrame title="WatchingCat" hasTimeRange={false}>
      {missing === undefined ? <NothingYet /> : <Missing uid={missing} />}
    </PageFrame>
  );
}

function NothingYet() {
  const { orgRole, isGrafanaAdmin } = config.bootData.user;
  const canConfigure = String(orgRole) === 'Admin' || isGrafanaAdmin;
  return (
    <EmptyState
      variant="call-to-action"
      message="Connect WatchingCat to your data"
      button={
        canConfigure ? (
          <LinkButton icon="cog" href={CONFIGURATION_URL}>
            Configure WatchingCat
          </LinkButton>
        ) : undefined
      }
    >
      These pages read the Jaeger, Prometheus and Elasticsearch data sources that this Grafana has already, or a
      WatchingCat server.{' '}
      {canConfigure
        ? 'Choose which on the configuration page.'
        : 'Ask an administrator of this Grafana to choose which.'}
    </EmptyState>
  );
}

/** A link from elsewhere. Data of another environment in its place would mislead. */
function Missing({ uid }: { readonly uid: string }) {
  const { environments, choose } = useEnvironment();
  return (
    <EmptyState
      variant="not-found"
      message={`There is no WatchingCat data source “${uid}”`}
      button={
        <>
          {environments.map(({ name, dataSourceUid }) => (
            <Button key={dataSourceUid} variant="secondary" onClick={() => choose(dataSourceUid)}>
              Show {name}
            </Button>
          ))}
        </>
      }
    >
      The address of this page asks for it. It was removed, or you may not read it. The same page can be shown for
      another one:
    </EmptyState>
  );
}
