// Rate, errors and duration of the service side by side.
import { useTheme2 } from '@grafana/ui';
import { msFromUnixNano, type Exemplar, type RedAnswer } from '@watchingcat/model';
import React, { useMemo } from 'react';
import { useNavigate } from 'react-router-dom';
import { formatCount, formatPercent, formatRate } from '../../components/format';
import { TimeSeriesChart } from '../../components/TimeSeriesChart';
import { useTimeRange } from '../../state/TimeRangeContext';
import { tracesUrl, traceUrl, type TraceFilters } from '../../urls';
import { redFieldConfigs } from './redFieldConfigs';
import { durationMax, exemplarFrame, redFrames } from './redFrames';

const HEIGHT = 220;
const HINT = 'Click a moment for its traces, drag to zoom.';

interface RedChartsProps {
  readonly service: string;
  readonly red: RedAnswer | undefined;
  /** Of single requests, by time. */
  readonly exemplars: readonly Exemplar[];
  readonly isLoading: boolean;
}

export function RedCharts({ service, red, exemplars, isLoading }: RedChartsProps) {
  const theme = useTheme2();
  const navigate = useNavigate();
  const { timeRange, minutes, scope, setRange } = useTimeRange();
  const max = red && durationMax(red, exemplars);
  const configs = useMemo(() => redFieldConfigs(service, theme, max), [service, theme, max]);
  const frames = useMemo(() => (red === undefined ? undefined : redFrames(red)), [red]);
  const calls = red?.points.reduce((sum, point) => sum + point.calls, 0);
  const errors = red?.points.reduce((sum, point) => sum + point.errors, 0);
  const seconds = Number(minutes.end - minutes.start) / 1e9;

  /** The traces of the step that holds the moment: those that the clicked point counts. */
  const openTraces = (ms: number, filters: TraceFilters) => {
    const step = red?.stepMs ?? 60_000;
    const start = Math.floor(ms / step) * step;
    navigate(tracesUrl({ service, ...filters }, { ...scope, from: String(start), to: String(start + step) }));
  };
  const durations = useMemo(
    () => frames && [frames.duration, ...(exemplars.length > 0 ? [exemplarFrame(exemplars)] : [])],
    [frames, exemplars],
  );
  const marks = useMemo(() => {
    if (max === undefined) return undefined;
    const onOpen = (index: number) => {
      const { traceId, spanId } = exemplars[index];
      navigate(traceUrl(traceId, scope, { span: spanId }));
    };
    return {
      max,
      marks: exemplars.map(({ time, durationMs }) => ({ timeMs: msFromUnixNano(time), value: durationMs })),
      onOpen,
    };
  }, [max, exemplars, navigate, scope]);
  const shared = { timeRange, height: HEIGHT, isLoading, onRange: setRange };

  return (
    <div style={{ display: 'flex', gap: 8, width: '100%' }}>
      <TimeSeriesChart
        {...shared}
        title={titleWith('Rate', calls === undefined ? undefined : formatRate(calls / seconds))}
        description={`Calls that the service answered. ${HINT}`}
        frames={frames && [frames.rate]}
        fieldConfig={configs.rate}
        onMoment={(ms) => openTraces(ms, {})}
      />
      <TimeSeriesChart
        {...shared}
        title={titleWith('Errors', calls === undefined || errors === undefined ? undefined : errorsText(calls, errors))}
        description={`Share of the calls that failed. ${HINT}`}
        frames={frames && [frames.errors]}
        fieldConfig={configs.errors}
        onMoment={(ms) => openTraces(ms, { status: 'error' })}
      />
      <TimeSeriesChart
        {...shared}
        title="Duration"
        description={`How long half, 95 and 99 of 100 calls took at most; each dot is a trace to open. ${HINT}`}
        frames={durations}
        marks={marks}
        fieldConfig={configs.duration}
        onMoment={(ms) => openTraces(ms, { sort: 'slowest' })}
      />
    </div>
  );
}

function errorsText(calls: number, errors: number): string {
  const share = formatPercent(calls === 0 ? undefined : errors / calls);
  return errors === 0 ? share : `${share} (${formatCount(errors)} failed)`;
}

function titleWith(name: string, value: string | undefined): string {
  return value === undefined ? name : `${name} · ${value}`;
}
