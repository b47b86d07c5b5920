// Filters of a traces query. A text that cannot be read is marked, with the reason.
import React from 'react';
import { InlineField, InlineFieldRow, RadioButtonGroup, Select } from '@grafana/ui';
import { MAX_TRACES_PER_PAGE, type TraceSort } from '@watchingcat/model';
import { parseAttributeFilter, parseDurationMs } from '../filters';
import { DEFAULT_LIMIT, type WatchingCatQuery } from '../types';
import { CommittedInput } from './CommittedInput';
import { LABEL_WIDTH } from './layout';

type Filters = Pick<
  WatchingCatQuery,
  'traceQl' | 'status' | 'attributes' | 'minDuration' | 'maxDuration' | 'sort' | 'limit'
>;

interface TraceFiltersProps {
  readonly query: Filters;
  readonly onChange: (part: { [Name in keyof Filters]?: Filters[Name] | undefined }) => void;
}

type Choice = 'ok' | 'error' | 'any';
const STATUSES: Array<{ label: string; value: Choice }> = [
  { label: 'Any', value: 'any' },
  { label: 'Ok', value: 'ok' },
  { label: 'Error', value: 'error' },
];
const SORTS: Array<{ label: string; value: TraceSort }> = [
  { label: 'Newest first', value: 'newest' },
  { label: 'Slowest first', value: 'slowest' },
  { label: 'Random sample', value: 'sample' },
];

export function TraceFilters({ query, onChange }: TraceFiltersProps) {
  const {
    traceQl = '',
    status,
    attributes = '',
    minDuration = '',
    maxDuration = '',
    sort = 'newest',
    limit = DEFAULT_LIMIT,
  } = query;
  return (
    <>
      <InlineFieldRow>
        <InlineField
          label="TraceQL"
          labelWidth={LABEL_WIDTH}
          tooltip="Traces that match this query and all other filters. What is wrong with a query is told when it runs."
        >
          <CommittedInput
            aria-label="TraceQL"
            width={80}
            value={traceQl}
            placeholder="{ status = error && duration > 500ms }"
            onCommit={(text) => onChange({ traceQl: text })}
          />
        </InlineField>
      </InlineFieldRow>
      <InlineFieldRow>
        <InlineField
          label="Attributes"
          {...judged(parseAttributeFilter, attributes)}
          labelWidth={LABEL_WIDTH}
          tooltip="key=value pairs with spaces between them; all must hold. Quote values with spaces."
        >
          <CommittedInput
            aria-label="Attributes"
            width={44}
            value={attributes}
            placeholder={'http.route=/cart customer.tier="gold plus"'}
            onCommit={(text) => onChange({ attributes: text })}
          />
        </InlineField>
        <InlineField label="Status">
          <RadioButtonGroup<Choice>
            options={STATUSES}
            value={status ?? 'any'}
            onChange={(chosen) => onChange({ status: chosen === 'any' ? undefined : chosen })}
          />
        </InlineField>
      </InlineFieldRow>
      <InlineFieldRow>
        <InlineField
          label="Duration from"
          {...judged(parseDurationMs, minDuration)}
          labelWidth={LABEL_WIDTH}
          tooltip="Of the whole trace, for example 250ms or 1.5s."
        >
          <CommittedInput
            aria-label="Duration from"
            width={12}
            value={minDuration}
            placeholder="0ms"
            onCommit={(text) => onChange({ minDuration: text })}
          />
        </InlineField>
        <InlineField label="to" {...judged(parseDurationMs, maxDuration)}>
          <CommittedInput
            aria-label="Duration to"
            width={12}
            value={maxDuration}
            placeholder="any"
            onCommit={(text) => onChange({ maxDuration: text })}
          />
        </InlineField>
        <InlineField label="Order">
          <Select
            aria-label="Order"
            width={18}
            options={SORTS}
            value={sort}
            onChange={({ value }) => onChange({ sort: value })}
          />
        </InlineField>
        <InlineField label="Limit">
          <CommittedInput
            aria-label="Limit"
            width={10}
            value={String(limit)}
            onCommit={(text) => onChange({ limit: limitOf(text) })}
          />
        </InlineField>
      </InlineFieldRow>
    </>
  );
}

/** What InlineField needs to mark its field. A variable may become anything; only what a person wrote can be judged. */
function judged(read: (text: string) => unknown, text: string): { invalid: boolean; error?: string } {
  try {
    if (!/\$|\[\[/.test(text)) read(text);
    return { invalid: false };
  } catch (cause) {
    return { invalid: true, error: (cause as Error).message };
  }
}

/** Whatever is no usable number becomes the default. */
function limitOf(text: string): number {
  const limit = Math.round(Number(text));
  return limit >= 1 ? Math.min(limit, MAX_TRACES_PER_PAGE) : DEFAULT_LIMIT;
}
