// The traces of an opened file as a Telemetry, so that whatever shows a stored trace shows these, too. It knows traces by their ids and
// nothing else: a file says nothing about the calls that it does not hold.
import {
  COMPLETE,
  TelemetryError,
  type SpanDetails,
  type Telemetry,
  type Trace,
  type TraceAnswer,
} from '@watchingcat/model';
import { traceOfSpans } from '../../federated/traceOfSpans.ts';
import type { TraceFileContent } from './parseTraceFile.ts';

/** Every question but those for a trace or its spans rejects with a `TelemetryError`. */
export function fileTelemetry(traces: TraceFileContent['traces']): Telemetry {
  const spansById = new Map(traces.map(({ traceId, spans }) => [traceId, spans]));
  const columns = new Map<string, Trace>();
  const columnsOf = (traceId: string, spans: readonly SpanDetails[]) => {
    const trace = columns.get(traceId) ?? traceOfSpans(spans);
    columns.set(traceId, trace);
    return trace;
  };
  return {
    async trace(traceId, signal): Promise<TraceAnswer | undefined> {
      const spans = await spansUnlessAborted(traceId, signal);
      return spans && { trace: columnsOf(traceId, spans), coverage: COMPLETE };
    },
    async span(traceId, spanId, signal) {
      return (await spansUnlessAborted(traceId, signal))?.find((span) => span.spanId === spanId);
    },
    async spansOfTrace(traceId, signal) {
      const spans = await spansUnlessAborted(traceId, signal);
      return spans && { spans: [...spans].sort(byStart), coverage: COMPLETE };
    },
    services: refuse,
    serviceTrends: refuse,
    operations: refuse,
    red: refuse,
    exemplars: refuse,
    searchTraces: refuse,
    attributeNames: refuse,
    attributeValues: refuse,
    searchLogs: refuse,
    logHistogram: refuse,
    serviceGraph: refuse,
    metrics: undefined,
    capabilities: () => ({ name: 'File', traceSearchByAttribute: false, signals: ['traces'] }),
  };

  async function spansUnlessAborted(traceId: string, signal: AbortSignal | undefined) {
    // As far away as any other answer: whoever leaves at once is not answered.
    await Promise.resolve();
    signal?.throwIfAborted();
    return spansById.get(traceId);
  }
}

function refuse(): Promise<never> {
  return Promise.reject(new TelemetryError('bad_request', 'A file can only be asked for the traces in it.'));
}

function byStart(a: SpanDetails, b: SpanDetails): number {
  return a.start < b.start ? -1 : a.start > b.start ? 1 : 0;
}
