// Names of services, and of the operations of one: what can be chosen. Empty while they load, and when they cannot be had.
import { useCallback, useMemo } from 'react';
import { useTimeRange } from '../../state/TimeRangeContext';
import { useAsync } from '../../state/useAsync';
import { useTelemetry } from '../../telemetry/TelemetryContext';

interface Names {
  readonly services: readonly string[];
  readonly operations: readonly string[];
}

export function useNames(service: string | undefined): Names {
  const telemetry = useTelemetry();
  const { range } = useTimeRange();
  const loadServices = useCallback((signal: AbortSignal) => telemetry.services(range, signal), [telemetry, range]);
  const loadOperations = useCallback(
    async (signal: AbortSignal) =>
      service === undefined ? undefined : { of: service, ...(await telemetry.operations(service, range, signal)) },
    [telemetry, service, range],
  );
  const services = useAsync(loadServices).value?.services;
  const known = useAsync(loadOperations).value;
  const operations = known?.of === service ? known?.operations : undefined;
  return useMemo(
    () => ({
      services: services?.map(({ name }) => name) ?? [],
      operations: operations?.map(({ name }) => name) ?? [],
    }),
    [services, operations],
  );
}
