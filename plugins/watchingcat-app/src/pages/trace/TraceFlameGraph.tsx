// The flame graph of a trace, with its state in the address: `frames` (merged when not given), `focus` (a span), `q`, `show`,
// `direction`. Merged frames are named by their first span, so a zoom survives a change of mode.
import type { Coverage } from '@watchingcat/model';
import React, { useCallback, useMemo } from 'react';
import { CoverageNotice } from '../../components/CoverageNotice';
import { FlameGraph } from '../../components/flamegraph/FlameGraph';
import { FLAME_MODES, flameGraphOfTrace } from '../../components/flamegraph/flameGraphData';
import {
  FIRST_FLAME_STATE,
  FLAME_SHOWS,
  type ChangeFlameState,
  type FlameState,
} from '../../components/flamegraph/flameState';
import { DIRECTIONS } from '../../components/flamegraph/flameView';
import { rowOfSpan, spanKey } from '../../components/trace/spanKey';
import type { ShownTrace } from '../../components/trace/useClockSkew';
import { useUrlState } from '../../state/useUrlState';

interface TraceFlameGraphProps {
  readonly shown: ShownTrace;
  readonly coverage: Coverage;
}

export function TraceFlameGraph({ shown: { trace }, coverage }: TraceFlameGraphProps) {
  const [params, changeUrl] = useUrlState();
  const data = useMemo(() => flameGraphOfTrace(trace), [trace]);
  const focusKey = params.get('focus') ?? undefined;
  const focus = useMemo(() => rowOfSpan(trace, focusKey), [trace, focusKey]);
  const state: FlameState = {
    mode: oneOf(FLAME_MODES, params.get('frames')) ?? FIRST_FLAME_STATE.mode,
    direction: oneOf(DIRECTIONS, params.get('direction')) ?? FIRST_FLAME_STATE.direction,
    show: oneOf(FLAME_SHOWS, params.get('show')) ?? FIRST_FLAME_STATE.show,
    search: params.get('q') ?? '',
    focus,
  };
  const onChange = useCallback<ChangeFlameState>(
    ({ mode, direction, show, search, ...changes }, options) =>
      changeUrl(
        {
          ...(mode && { frames: unlessFirst('mode', mode) }),
          ...(direction && { direction: unlessFirst('direction', direction) }),
          ...(show && { show: unlessFirst('show', show) }),
          ...(search !== undefined && { q: search }),
          ...('focus' in changes && { focus: changes.focus === undefined ? undefined : spanKey(trace, changes.focus) }),
        },
        options,
      ),
    [changeUrl, trace],
  );
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

function oneOf<Word extends string>(words: readonly Word[], text: string | null): Word | undefined {
  return words.find((word) => word === text);
}

/** What is shown without being asked for needs no place in the address. */
function unlessFirst<Key extends keyof FlameState>(key: Key, value: FlameState[Key] & string): string | undefined {
  return value === FIRST_FLAME_STATE[key] ? undefined : value;
}
