// Columns of what a query selected of each trace: how many spans, and the groups, numbers and fields that it asks for. The first of the
// spans is a link that opens the trace with it selected.
import type { MatchedSpanSet, TraceSummary } from '@watchingcat/model';
import React from 'react';
import { Link } from 'react-router-dom';
import type { Column } from '../../components/DataTable';
import { formatCount, formatDurationMs } from '../../components/format';
import { visibleText } from '../../components/visibleText';
import { traceUrl, type LinkScope } from '../../urls';

const MAX_VALUES = 3;
const NS_PER_MS = 1e6;

/** None when no trace has matches. */
export function matchColumns(
  traces: readonly TraceSummary[] | undefined,
  scope: LinkScope,
): Array<Column<TraceSummary>> {
  const sets = traces?.flatMap(({ spanSets = [] }) => spanSets) ?? [];
  if (sets.length === 0) return [];
  const names = (of: (set: MatchedSpanSet) => ReadonlyArray<{ readonly name: string }>) => [
    ...new Set(sets.flatMap((set) => of(set).map(({ name }) => name))),
  ];
  return [
    {
      id: 'matched',
      header: 'Matched',
      description: 'Spans that the query selected; the link opens the trace at the first of them',
      isNumber: true,
      width: 72,
      cell: ({ traceId, spanSets = [] }) => {
        const spans = spanSets.reduce((sum, set) => sum + set.spans, 0);
        const first = spanSets[0]?.sample[0]?.spanId;
        if (first === undefined) return formatCount(spans);
        return (
          <Link
            to={traceUrl(traceId, scope, { span: first })}
            aria-label={`Open the first of ${formatCount(spans)} matched spans`}
          >
            {formatCount(spans)}
          </Link>
        );
      },
    },
    ...names(({ groups }) => groups).map((name) =>
      valuesColumn(`group ${name}`, name, ({ groups }) => groups.filter((one) => one.name === name).map(groupText)),
    ),
    ...names(({ aggregates }) => aggregates).map((name) =>
      valuesColumn(`number ${name}`, name, ({ aggregates }) =>
        aggregates.flatMap((one) => (one.name === name && one.value !== undefined ? numberText(name, one.value) : [])),
      ),
    ),
    ...names(({ sample }) => sample.flatMap(({ fields }) => fields)).map((name) =>
      valuesColumn(`field ${name}`, name, ({ sample }) =>
        sample.flatMap(({ fields }) => fields.filter((one) => one.name === name).map(({ value }) => value)),
      ),
    ),
  ];
}

function valuesColumn(
  id: string,
  header: string,
  valuesOf: (set: MatchedSpanSet) => readonly string[],
): Column<TraceSummary> {
  return {
    id,
    header,
    description: header,
    width: 140,
    cell: ({ spanSets = [] }) => {
      const values = [...new Set(spanSets.flatMap(valuesOf))].map(visibleText);
      const more = values.length > MAX_VALUES ? ` +${values.length - MAX_VALUES}` : '';
      return <span title={values.join(', ')}>{values.slice(0, MAX_VALUES).join(', ') + more}</span>;
    },
  };
}

function groupText({ value }: { readonly value: string | undefined }): string {
  return value ?? '(none)';
}

/** What is made of durations alone is one, in ns. */
function numberText(name: string, value: number): string {
  const isDuration = /^(avg|min|max|sum)\((span:|trace:)?(duration|traceDuration)\)$/.test(name);
  return isDuration ? formatDurationMs(value / NS_PER_MS) : formatCount(value);
}
