// A Jaeger that holds many generated traces and answers searches as one with Elasticsearch does: the traces with the newest matching
// spans. It writes down what it was asked and how many spans it gave.
import type { Transport } from '../../transport.ts';

export interface GeneratedTrace {
  readonly traceId: string;
  readonly startUs: number;
  readonly spans: number;
  /** From the first span's start to the last one's; the spans start evenly in between. */
  readonly spreadUs: number;
}

export interface Asked {
  readonly limit: number;
  readonly spans: number;
}

export const SERVICE = 'generated';

export function jaegerWith(traces: readonly GeneratedTrace[]): {
  readonly transport: Transport;
  readonly asked: Asked[];
} {
  const asked: Asked[] = [];
  const transport: Transport = async ({ query = {} }) => {
    const [limit, start, end] = [query['limit'], query['start'], query['end']].map(Number);
    const answer = traces
      .map((trace) => ({ trace, newest: newestIn(trace, start, end) }))
      .filter(({ newest }) => newest !== undefined)
      .sort((a, b) => b.newest! - a.newest!)
      .slice(0, limit)
      .map(({ trace }) => trace);
    asked.push({ limit, spans: answer.reduce((sum, { spans }) => sum + spans, 0) });
    return { status: 200, body: { data: answer.map(traceJson), errors: null } };
  };
  return { transport, asked };
}

function newestIn(trace: GeneratedTrace, startUs: number, endUs: number): number | undefined {
  for (let index = trace.spans - 1; index >= 0; index--) {
    const us = spanStartUs(trace, index);
    if (us <= endUs) return us >= startUs ? us : undefined;
  }
  return undefined;
}

function spanStartUs({ startUs, spans, spreadUs }: GeneratedTrace, index: number): number {
  return startUs + (spans === 1 ? 0 : Math.floor((spreadUs * index) / (spans - 1)));
}

function traceJson(trace: GeneratedTrace): unknown {
  const span = (index: number) => ({
    traceID: trace.traceId,
    spanID: (index + 1).toString(16),
    operationName: 'step',
    startTime: spanStartUs(trace, index),
    duration: 10,
    processID: 'p1',
  });
  return {
    traceID: trace.traceId,
    spans: Array.from({ length: trace.spans }, (_, index) => span(index)),
    processes: { p1: { serviceName: SERVICE } },
  };
}
