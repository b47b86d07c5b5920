// Which Telemetry the pages ask: what stands behind a data source of this package, in Grafana and in the shell alike.
import { getDataSourceSrv } from '@grafana/runtime';
import type { Telemetry } from '@watchingcat/model';
import React, { createContext, useContext, useMemo, type PropsWithChildren } from 'react';
import { telemetryOf } from './connect';

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

/** The Telemetry behind a data source of our type. @param uid one that Grafana has */
export function DataSourceTelemetry({ uid, children }: PropsWithChildren<{ uid: string }>) {
  const telemetry = useMemo(() => {
    const sources = getDataSourceSrv();
    const settings = sources.getInstanceSettings(uid);
    if (settings === undefined) throw new Error(`There is no data source ${uid}`);
    return telemetryOf(settings, sources.getList({ all: true }));
  }, [uid]);
  return <TelemetryProvider telemetry={telemetry}>{children}</TelemetryProvider>;
}
