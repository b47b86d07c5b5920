// Values for completion that are at hand: names of services and operations, and what the query's own results show.
import type { TraceSummary } from '@watchingcat/model';
import { useMemo } from 'react';
import type { SeenValues } from './choicesAt';

export function useSeenValues(
  services: readonly string[],
  operations: readonly string[],
  traces: readonly TraceSummary[] | undefined,
): SeenValues {
  return useMemo(() => {
    const seen = new Map<string, Set<string>>();
    const note = (field: string, value: string) => seen.set(field, (seen.get(field) ?? new Set()).add(value));
    services.forEach((service) => note('resource.service.name', service));
    operations.forEach((operation) => note('name', operation));
    for (const { rootService, rootOperation, services: within, spanSets = [] } of traces ?? []) {
      within.forEach((service) => note('resource.service.name', service));
      if (rootOperation !== '') note('name', rootOperation);
      if (rootOperation !== '') note('rootName', rootOperation);
      if (rootService !== '') note('rootServiceName', rootService);
      for (const { groups, sample } of spanSets) {
        for (const { name, value } of groups) if (value !== undefined) note(name, value);
        for (const { fields } of sample) for (const { name, value } of fields) note(name, value);
      }
    }
    return new Map([...seen].map(([field, values]) => [field, [...values]]));
  }, [services, operations, traces]);
}
