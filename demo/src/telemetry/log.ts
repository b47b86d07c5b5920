// The shop's logger: writes a line in the service's style as the body of an OpenTelemetry log record. The record takes the trace and span
// id from the active context; exceptions go into the standard attributes, with their stack trace.
import { logs, SeverityNumber, type LogAttributes } from '@opentelemetry/api-logs';
import {
  ATTR_EXCEPTION_MESSAGE,
  ATTR_EXCEPTION_STACKTRACE,
  ATTR_EXCEPTION_TYPE,
} from '@opentelemetry/semantic-conventions';
import { LOG_STYLES, type LogFields, type LogLevel } from './logStyles.ts';
import { serviceName } from './resource.ts';

const SEVERITY: Record<LogLevel, SeverityNumber> = {
  debug: SeverityNumber.DEBUG,
  info: SeverityNumber.INFO,
  warn: SeverityNumber.WARN,
  error: SeverityNumber.ERROR,
};

function emit(level: LogLevel, message: string, fields: LogFields, attributes?: LogAttributes): void {
  const time = new Date();
  logs.getLogger('shop').emit({
    timestamp: time,
    severityNumber: SEVERITY[level],
    severityText: level.toUpperCase(),
    body: LOG_STYLES[serviceName]({ time, level, message, fields }),
    ...(attributes && { attributes }),
  });
}

export const log = {
  debug: (message: string, fields: LogFields = {}) => emit('debug', message, fields),
  info: (message: string, fields: LogFields = {}) => emit('info', message, fields),
  warn: (message: string, fields: LogFields = {}) => emit('warn', message, fields),
  /** `error` is what was thrown; its type, message and stack trace become `exception.*` attributes. */
  error: (message: string, error: Error, fields: LogFields = {}) =>
    emit(
      'error',
      message,
      { ...fields, error: error.message },
      {
        [ATTR_EXCEPTION_TYPE]: error.name,
        [ATTR_EXCEPTION_MESSAGE]: error.message,
        [ATTR_EXCEPTION_STACKTRACE]: error.stack ?? '',
      },
    ),
};

/** A named event as a log record (https://opentelemetry.io/docs/specs/semconv/general/events/). */
export function emitEvent(eventName: string, body: string, attributes: LogAttributes): void {
  logs.getLogger('shop').emit({
    eventName,
    timestamp: new Date(),
    severityNumber: SeverityNumber.INFO,
    severityText: 'INFO',
    body,
    attributes,
  });
}
