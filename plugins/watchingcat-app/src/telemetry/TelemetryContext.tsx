// Which Telemetry the pages ask: what stands behind a data source of this package, in Grafana and in the shell alike.
import { getDataSourceSrv } from '@grafana/runtime';
import type { Telemetry } from '@watchingcat/model';
import type { Transport } from '@watchingcat/sources';
import React, { createContext, useContext, useMemo, type PropsWithChildren } from 'react';
import { connect } from './connect';

interface Asked {
  readonly telemetry: Telemetry;
  /** The way to a WatchingCat server, where one is behind the data source: for what is about the server itself. */
  readonly server?: Transport | undefined;
}

const Context = createContext<Asked | undefined>(undefined);

export function useTelemetry(): Telemetry {
  return useAsked().telemetry;
}

/** Undefined where the data source reads the team's own back-ends. */
export function useServer(): Transport | undefined {
  return useAsked().server;
}

function useAsked(): Asked {
  const asked = useContext(Context);
  if (asked === undefined) throw new Error('useTelemetry and useServer need a TelemetryProvider above them');
  return asked;
}

/** For one given Telemetry: tests, and whoever has another source than the data source. */
export function TelemetryProvider({ telemetry, server, children }: PropsWithChildren<Asked>) {
  const asked = useMemo(() => ({ telemetry, server }), [telemetry, server]);
  return <Context.Provider value={asked}>{children}</Context.Provider>;
}

/** The Telemetry behind a data source of our type. @param uid one that Grafana has */
export function DataSourceTelemetry({ uid, children }: PropsWithChildren<{ uid: string }>) {
  const connected = useMemo(() => {
    const sources = getDataSourceSrv();
    const settings = sources.getInstanceSettings(uid);
    if (settings === undefined) throw new Error(`There is no data source ${uid}`);
    return connect(settings, sources.getList({ all: true }));
  }, [uid]);
  const server = connected.kind === 'server' ? connected.transport : undefined;
  return (
    <TelemetryProvider telemetry={connected.telemetry} server={server}>
      {children}
    </TelemetryProvider>
  );
}
