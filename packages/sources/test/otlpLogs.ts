// Log records as OTLP JSON, for tests that send them to a receiver.
import { encodeAttributes, SEVERITIES, type LogRecord } from '@watchingcat/model';

/** A record before anything stores it. A `severityText` without a number is what loggers without OTLP write. */
export type SentLog = Omit<LogRecord, 'id'> & { readonly hasSeverityNumber: boolean };

export function logsToOtlpJson(logs: readonly SentLog[]): object {
  return {
    resourceLogs: logs.map((log) => ({
      resource: { attributes: encodeAttributes(log.resource) },
      scopeLogs: [
        {
          scope: { name: 'contract' },
          logRecords: [
            {
              timeUnixNano: log.time.toString(),
              observedTimeUnixNano: log.time.toString(),
              ...(log.hasSeverityNumber && { severityNumber: SEVERITIES.indexOf(log.severity) * 4 - 3 }),
              severityText: log.severityText,
              body: { stringValue: log.body },
              attributes: encodeAttributes(log.attributes),
              ...(log.traceId !== undefined && { traceId: log.traceId }),
              ...(log.spanId !== undefined && { spanId: log.spanId }),
            },
          ],
        },
      ],
    })),
  };
}
