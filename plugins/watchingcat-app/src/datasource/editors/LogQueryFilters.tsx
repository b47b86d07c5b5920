// Filters of a logs query.
import { InlineField, InlineFieldRow, Select } from '@grafana/ui';
import { MAX_LOGS_PER_PAGE, SEVERITIES } from '@watchingcat/model';
import React from 'react';
import { DEFAULT_LOG_LIMIT, type WatchingCatQuery } from '../types';
import { CommittedInput } from './CommittedInput';
import { LABEL_WIDTH } from './layout';

type Filters = Pick<WatchingCatQuery, 'text' | 'minSeverity' | 'traceId' | 'limit'>;

interface LogQueryFiltersProps {
  readonly query: Filters;
  /** Lines are limited, bars are not. */
  readonly hasLimit: boolean;
  readonly onChange: (part: { [Name in keyof Filters]?: Filters[Name] | undefined }) => void;
}

const OPTIONS = SEVERITIES.filter((severity) => severity !== 'unspecified').map((severity) => ({
  label: `${severity} and worse`,
  value: severity,
}));

export function LogQueryFilters({ query, hasLimit, onChange }: LogQueryFiltersProps) {
  const { text = '', minSeverity, traceId = '', limit = DEFAULT_LOG_LIMIT } = query;
  return (
    <InlineFieldRow>
      <InlineField label="Words" labelWidth={LABEL_WIDTH} tooltip="All of them must stand in the message, in any case.">
        <CommittedInput
          aria-label="Words"
          width={30}
          value={text}
          placeholder="Any"
          onCommit={(value) => onChange({ text: value })}
        />
      </InlineField>
      <InlineField label="Severity">
        <Select
          aria-label="Severity"
          width={22}
          options={OPTIONS}
          value={minSeverity ?? null}
          placeholder="Any"
          isClearable
          onChange={(choice) => onChange({ minSeverity: choice?.value })}
        />
      </InlineField>
      <InlineField label="Trace ID">
        <CommittedInput
          aria-label="Trace ID"
          width={36}
          value={traceId}
          placeholder="Any"
          onCommit={(value) => onChange({ traceId: value })}
        />
      </InlineField>
      {hasLimit && (
        <InlineField label="Limit" tooltip={`1 to ${MAX_LOGS_PER_PAGE}`}>
          <CommittedInput
            aria-label="Limit"
            width={10}
            value={String(limit)}
            onCommit={(value) => {
              const number = Number(value);
              const isGood = Number.isInteger(number) && number >= 1 && number <= MAX_LOGS_PER_PAGE;
              onChange({ limit: isGood ? number : undefined });
            }}
          />
        </InlineField>
      )}
    </InlineFieldRow>
  );
}
