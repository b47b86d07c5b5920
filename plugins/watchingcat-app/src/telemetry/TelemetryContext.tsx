// Which Telemetry the pages ask: what stands behind a data source of this package, in Grafana and in the shell alike.
import type { DataSourceInstanceSettings } from '@grafana/data';
import { getDataSourceSrv } from '@grafana/runtime';
import type { Telemetry } from '@watchingcat/model';
import React, { createContext, useContext, useMemo, type PropsWithChildren, type ReactNode } from 'react';
import type { WatchingCatJsonData } from '../datasource/types';
import { telemetryOf } from './connect';
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
  const telemetry = useMemo(() => {
    const sources = getDataSourceSrv();
    const found = findDataSource(sources.getList({ type: DATA_SOURCE_TYPE }), uid);
    if (found === undefined) return undefined;
    const settings = found as DataSourceInstanceSettings<WatchingCatJsonData>;
    return telemetryOf(settings, sources.getList({ all: true }));
  }, [uid]);
  if (telemetry === undefined) return <>{fallback}</>;
  return <TelemetryProvider telemetry={telemetry}>{children}</TelemetryProvider>;
}
