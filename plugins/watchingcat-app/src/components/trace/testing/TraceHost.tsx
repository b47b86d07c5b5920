// What a page does for the trace view, without an address bar: for tests.
import { COMPLETE, type Trace } from '@watchingcat/model';
import React, { useState } from 'react';
import type { TimeWindow } from '../geometry/timeWindow';
import { TraceView, type TraceViewProps } from '../TraceView';
import { useClockSkew } from '../useClockSkew';
import { DEFAULT_VIEW_OPTIONS } from '../viewOptions';
import { shopSpan, shopTrace } from './shopTrace';

const LINKS = {
  trace: (traceId: string, spanId?: string) => `/trace/${traceId}?span=${spanId ?? ''}`,
  tracesWith: (key: string, value: string) => `/traces?${key}=${value}`,
  service: (service: string) => `/services/${service}`,
};

export function TraceHost({ trace = shopTrace(), ...props }: Partial<TraceViewProps> & { readonly trace?: Trace }) {
  const [sent] = useState(trace);
  const [span, setSpan] = useState<string>();
  const [search, setSearch] = useState('');
  const [collapsed, setCollapsed] = useState(props.collapsed ?? '');
  const [zoom, setZoom] = useState<TimeWindow>();
  const [options, setOptions] = useState(DEFAULT_VIEW_OPTIONS);
  const [isCorrected, setCorrected] = useState(true);
  const given = useClockSkew(sent, isCorrected, setCorrected);
  const [loadSpan] = useState(() => (row: number) => Promise.resolve(shopSpan(sent.spanIds[row])));
  return (
    <TraceView
      coverage={COMPLETE}
      loadSpan={loadSpan}
      links={LINKS}
      selectedSpanId={span}
      onSelectSpan={setSpan}
      search={search}
      onSearchChange={setSearch}
      zoom={zoom}
      onZoomChange={setZoom}
      options={options}
      onOptionsChange={setOptions}
      autoFocus
      {...props}
      collapsed={collapsed}
      onCollapsedChange={setCollapsed}
      trace={given.trace}
      clockSkew={given.clockSkew}
    />
  );
}
