// The views of one trace, wherever it comes from: what its Telemetry has not (logs) is no tab. Which one is shown stands in the address.
import { css } from '@emotion/css';
import { Tab, TabsBar } from '@grafana/ui';
import type { Capabilities, TraceAnswer } from '@watchingcat/model';
import React, { type ReactNode } from 'react';
import { ClockSkewNotice } from '../../components/trace/overview/ClockSkewNotice';
import { useShownTrace } from '../../components/trace/useShownTrace';
import { useUrlState } from '../../state/useUrlState';
import { useTelemetry } from '../../telemetry/TelemetryContext';
import { BaggageTab } from './baggage/BaggageTab';
import { CriticalPathTab } from './path/CriticalPathTab';
import { StatisticsTab } from './statistics/StatisticsTab';
import { TraceFlameGraph } from './TraceFlameGraph';
import { TraceLogs } from './TraceLogs';
import { WaterfallTab, type WaterfallTabProps } from './WaterfallTab';

interface TraceTab {
  /** In the address, as `tab`; the first tab needs no name there. */
  readonly id: string;
  readonly label: string;
  /** Where nobody has this signal there is nothing to show, and no tab. */
  readonly needs?: Capabilities['signals'][number];
  readonly render: (props: WaterfallTabProps) => ReactNode;
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

export function TraceTabs({ answer: { trace, coverage } }: { readonly answer: TraceAnswer }) {
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
