// Log records as Grafana's logs frame (https://grafana.com/developers/dataplane/logs): its logs panel and Explore read it.
import { createDataFrame, FieldType, type DataFrame } from '@grafana/data';
import { attributeText, msFromUnixNano, type LogRecord, type LogsAnswer } from '@watchingcat/model';
import { coverageNotices, notice } from '../coverageNotices';
import { traceLinks, type LinkContext } from './links';

export function logsFrame(refId: string, { logs, nextCursor, coverage }: LogsAnswer, links: LinkContext): DataFrame {
  const notices = coverageNotices(coverage, 'log records');
  if (nextCursor !== undefined) notices.push(notice('info', `${logs.length} log records; more match.`));
  return createDataFrame({
    refId,
    name: 'Logs',
    meta: { preferredVisualisationType: 'logs', type: 'log-lines' as never, notices },
    fields: [
      field('timestamp', FieldType.time, logs, ({ time }) => msFromUnixNano(time)),
      field('body', FieldType.string, logs, ({ body }) => body),
      // Grafana knows the words of OpenTelemetry; where a record has none it says "unknown" itself.
      field('severity', FieldType.string, logs, ({ severity }) => (severity === 'unspecified' ? '' : severity)),
      field('id', FieldType.string, logs, ({ id }) => id),
      field('labels', FieldType.other, logs, labelsOf),
      field('traceID', FieldType.string, logs, ({ traceId }) => traceId ?? null, { links: traceLinks(links) }),
    ],
  });
}

function labelsOf({ service, attributes, resource }: LogRecord): Record<string, string> {
  const all = [...resource, ...attributes].map(([name, value]) => [name, attributeText(value)]);
  return { service, ...Object.fromEntries(all) } as Record<string, string>;
}

function field(
  name: string,
  type: FieldType,
  logs: readonly LogRecord[],
  value: (log: LogRecord) => unknown,
  config: object = {},
) {
  return { name, type, values: logs.map(value), config };
}
