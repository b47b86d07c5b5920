// Where did the time go? One trace, with all of its state in the address: `tab`, `span` (open), `q` (searched), `collapsed`, `zoom`,
// `color`, `only`, `skew`. Opening and closing a span, folding and zooming are steps of Back; typing and moving along the rows are not.
import { css } from '@emotion/css';
import { Button, ClipboardButton, LinkButton, Tab, TabsBar } from '@grafana/ui';
import type { Capabilities, Coverage, TraceAnswer } from '@watchingcat/model';
import React, { useCallback, useMemo, useState, type ReactNode } from 'react';
import { useParams } from 'react-router-dom';
import { Failure } from '../../components/Failure';
import { PageFrame } from '../../components/PageFrame';
import { ClockSkewNotice } from '../../components/trace/overview/ClockSkewNotice';
import { rootRow } from '../../components/trace/overview/TraceHeader';
import { TraceView } from '../../components/trace/TraceView';
import type { ShownTrace } from '../../components/trace/useClockSkew';
import { useShownTrace } from '../../components/trace/useShownTrace';
import { useTraceAddress } from '../../components/trace/useTraceAddress';
import { nameText } from '../../components/visibleText';
import { useAsync } from '../../state/useAsync';
import { useTimeRange } from '../../state/TimeRangeContext';
import { useUrlState } from '../../state/useUrlState';
import { useTelemetry } from '../../telemetry/TelemetryContext';
import { compareUrl, logsUrl, serviceUrl, tracesUrl, traceUrl } from '../../urls';
import { BaggageTab } from './baggage/BaggageTab';
import { ExportButton } from './ExportButton';
import { FillHeight } from './FillHeight';
import { logRangeOf } from './logRangeOf';
import { CriticalPathTab } from './path/CriticalPathTab';
import { rangeAround } from './rangeAround';
import { StatisticsTab } from './statistics/StatisticsTab';
import { TraceFlameGraph } from './TraceFlameGraph';
import { TraceLogs } from './TraceLogs';
import { TraceNotFound } from './TraceNotFound';
import { TraceSkeleton } from './TraceSkeleton';

/** As many as are read beside a span; the link leads to all. */
const LOGS_OF_SPAN = 100;

/** Another trace is another page: nothing of the former one is kept. */
export function TracePage() {
  const { traceId = '' } = useParams();
  return <OneTrace key={traceId} traceId={traceId} />;
}

function OneTrace({ traceId }: { readonly traceId: string }) {
  const telemetry = useTelemetry();
  const { scope } = useTimeRange();
  const [attempt, setAttempt] = useState(0);
  const load = useCallback(
    (signal: AbortSignal) => telemetry.trace(traceId, signal),
    // A new attempt is a new question.
    // eslint-disable-next-line react-hooks/exhaustive-deps
    [telemetry, traceId, attempt],
  );
  const state = useAsync(load);
  const retry = () => setAttempt((count) => count + 1);
  const answer = state.value;
  return (
    <PageFrame
      title={answer === undefined ? `Trace ${traceId.slice(0, 8)}` : traceTitle(answer)}
      parent={{ text: 'Traces', url: tracesUrl({}, scope) }}
      hasTimeRange={false}
      actions={
        <>
          <LinkButton variant="secondary" fill="outline" icon="columns" href={compareUrl({ a: traceId }, scope)}>
            Compare with…
          </LinkButton>
          <ClipboardButton variant="secondary" fill="outline" icon="copy" getText={() => traceId}>
            Copy trace id
          </ClipboardButton>
          {answer !== undefined && <ExportButton trace={answer.trace} />}
          <Button
            variant="secondary"
            fill="outline"
            icon="sync"
            onClick={retry}
            tooltip="Load again: more spans may have arrived"
          >
            Reload
          </Button>
        </>
      }
    >
      {state.status === 'failed' && (
        <Failure title="The trace could not be loaded" error={state.error} onRetry={retry} />
      )}
      {state.status === 'loading' && answer === undefined && <TraceSkeleton />}
      {state.status === 'ready' && answer === undefined && <TraceNotFound traceId={traceId} onRetry={retry} />}
      {answer !== undefined && (
        <FillHeight>
          <TraceTabs answer={answer} />
        </FillHeight>
      )}
    </PageFrame>
  );
}

