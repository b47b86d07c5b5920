// The flame graph of a trace. What is zoomed to is named in the address by a span, so that it survives a change of mode.
import type { Coverage } from '@watchingcat/model';
import React, { useCallback, useMemo } from 'react';
import { CoverageNotice } from '../../components/CoverageNotice';
import { FlameGraph } from '../../components/flamegraph/FlameGraph';
import { flameGraphOfTrace } from '../../components/flamegraph/flameGraphData';
import { useFlameAddress } from '../../components/flamegraph/useFlameAddress';
import { rowOfSpan, spanKey } from '../../components/trace/spanKey';
import type { ShownTrace } from '../../components/trace/useClockSkew';
import { useUrlState } from '../../state/useUrlState';

interface TraceFlameGraphProps {
  readonly shown: ShownTrace;
  readonly coverage: Coverage;
}

export function TraceFlameGraph({ shown: { trace }, coverage }: TraceFlameGraphProps) {
  const [, changeUrl] = useUrlState();
  const data = useMemo(() => flameGraphOfTrace(trace), [trace]);
  const names = useMemo(
    () => ({ encode: (row: number) => spanKey(trace, row), decode: (key: string) => rowOfSpan(trace, key) }),
    [trace],
  );
  const { state, onChange } = useFlameAddress(names);
  const onOpenSpan = useCallback(
    (row: number) => changeUrl({ tab: undefined, span: spanKey(trace, row) }),
    [changeUrl, trace],
  );
  return (
    <>
      <CoverageNotice coverage={coverage} subject="spans" />
      <FlameGraph data={data} state={state} onChange={onChange} onOpenSpan={onOpenSpan} autoFocus />
    </>
  );
}
