// A flame graph in a dashboard, of a trace or of a profile. What is searched and zoomed lives in the panel.
import { LoadingState, locationUtil, type DataFrame, type PanelProps } from '@grafana/data';
import { LinkButton, useTheme2 } from '@grafana/ui';
import type { Trace } from '@watchingcat/model';
import React, { useCallback, useMemo, useState } from 'react';
import { FlameGraph } from '../../components/flamegraph/FlameGraph';
import { flameGraphOfTrace, type FlameGraphData } from '../../components/flamegraph/flameGraphData';
import type { ChangeFlameState, FlameState } from '../../components/flamegraph/flameState';
import { spanKey } from '../../components/trace/spanKey';
import { traceUrl, type LinkScope } from '../../urls';
import { failureOf, linkScopeOf } from '../panelData';
import { frameToTrace } from '../trace/frameToTrace';
import { PanelMessage } from '../trace/PanelMessage';
import { traceFrameOf } from '../trace/traceFrameOf';
import type { FlameGraphPanelOptions } from './options';
import { flameGraphOfProfile, profileFrameOf } from './profileFrame';

interface Shown {
  readonly data: FlameGraphData;
  readonly trace: Trace | undefined;
  readonly otherTraces: number;
  readonly refId: string | undefined;
}

export function FlameGraphPanel({ data, options, timeRange, width, height }: PanelProps<FlameGraphPanelOptions>) {
  const { series, state } = data;
  const shown = useMemo(() => shownOf(series), [series]);
  if (shown === undefined) {
    const failure = failureOf(data);
    if (state === LoadingState.Error || failure)
      return <PanelMessage title="The query failed">{failure?.text}</PanelMessage>;
    if (state === LoadingState.Loading) return <PanelMessage title="Loading…" />;
    return (
      <PanelMessage title="Nothing to show">
        This panel shows one trace or one profile: ask a tracing data source for a trace id, or a profiling data source
        for a profile. {series.length > 0 && NOT_USABLE}
      </PanelMessage>
    );
  }
  return (
    <PanelFlameGraph
      // Another trace, or another way to begin, starts afresh.
      key={`${shown.trace?.traceId ?? ''} ${options.mode} ${options.direction} ${options.show}`}
      shown={shown}
      options={options}
      scope={linkScopeOf({ data, timeRange }, shown.refId)}
      width={width}
      height={height}
    />
  );
}

const NOT_USABLE =
  'What the query returned has neither the fields traceID, spanID, startTime and duration of a trace, nor level, value and label of a profile.';

function shownOf(series: readonly DataFrame[]): Shown | undefined {
  const traceFrame = traceFrameOf(series);
  if (traceFrame !== undefined) {
    const { trace, otherTraces } = frameToTrace(traceFrame);
    return { data: flameGraphOfTrace(trace), trace, otherTraces, refId: traceFrame.refId };
  }
  const profile = profileFrameOf(series);
  return profile && { data: flameGraphOfProfile(profile), trace: undefined, otherTraces: 0, refId: profile.refId };
}

interface PanelFlameGraphProps {
  readonly shown: Shown;
  readonly options: FlameGraphPanelOptions;
  readonly scope: LinkScope;
  readonly width: number;
  readonly height: number;
}

function PanelFlameGraph({ shown, options, scope, width, height }: PanelFlameGraphProps) {
  const theme = useTheme2();
  const { data, trace, otherTraces } = shown;
  const [state, setState] = useState<FlameState>({ ...options, search: '', of: undefined, focus: undefined });
  const onChange = useCallback<ChangeFlameState>((changes) => setState((before) => ({ ...before, ...changes })), []);
  // Among callers and callees it is no row of the trace.
  const row = state.of === undefined ? state.focus : undefined;
  const focusKey = trace && row !== undefined && row < trace.size ? spanKey(trace, row) : undefined;
  return (
    <div style={{ width, height, padding: theme.spacing(1) }}>
      <FlameGraph
        data={data}
        state={state}
        onChange={onChange}
        showToolbar={options.showToolbar}
        actions={
          trace && (
            <>
              {otherTraces > 0 && <span>The first of {otherTraces + 1} traces</span>}
              <LinkButton
                size="sm"
                fill="text"
                icon="external-link-alt"
                href={locationUtil.assureBaseUrl(traceUrl(trace.traceId, scope, { span: focusKey }))}
              >
                Open in WatchingCat
              </LinkButton>
            </>
          )
        }
      />
    </div>
  );
}