interface TabProps {
  readonly shown: ShownTrace;
  readonly coverage: Coverage;
}

interface TraceTab {
  /** In the address, as `tab`; the first tab needs no name there. */
  readonly id: string;
  readonly label: string;
  /** Where nobody has this signal there is nothing to show, and no tab. */
  readonly needs?: Capabilities['signals'][number];
  readonly render: (props: TabProps) => ReactNode;
}

/** A tall view below must not press the tabs flat. */
const TABS_STYLE = css({ flex: 'none', marginBottom: 8 });

/** In the order in which they stand. Another view of a trace is another line here. */
const TABS: readonly TraceTab[] = [
  { id: 'waterfall', label: 'Waterfall', render: (props) => <WaterfallTab {...props} /> },
  { id: 'flame', label: 'Flame graph', render: (props) => <TraceFlameGraph {...props} /> },
  { id: 'path', label: 'Critical path', render: (props) => <CriticalPathTab {...props} /> },
  { id: 'statistics', label: 'Statistics', render: (props) => <StatisticsTab {...props} /> },
  { id: 'baggage', label: 'Baggage', render: ({ shown }) => <BaggageTab shown={shown} /> },
  { id: 'logs', label: 'Logs', needs: 'logs', render: ({ shown }) => <TraceLogs shown={shown} /> },
];

function TraceTabs({ answer: { trace, coverage } }: { readonly answer: TraceAnswer }) {
  const shown = useShownTrace(trace);
  const { signals } = useTelemetry().capabilities();
  const [params, changeUrl] = useUrlState();
  const tabs = TABS.filter(({ needs }) => needs === undefined || signals.includes(needs));
  const active = tabs.find(({ id }) => id === params.get('tab')) ?? tabs[0];
  return (
    <>
      {tabs.length > 1 && (
        <TabsBar className={TABS_STYLE}>
          {tabs.map(({ id, label }) => (
            <Tab
              key={id}
              label={label}
              active={id === active.id}
              onChangeTab={() => changeUrl({ tab: id === tabs[0].id ? undefined : id })}
            />
          ))}
        </TabsBar>
      )}
      {/* The waterfall says it beside what else is odd about the spans. */}
      {active !== tabs[0] && <ClockSkewNotice {...shown.clockSkew} />}
      {active.render({ shown, coverage })}
    </>
  );
}

function WaterfallTab({ shown, coverage }: TabProps) {
  const telemetry = useTelemetry();
  const { scope } = useTimeRange();
  const view = useTraceAddress(shown);
  const { trace, sent } = shown;
  const { traceId } = trace;
  const hasLogs = telemetry.capabilities().signals.includes('logs');
  const loadSpan = useCallback(
    (row: number, signal: AbortSignal) => telemetry.span(traceId, trace.spanIds[row], signal),
    [telemetry, traceId, trace],
  );
  const loadLogs = useCallback(
    async (row: number, signal: AbortSignal) => {
      const { logs, coverage, nextCursor } = await telemetry.searchLogs(
        { range: logRangeOf(sent), traceId, spanId: trace.spanIds[row], order: 'oldest', limit: LOGS_OF_SPAN },
        signal,
      );
      return { logs, coverage, isCut: nextCursor !== undefined };
    },
    [telemetry, traceId, trace, sent],
  );
  const links = useMemo(
    () => ({
      trace: (id: string, spanId?: string) => traceUrl(id, scope, spanId),
      tracesWith: (key: string, value: string) => tracesUrl({ attributes: [`${key}=${value}`] }, scope),
      service: (service: string) => serviceUrl(service, scope),
      logsOfSpan: hasLogs ? (spanId: string) => logsUrl({ traceId, spanId }, rangeAround(sent)) : undefined,
    }),
    [scope, hasLogs, traceId, sent],
  );
  return (
    <TraceView
      {...view}
      coverage={coverage}
      loadSpan={loadSpan}
      links={links}
      loadLogs={hasLogs ? loadLogs : undefined}
      showRoot={false}
      storageKey="trace"
      autoFocus
    />
  );
}

function traceTitle({ trace }: TraceAnswer): string {
  const root = rootRow(trace);
  return `${nameText(trace.services[trace.service[root]])}: ${nameText(trace.operations[trace.operation[root]])}`;
}
