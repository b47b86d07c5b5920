// Spans as CSV (RFC 4180): a row each, with a header, for spreadsheets and scripts. The columns and their order never change; attributes,
// events and links are JSON in a column each, so that no attribute makes a column of its own.
import type { Attributes, AttributeValue, SpanDetails } from '@watchingcat/model';
import { attributeText, formatRfc3339 } from '@watchingcat/model';

const CSV_COLUMNS = [
  'traceId',
  'spanId',
  'parentSpanId',
  'service',
  'operation',
  'kind',
  'status',
  'statusMessage',
  'start',
  'durationNs',
  'scopeName',
  'scopeVersion',
  'traceState',
  'attributes',
  'resource',
  'events',
  'links',
] as const;

/**
 * Lines end with CRLF. Text that a spreadsheet would take for a formula (it begins with = + - @, their full-width forms, a tab or a line
 * break) gets a leading ' (https://owasp.org/www-community/attacks/CSV_Injection); `durationNs` is a number and may be negative.
 */
export function spansToCsv(spans: Iterable<SpanDetails>): string {
  let csv = `${CSV_COLUMNS.join(',')}\r\n`;
  for (const span of spans) csv += `${cellsOf(span).join(',')}\r\n`;
  return csv;
}

function cellsOf(span: SpanDetails): string[] {
  const cells: Record<(typeof CSV_COLUMNS)[number], string> = {
    traceId: span.traceId,
    spanId: span.spanId,
    parentSpanId: span.parentSpanId ?? '',
    service: cell(span.service),
    operation: cell(span.operation),
    kind: span.kind,
    status: span.status,
    statusMessage: cell(span.statusMessage),
    start: formatRfc3339(span.start),
    durationNs: String(span.durationNs),
    scopeName: cell(span.scope.name),
    scopeVersion: cell(span.scope.version),
    traceState: cell(span.traceState),
    attributes: cell(json(span.attributes)),
    resource: cell(json(span.resource)),
    events: cell(
      attributeText(
        span.events.map(({ time, name, attributes }) => ({
          time: formatRfc3339(time),
          name,
          attributes: object(attributes),
        })),
      ),
    ),
    links: cell(
      attributeText(
        span.links.map(({ traceId, spanId, traceState, attributes }) => ({
          traceId,
          spanId,
          traceState,
          attributes: object(attributes),
        })),
      ),
    ),
  };
  return CSV_COLUMNS.map((column) => cells[column]);
}

function json(attributes: Attributes): string {
  return attributeText(object(attributes));
}

function object(attributes: Attributes): { readonly [key: string]: AttributeValue } {
  return Object.fromEntries(attributes);
}

function cell(text: string): string {
  const inert = /^[=+\-@\t\r\n＝＋－＠]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(inert) ? `"${inert.replaceAll('"', '""')}"` : inert;
}
