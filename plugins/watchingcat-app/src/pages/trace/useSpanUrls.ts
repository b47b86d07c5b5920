// Addresses of spans in the waterfall, for the other views of the same trace: clocks stay as they are shown.
import type { Trace } from '@watchingcat/model';
import { spanKey } from '../../components/trace/spanKey';
import { useTimeRange } from '../../state/TimeRangeContext';
import { useUrlState } from '../../state/useUrlState';
import { useTraceUrl } from './TraceUrlContext';

interface SpanUrls {
  readonly span: (row: number) => string;
  /** The waterfall with a search in it. */
  readonly search: (text: string) => string;
}

/** @param trace the one that is shown, whose rows are asked for */
export function useSpanUrls(trace: Trace): SpanUrls {
  const { scope } = useTimeRange();
  const traceUrl = useTraceUrl();
  const [params] = useUrlState();
  const shown = { ...scope, skew: params.get('skew') ?? undefined };
  return {
    span: (row) => traceUrl(trace.traceId, shown, { span: spanKey(trace, row) }),
    search: (text) => traceUrl(trace.traceId, shown, { q: text }),
  };
}
