// The query as filters, at the left of the results: the same query as in the editor, and each choice here changes it. Each is an entry of
// the browser's history; what is typed counts when it is finished.
import { Button, Field, RadioButtonGroup, Select, Stack } from '@grafana/ui';
import React from 'react';
import type { AttributeAnswers } from './attributes/AttributeAnswers';
import { Facets } from './attributes/Facets';
import type { FacetValuesProps } from './attributes/FacetValues';
import { ConditionFilter } from './ConditionFilter';
import { DurationField } from './DurationField';
import type { PanelConditions } from './query/conditions';

type StatusChoice = 'any' | 'ok' | 'error';
const STATUSES: Array<{ label: string; value: StatusChoice }> = [
  { label: 'Any', value: 'any' },
  { label: 'Error', value: 'error' },
  { label: 'Ok', value: 'ok' },
];

interface FilterPanelProps {
  /** Undefined when the query is more than filters, or has a fault. */
  readonly panel: PanelConditions | undefined;
  readonly services: readonly string[];
  readonly operations: readonly string[];
  /** What a person typed, as a condition of the query; undefined when it is none, or while that is not known. */
  readonly readCondition: (text: string) => string | undefined;
  readonly attributes: AttributeAnswers;
  readonly conditionOf: FacetValuesProps['conditionOf'];
  readonly onChange: (changes: Partial<PanelConditions>) => void;
  readonly onClear: () => void;
}

export function FilterPanel(props: FilterPanelProps) {
  const { panel, services, operations, readCondition, attributes, conditionOf, onChange, onClear } = props;
  if (panel === undefined) {
    return (
      <Stack direction="column" gap={1} alignItems="flex-start">
        <span>Filters cannot show this query. It can be changed as text.</span>
        <Button variant="secondary" size="sm" icon="times" onClick={onClear}>
          Start again with filters
        </Button>
      </Stack>
    );
  }
  const hasConditions = Object.values({ ...panel, others: undefined }).some((value) => value !== undefined);
  return (
    <Stack direction="column" gap={0}>
      <Field label="Service">
        <Select
          inputId="filter-service"
          options={options(services, panel.service)}
          value={panel.service ?? null}
          placeholder="Any service"
          isClearable
          onChange={(choice) => onChange({ service: choice?.value, operation: undefined })}
        />
      </Field>
      <Field label="Operation">
        <Select
          inputId="filter-operation"
          options={options(operations, panel.operation)}
          value={panel.operation ?? null}
          placeholder={panel.service === undefined ? 'Choose a service first' : 'Any operation'}
          disabled={panel.service === undefined && panel.operation === undefined}
          isClearable
          onChange={(choice) => onChange({ operation: choice?.value })}
        />
      </Field>
      <Field label="Status">
        <RadioButtonGroup<StatusChoice>
          options={STATUSES}
          value={panel.status ?? 'any'}
          fullWidth
          onChange={(status) => onChange({ status: status === 'any' ? undefined : status })}
        />
      </Field>
      <Stack direction="row" gap={1}>
        <DurationField
          label="Min duration"
          value={panel.minDuration}
          onChange={(minDuration) => onChange({ minDuration })}
        />
        <DurationField
          label="Max duration"
          value={panel.maxDuration}
          onChange={(maxDuration) => onChange({ maxDuration })}
        />
      </Stack>
      <ConditionFilter
        conditions={panel.others}
        hint="Like http.route=/cart or duration > 1s"
        read={readCondition}
        onChange={(others) => onChange({ others })}
      />
      {(hasConditions || panel.others.length > 0) && (
        <Button variant="secondary" fill="text" icon="times" onClick={onClear}>
          Clear all filters
        </Button>
      )}
      <Facets
        answers={attributes}
        conditions={panel.others}
        conditionOf={conditionOf}
        onChange={(others) => onChange({ others })}
      />
    </Stack>
  );
}

function options(names: readonly string[], chosen: string | undefined) {
  const all = chosen === undefined || names.includes(chosen) ? names : [chosen, ...names];
  return all.map((name) => ({ label: name, value: name }));
}
