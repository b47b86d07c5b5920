// Which Telemetry the pages ask. In Grafana and in the shell alike it is a WatchingCat server behind a data source of this package.
import { getDataSourceSrv } from '@grafana/runtime';
import type { Telemetry } from '@watchingcat/model';
import { limitTransport, RemoteTelemetry } from '@watchingcat/sources';
import React, { createContext, useContext, useMemo, type PropsWithChildren, type ReactNode } from 'react';
import { grafanaTransport } from '../datasource/grafanaTransport';
import { findDataSource } from './findDataSource';

export const DATA_SOURCE_TYPE = 'watchingcat-datasource';

const Context = createContext<Telemetry | undefined>(undefined);

export function useTelemetry(): Telemetry {
  const telemetry = useContext(Context);
  if (telemetry === undefined) throw new Error('useTelemetry needs a TelemetryProvider above it');
  return telemetry;
}

/** For one given Telemetry: tests, and whoever has another source than the data source. */
export function TelemetryProvider({ telemetry, children }: PropsWithChildren<{ telemetry: Telemetry }>) {
  return <Context.Provider value={telemetry}>{children}</Context.Provider>;
}

/**
 * The Telemetry behind the data source of our type; `fallback` is shown where there is none.
 * @param uid from the app's configuration
 */
export function DataSourceTelemetry({
  uid,
  fallback,
  children,
}: PropsWithChildren<{ uid: string | undefined; fallback: ReactNode }>) {
  const url = useMemo(() => findDataSource(getDataSourceSrv().getList({ type: DATA_SOURCE_TYPE }), uid)?.url, [uid]);
  const telemetry = useMemo(
    () => (url === undefined ? undefined : new RemoteTelemetry(limitTransport(grafanaTransport(url)))),
    [url],
  );
  if (telemetry === undefined) return <>{fallback}</>;
  return <TelemetryProvider telemetry={telemetry}>{children}</TelemetryProvider>;
}
