// The filters of the Logs page: read from the address, and turned into a question.
import { LOG_ORDERS, SEVERITIES, type LogFilter, type TimeRange } from '@watchingcat/model';
import type { LogFilters } from '../../urls';
import { readAttribute } from '../traces/filters';

export function readLogFilters(params: URLSearchParams): LogFilters {
  return {
    service: params.get('service') ?? undefined,
    minSeverity: SEVERITIES.find((severity) => severity === params.get('minSeverity')),
    text: params.get('text') ?? undefined,
    traceId: params.get('traceId') ?? undefined,
    spanId: params.get('spanId') ?? undefined,
    attributes: params.getAll('attribute'),
    order: LOG_ORDERS.find((order) => order === params.get('order')) ?? 'newest',
  };
}

export function logFilter(filters: LogFilters, range: TimeRange): LogFilter {
  const { service, minSeverity, text, traceId, spanId, attributes = [] } = filters;
  const pairs = attributes.map(readAttribute).filter((pair) => pair !== undefined);
  return {
    range,
    service,
    minSeverity,
    text,
    traceId: traceId?.trim().toLowerCase(),
    spanId: spanId?.trim().toLowerCase(),
    attributes: pairs.length === 0 ? undefined : Object.fromEntries(pairs),
  };
}

export function hasLogFilters({ service, minSeverity, text, traceId, spanId, attributes = [] }: LogFilters): boolean {
  return [service, minSeverity, text, traceId, spanId].some((value) => value !== undefined) || attributes.length > 0;
}

/** What clears them all in the address. */
export const NO_LOG_FILTERS = {
  service: undefined,
  minSeverity: undefined,
  text: undefined,
  traceId: undefined,
  spanId: undefined,
  attribute: undefined,
};
