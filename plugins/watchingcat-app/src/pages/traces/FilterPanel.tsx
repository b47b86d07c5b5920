// The filters at the left of the results. Each choice is an entry of the browser's history; what is typed counts when it is finished.
import { Button, Field, RadioButtonGroup, Select, Stack } from '@grafana/ui';
import React, { useCallback } from 'react';
import { useTimeRange } from '../../state/TimeRangeContext';
import { useAsync } from '../../state/useAsync';
import type { ChangeUrl } from '../../state/useUrlState';
import { useTelemetry } from '../../telemetry/TelemetryContext';
import type { TraceFilters } from '../../urls';
import { AttributeFilter } from './AttributeFilter';
import { DurationField } from './DurationField';
import { hasFilters, NO_FILTERS } from './filters';

const STATUSES = [
  { label: 'Any', value: 'any' },
  { label: 'Error', value: 'error' },
  { label: 'Ok', value: 'ok' },
];

interface FilterPanelProps {
  readonly filters: TraceFilters;
  readonly onChange: ChangeUrl;
}

export function FilterPanel({ filters, onChange }: FilterPanelProps) {
  const { services, operations } = useNames(filters.service);
  return (
    <Stack direction="column" gap={0}>
      <Field label="Service">
        <Select
          inputId="filter-service"
          options={options(services, filters.service)}
          value={filters.service ?? null}
          placeholder="Any service"
          isClearable
          onChange={(choice) => onChange({ service: choice?.value, operation: undefined })}
        />
      </Field>
      <Field label="Operation">
        <Select
          inputId="filter-operation"
          options={options(operations, filters.operation)}
          value={filters.operation ?? null}
          placeholder={filters.service === undefined ? 'Choose a service first' : 'Any operation'}
          disabled={filters.service === undefined && filters.operation === undefined}
          isClearable
          onChange={(choice) => onChange({ operation: choice?.value })}
        />
      </Field>
      <Field label="Status">
        <RadioButtonGroup
          options={STATUSES}
          value={filters.status ?? 'any'}
          fullWidth
          onChange={(status) => onChange({ status: status === 'any' ? undefined : status })}
        />
      </Field>
      <Stack direction="row" gap={1}>
        <DurationField
          label="Min duration"
          value={filters.minDuration}
          onChange={(minDuration) => onChange({ minDuration })}
        />
        <DurationField
          label="Max duration"
          value={filters.maxDuration}
          onChange={(maxDuration) => onChange({ maxDuration })}
        />
      </Stack>
      <AttributeFilter attributes={filters.attributes ?? []} onChange={(attribute) => onChange({ attribute })} />
      {hasFilters(filters) && (
        <Button variant="secondary" fill="text" icon="times" onClick={() => onChange(NO_FILTERS)}>
          Clear all filters
        </Button>
      )}
    </Stack>
  );
}

/** What can be chosen. While the names load, or when they cannot be had, the choice in the address still stands. */
function useNames(service: string | undefined) {
  const telemetry = useTelemetry();
  const { range } = useTimeRange();
  const loadServices = useCallback((signal: AbortSignal) => telemetry.services(range, signal), [telemetry, range]);
  const loadOperations = useCallback(
    async (signal: AbortSignal) =>
      service === undefined ? undefined : { of: service, ...(await telemetry.operations(service, range, signal)) },
    [telemetry, service, range],
  );
  const services = useAsync(loadServices).value?.services.map(({ name }) => name) ?? [];
  const known = useAsync(loadOperations).value;
  const operations = known?.of === service ? (known?.operations.map(({ name }) => name) ?? []) : [];
  return { services, operations };
}

function options(names: readonly string[], chosen: string | undefined) {
  const all = chosen === undefined || names.includes(chosen) ? names : [chosen, ...names];
  return all.map((name) => ({ label: name, value: name }));
}
