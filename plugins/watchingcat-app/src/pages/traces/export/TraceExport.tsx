// Export of what the page found: the chosen rows, the rectangle of the scatter, and the whole search, each as far as it is there.
import type { TraceSet } from '@watchingcat/analysis';
import { MAX_TRACES_PER_PAGE, type TraceQuery } from '@watchingcat/model';
import React, { useMemo } from 'react';
import { formatCount } from '../../../components/format';
import { useUrlState } from '../../../state/useUrlState';
import { useServer, useTelemetry } from '../../../telemetry/TelemetryContext';
import { ExportMenu } from '../../trace/ExportMenu';
import { readSelection, selectedQuery } from '../scatter/selection';
import { exportOfTraces } from './exportOfTraces';

interface TraceExportProps {
  readonly query: TraceQuery;
  /** Ids of the rows that are chosen. */
  readonly chosen: readonly string[];
  /** Listed so far, and whether there are more. */
  readonly listed: number;
  readonly hasMore: boolean;
}

export function TraceExport({ query, chosen, listed, hasMore }: TraceExportProps) {
  const telemetry = useTelemetry();
  const server = useServer();
  const [params] = useUrlState();
  const rectangle = params.get('selection');
  const sources = useMemo(() => {
    const of = (label: string, set: TraceSet) => exportOfTraces(label, set, telemetry, server);
    const all = { ...query, limit: MAX_TRACES_PER_PAGE };
    const order = query.sort === 'slowest' ? 'slowest' : 'newest';
    const whole = hasMore
      ? `The search: its ${order} ${MAX_TRACES_PER_PAGE.toLocaleString('en')} traces at most`
      : `The search: all ${formatCount(listed)}`;
    const selection = readSelection(rectangle);
    return [
      ...(chosen.length > 0 ? [of(chosenText(chosen.length), { traceIds: chosen.slice(0, MAX_TRACES_PER_PAGE) })] : []),
      ...(selection !== undefined ? [of('Selected in the scatter', selectedQuery(all, selection))] : []),
      of(whole, all),
    ];
  }, [telemetry, server, query, chosen, listed, hasMore, rectangle]);
  return <ExportMenu sources={sources} size="sm" />;
}

function chosenText(chosen: number): string {
  return chosen > MAX_TRACES_PER_PAGE
    ? `Chosen rows: the first ${MAX_TRACES_PER_PAGE.toLocaleString('en')} of ${chosen.toLocaleString('en')}`
    : `Chosen rows: ${chosen}`;
}
