// The trace waterfall in a dashboard. Everything comes from the frame; what is open, searched and zoomed lives in the panel.
import { LoadingState, locationUtil, type PanelProps } from '@grafana/data';
import { LinkButton, useTheme2 } from '@grafana/ui';
import { COMPLETE } from '@watchingcat/model';
import React, { useCallback, useMemo, useState } from 'react';
import type { TimeWindow } from '../../components/trace/geometry/timeWindow';
import { DEFAULT_VIEW_OPTIONS } from '../../components/trace/viewOptions';
import { useClockSkew } from '../../components/trace/useClockSkew';
import { TraceView } from '../../components/trace/TraceView';
import { serviceUrl, tracesUrl, traceUrl, type LinkScope } from '../../urls';
import { failureOf, linkScopeOf } from '../panelData';
import { detailsOfRow } from './detailsOfRow';
import { frameToTrace, type FrameTrace } from './frameToTrace';
import type { TracePanelOptions } from './options';
import { PanelMessage } from './PanelMessage';
import { traceFrameOf } from './traceFrameOf';

export function TracePanel({ data, options, timeRange, width, height }: PanelProps<TracePanelOptions>) {
  const { series, state } = data;
  const found = useMemo(() => traceFrameOf(series), [series]);
  const converted = useMemo(() => (found === undefined ? undefined : frameToTrace(found)), [found]);
  if (converted === undefined) {
    const failure = failureOf(data);
    if (state === LoadingState.Error || failure)
      return <PanelMessage title="The query failed">{failure?.text}</PanelMessage>;
    if (state === LoadingState.Loading) return <PanelMessage title="Loading the trace…" />;
    return (
      <PanelMessage title="No trace">
        This panel shows one trace: ask a tracing data source for a trace id. {series.length > 0 && NOT_A_TRACE}
      </PanelMessage>
    );
  }
  return (
    <PanelTrace
      // Another trace, or another way to begin, starts afresh.
      key={`${converted.trace.traceId} ${options.openLevels} ${options.nameWidth}`}
      converted={converted}
      options={options}
      scope={linkScopeOf({ data, timeRange }, found?.refId)}
      width={width}
      height={height}
    />
  );
}

const NOT_A_TRACE = 'What the query returned has no fields traceID, spanID, startTime and duration.';

interface PanelTraceProps {
  readonly converted: FrameTrace;
  readonly options: TracePanelOptions;
  readonly scope: LinkScope;
  readonly width: number;
  readonly height: number;
}

function PanelTrace({ converted, options, scope: { from, to, ds }, width, height }: PanelTraceProps) {
  const theme = useTheme2();
  const { otherTraces } = converted;
  const [isSkewCorrected, setSkewCorrected] = useState(true);
  const { trace, sourceRow, clockSkew } = useClockSkew(converted.trace, isSkewCorrected, setSkewCorrected);
  const [viewOptions, setViewOptions] = useState(DEFAULT_VIEW_OPTIONS);
  const [spanId, setSpanId] = useState<string>();
  const [search, setSearch] = useState('');
  const [collapsed, setCollapsed] = useState(options.openLevels > 0 ? `d${options.openLevels - 1}` : '');
  const [zoom, setZoom] = useState<TimeWindow>();
  const loadSpan = useCallback(
    (row: number) => Promise.resolve(detailsOfRow(converted, sourceRow(row))),
    [converted, sourceRow],
  );
  const links = useMemo(() => {
    const scope = { from, to, ds };
    return {
      trace: (traceId: string, span?: string) => traceUrl(traceId, scope, { span }),
      tracesWith: (key: string, value: string) => tracesUrl({ attributes: [`${key}=${value}`] }, scope),
      service: (service: string) => serviceUrl(service, scope),
    };
  }, [from, to, ds]);
  return (
    <div style={{ width, height, padding: theme.spacing(1) }}>
      <TraceView
        trace={trace}
        coverage={COMPLETE}
        loadSpan={loadSpan}
        links={links}
        selectedSpanId={spanId}
        onSelectSpan={setSpanId}
        search={search}
        onSearchChange={setSearch}
        collapsed={collapsed}
        onCollapsedChange={setCollapsed}
        zoom={zoom}
        onZoomChange={setZoom}
        options={viewOptions}
        onOptionsChange={setViewOptions}
        clockSkew={clockSkew}
        showOverview={options.showOverview}
        showMinimap={options.showMinimap}
        actions={
          <>
            {otherTraces > 0 && <span>The first of {otherTraces + 1} traces</span>}
            <LinkButton
              size="sm"
              fill="text"
              icon="external-link-alt"
              href={locationUtil.assureBaseUrl(links.trace(trace.traceId, spanId))}
            >
              Open in WatchingCat
            </LinkButton>
          </>
        }
        defaultNameWidth={options.nameWidth}
      />
    </div>
  );
}
