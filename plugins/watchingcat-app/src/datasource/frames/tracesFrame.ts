// Found traces as a table: one row a trace, the id linked to the trace.
import { createDataFrame, FieldType, type DataFrame } from '@grafana/data';
import { msFromUnixNano, type TracesAnswer, type TraceSort } from '@watchingcat/model';
import { coverageNotices, notice } from '../coverageNotices';
import { traceLinks, type LinkContext } from './links';

const MORE_MATCH: Readonly<Record<TraceSort, (shown: number) => string>> = {
  newest: (shown) => `The ${shown} newest traces; more match.`,
  slowest: (shown) => `The ${shown} slowest traces; more match.`,
  sample: (shown) => `A random sample of ${shown} traces; more match.`,
};

export function tracesFrame(refId: string, answer: TracesAnswer, sort: TraceSort, links: LinkContext): DataFrame {
  const { traces, nextCursor, coverage } = answer;
  const notices = coverageNotices(coverage, 'traces');
  if (nextCursor !== undefined) notices.push(notice('info', MORE_MATCH[sort](traces.length)));
  return createDataFrame({
    refId,
    name: 'Traces',
    meta: { preferredVisualisationType: 'table', notices },
    fields: [
      column(
        'traceID',
        'Trace ID',
        FieldType.string,
        traces.map(({ traceId }) => traceId),
        { links: traceLinks(links) },
      ),
      column(
        'startTime',
        'Start time',
        FieldType.time,
        traces.map(({ start }) => msFromUnixNano(start)),
      ),
      column(
        'service',
        'Service',
        FieldType.string,
        traces.map(({ rootService }) => rootService),
      ),
      column(
        'operation',
        'Operation',
        FieldType.string,
        traces.map(({ rootOperation }) => rootOperation),
      ),
      column(
        'duration',
        'Duration',
        FieldType.number,
        traces.map(({ durationMs }) => durationMs),
        { unit: 'ms' },
      ),
      column(
        'spans',
        'Spans',
        FieldType.number,
        traces.map(({ spans }) => spans),
      ),
      column(
        'errors',
        'Errors',
        FieldType.number,
        traces.map(({ errors }) => errors),
      ),
      column(
        'services',
        'Services',
        FieldType.string,
        traces.map(({ services }) => services.join(', ')),
      ),
    ],
  });
}

function column(name: string, displayNameFromDS: string, type: FieldType, values: unknown[], config: object = {}) {
  return { name, type, values, config: { displayNameFromDS, ...config } };
}
