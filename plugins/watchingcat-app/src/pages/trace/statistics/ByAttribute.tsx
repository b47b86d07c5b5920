// Statistics by the values of an attribute that a person chooses. The attributes are loaded when this opens.
import { Field, Select } from '@grafana/ui';
import { attributeStatistics } from '@watchingcat/analysis';
import React, { useMemo } from 'react';
import { CoverageNotice } from '../../../components/CoverageNotice';
import { Failure } from '../../../components/Failure';
import { formatCount } from '../../../components/format';
import { TableSkeleton } from '../../../components/Loading';
import type { ShownTrace } from '../../../components/trace/useClockSkew';
import { useUrlState } from '../../../state/useUrlState';
import { useTraceDetails } from '../useTraceDetails';
import { attributeKeys } from './attributeKeys';
import { StatisticsTable } from './StatisticsTable';

interface ByAttributeProps {
  readonly shown: ShownTrace;
  readonly self: Float64Array;
}

export function ByAttribute({ shown, self }: ByAttributeProps) {
  const [params, changeUrl] = useUrlState();
  const { trace } = shown;
  const state = useTraceDetails(shown);
  const loaded = state.status === 'ready' ? state.value : undefined;
  const keys = useMemo(() => (loaded === undefined ? [] : attributeKeys(loaded.details)), [loaded]);
  const attribute = params.get('attribute') ?? keys[0]?.key;
  const statistics = useMemo(
    () =>
      loaded === undefined || attribute === undefined
        ? undefined
        : attributeStatistics(trace, self, loaded.details, attribute),
    [trace, self, loaded, attribute],
  );
  if (state.status === 'failed') {
    return <Failure title="The attributes could not be loaded" error={state.error} onRetry={state.retry} />;
  }
  if (loaded === undefined) return <TableSkeleton rows={6} label="Loading the attributes of all spans" />;
  if (statistics === undefined) return <p>No span of this trace has an attribute.</p>;
  return (
    <>
      <Field label="Attribute" description="Of a span, or else of its resource">
        <Select
          inputId="statistics-attribute"
          width={48}
          options={keys.map(({ key, spans }) => ({
            label: key,
            value: key,
            description: spans === 1 ? '1 span' : `${formatCount(spans)} spans`,
          }))}
          value={attribute}
          allowCustomValue
          onChange={({ value }) => changeUrl({ attribute: value, sort: undefined })}
        />
      </Field>
      <CoverageNotice coverage={loaded.coverage} subject="spans" />
      {statistics.unknownSpans > 0 && (
        <p role="note">
          {formatCount(statistics.unknownSpans)} spans are in no row: their attributes were cut from the answer.
        </p>
      )}
      <StatisticsTable trace={trace} rows={statistics.rows} nameHeader={attribute ?? ''} />
    </>
  );
}
