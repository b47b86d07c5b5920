// The filters at the left of the lines. Each choice is an entry of the browser's history; what is typed counts when it is finished.
import { Button, Field, Input, RadioButtonGroup, Select, Stack } from '@grafana/ui';
import { SEVERITIES, type LogOrder } from '@watchingcat/model';
import React, { useCallback, useState } from 'react';
import { useTimeRange } from '../../state/TimeRangeContext';
import { useAsync } from '../../state/useAsync';
import type { ChangeUrl } from '../../state/useUrlState';
import { useTelemetry } from '../../telemetry/TelemetryContext';
import type { LogFilters } from '../../urls';
import { ConditionFilter } from '../traces/ConditionFilter';
import { readAttribute } from '../traces/filters';
import { hasLogFilters, NO_LOG_FILTERS } from './filters';

const MIN_SEVERITIES = SEVERITIES.filter((severity) => severity !== 'unspecified').map((severity) => ({
  label: `${severity} and worse`,
  value: severity,
}));
const ORDERS: Array<{ label: string; value: LogOrder }> = [
  { label: 'Newest first', value: 'newest' },
  { label: 'Oldest first', value: 'oldest' },
];

interface LogFilterPanelProps {
  readonly filters: LogFilters;
  readonly onChange: ChangeUrl;
}

export function LogFilterPanel({ filters, onChange }: LogFilterPanelProps) {
  const services = useServiceNames(filters.service);
  return (
    <Stack direction="column" gap={0}>
      <Field label="Service">
        <Select
          inputId="filter-service"
          options={services.map((name) => ({ label: name, value: name }))}
          value={filters.service ?? null}
          placeholder="Any service"
          isClearable
          allowCustomValue
          onChange={(choice) => onChange({ service: choice?.value })}
        />
      </Field>
      <Field label="Severity">
        <Select
          inputId="filter-severity"
          options={MIN_SEVERITIES}
          value={filters.minSeverity ?? null}
          placeholder="Any severity"
          isClearable
          onChange={(choice) => onChange({ minSeverity: choice?.value })}
        />
      </Field>
      <IdField label="Trace id" value={filters.traceId} onChange={(traceId) => onChange({ traceId })} />
      {filters.spanId !== undefined && (
        <IdField label="Span id" value={filters.spanId} onChange={(spanId) => onChange({ spanId })} />
      )}
      <ConditionFilter
        conditions={filters.attributes ?? []}
        hint="Write key=value, then Enter"
        read={(text) => readAttribute(text)?.join('=')}
        onChange={(attribute) => onChange({ attribute })}
      />
      <Field label="Order">
        <RadioButtonGroup
          options={ORDERS}
          value={filters.order ?? 'newest'}
          fullWidth
          onChange={(order) => onChange({ order: order === 'newest' ? undefined : order })}
        />
      </Field>
      {hasLogFilters(filters) && (
        <Button variant="secondary" fill="text" icon="times" onClick={() => onChange(NO_LOG_FILTERS)}>
          Clear all filters
        </Button>
      )}
    </Stack>
  );
}

interface IdFieldProps {
  readonly label: string;
  readonly value: string | undefined;
  readonly onChange: (value: string | undefined) => void;
}

/** An id is pasted whole: it counts when the field is left or Enter is pressed. */
function IdField({ label, value = '', onChange }: IdFieldProps) {
  const [typed, setTyped] = useState<{ readonly from: string; readonly text: string }>();
  const text = typed?.from === value ? typed.text : value;
  const id = `filter-${label.toLowerCase().replace(' ', '-')}`;
  const commit = () => onChange(text.trim() === '' ? undefined : text.trim());
  return (
    <Field label={label} htmlFor={id}>
      <Input
        id={id}
        value={text}
        placeholder="Any"
        onChange={(event) => setTyped({ from: value, text: event.currentTarget.value })}
        onBlur={commit}
        onKeyDown={(event) => event.key === 'Enter' && commit()}
      />
    </Field>
  );
}

/** What can be chosen. While the names load, or when they cannot be had, the choice in the address still stands. */
function useServiceNames(chosen: string | undefined): readonly string[] {
  const telemetry = useTelemetry();
  const { minutes } = useTimeRange();
  const load = useCallback((signal: AbortSignal) => telemetry.services(minutes, signal), [telemetry, minutes]);
  const names = useAsync(load).value?.services.map(({ name }) => name) ?? [];
  return chosen === undefined || names.includes(chosen) ? names : [chosen, ...names];
}
