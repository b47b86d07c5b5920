// Which trace of a file is shown, and which one it is compared with, if any.
import { Box, InlineField, Select, Stack } from '@grafana/ui';
import { summaryOfSpans, type TraceFileContent } from '@watchingcat/sources';
import React, { useMemo } from 'react';
import { formatDurationMs } from '../../../components/format';
import { nameText } from '../../../components/visibleText';
import { useUrlState } from '../../../state/useUrlState';
import { rootText } from '../rootText';

/** What the address says about one trace, or about two of them, and not about how traces are looked at. */
const OF_ONE_TRACE = {
  span: undefined,
  collapsed: undefined,
  zoom: undefined,
  focus: undefined,
  of: undefined,
  at: undefined,
  node: undefined,
};

interface ChooseFileTracesProps {
  readonly traces: TraceFileContent['traces'];
  readonly traceId: string;
  readonly other: string | undefined;
}

export function ChooseFileTraces({ traces, traceId, other }: ChooseFileTracesProps) {
  const [, changeUrl] = useUrlState();
  const options = useMemo(() => traces.map(({ spans }) => optionOf(spans)), [traces]);
  return (
    <Box marginBottom={1}>
      <Stack gap={1} wrap="wrap">
        <InlineField label={other === undefined ? 'Trace' : 'Trace A'}>
          <Select
            aria-label="Trace"
            width={50}
            options={options}
            value={traceId}
            onChange={({ value }) => changeUrl({ ...OF_ONE_TRACE, trace: value })}
          />
        </InlineField>
        <InlineField label={other === undefined ? 'Compare with' : 'Trace B'}>
          <Select
            aria-label="Compare with"
            placeholder="No other trace"
            width={50}
            isClearable
            options={options.filter(({ value }) => value !== traceId)}
            value={other ?? null}
            onChange={(choice: { value?: string } | null) => changeUrl({ ...OF_ONE_TRACE, with: choice?.value })}
          />
        </InlineField>
      </Stack>
    </Box>
  );
}

function optionOf(spans: TraceFileContent['traces'][number]['spans']) {
  const summary = summaryOfSpans(spans);
  const { service, operation } = rootText(summary);
  const size = spans.length === 1 ? '1 span' : `${spans.length} spans`;
  return {
    value: summary.traceId,
    label: `${nameText(service)}: ${nameText(operation)}, ${formatDurationMs(summary.durationMs)}`,
    description: `${size}, ${summary.traceId}`,
  };
}
