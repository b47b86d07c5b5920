// Who answers questions about many traces: the server, where there is one; else the page itself, trace by trace.
import { analysesOver, type TraceAnalyses } from '@watchingcat/analysis';
import { remoteAnalyses } from '@watchingcat/sources';
import { useMemo } from 'react';
import { useServer, useTelemetry } from './TelemetryContext';

export function useAnalyses(): TraceAnalyses {
  const telemetry = useTelemetry();
  const server = useServer();
  return useMemo(() => (server === undefined ? analysesOver(telemetry) : remoteAnalyses(server)), [telemetry, server]);
}
