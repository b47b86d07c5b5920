// The app has nothing to read from: how to add the data source.
import { EmptyState, LinkButton } from '@grafana/ui';
import React from 'react';
import { PageFrame } from './PageFrame';

export function NoDataSource() {
  return (
    <PageFrame title="WatchingCat" hasTimeRange={false}>
      <EmptyState
        variant="call-to-action"
        message="Connect a WatchingCat server"
        button={
          <LinkButton icon="plus" href="/connections/datasources/watchingcat-datasource">
            Add the data source
          </LinkButton>
        }
      >
        These pages read a WatchingCat server through a data source of type WatchingCat, and there is none yet. Add one,
        enter the server’s URL (http://localhost:3000 where the server runs on this machine), choose Save &amp; test,
        and come back.
      </EmptyState>
    </PageFrame>
  );
}
