// Log records as documents of the layouts that teams have, and their way into an index: what a log shipper would do.
import { attributeText, formatRfc3339, SEVERITIES } from '@watchingcat/model';
import type { SentLog } from './otlpLogs.ts';

export const LAYOUTS = ['otel', 'ecs', 'raw', 'fluentbit', 'custom'] as const;
export type Layout = (typeof LAYOUTS)[number];

const number = (log: SentLog) => (log.hasSeverityNumber ? SEVERITIES.indexOf(log.severity) * 4 - 3 : undefined);
const plain = (attributes: SentLog['attributes']) =>
  Object.fromEntries(
    Array.from(attributes, ([name, value]) => [name, typeof value === 'bigint' ? Number(value) : attributeText(value)]),
  );

const DOCUMENT: Readonly<Record<Layout, (log: SentLog) => object>> = {
  otel: (log) => ({
    '@timestamp': formatRfc3339(log.time),
    severity_text: log.severityText,
    severity_number: number(log),
    trace_id: log.traceId,
    span_id: log.spanId,
    body: { text: log.body },
    attributes: plain(log.attributes),
    resource: { attributes: plain(log.resource) },
    scope: { name: 'contract' },
  }),
  ecs: (log) => ({
    '@timestamp': formatRfc3339(log.time),
    message: log.body,
    'log.level': log.severityText.toLowerCase(),
    trace: { id: log.traceId },
    'span.id': log.spanId,
    labels: Object.fromEntries(
      Object.entries(plain(log.attributes)).map(([name, value]) => [name.replaceAll('.', '_'), String(value)]),
    ),
    ...plain(log.resource),
  }),
  raw: (log) => ({
    '@timestamp': formatRfc3339(log.time),
    Body: log.body,
    SeverityText: log.severityText,
    SeverityNumber: number(log) ?? 0,
    TraceId: log.traceId?.toUpperCase(),
    SpanId: log.spanId,
    Attributes: plain(log.attributes),
    Resource: plain(log.resource),
  }),
  fluentbit: (log) => ({
    '@timestamp': formatRfc3339(log.time),
    log: log.body,
    level: log.severityText,
    traceId: log.traceId?.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5'),
    spanId: log.spanId,
    kubernetes: { container_name: log.service, labels: plain(log.resource) },
    ...plain(log.attributes),
  }),
  custom: (log) => ({
    when: formatRfc3339(log.time),
    said: log.body,
    how_bad: log.severityText,
    who: log.service,
    request: { trace: log.traceId, span: log.spanId },
    ...plain(log.attributes),
    ...plain(log.resource),
  }),
};

/** What keeps nanoseconds; all else is mapped as it comes, a text with a keyword beside it. */
const TIME = { type: 'date_nanos' };

/** Creates the index and resolves when the records can be found. @throws Error when one was not taken */
export async function indexLogs(url: string, index: string, layout: Layout, logs: readonly SentLog[]): Promise<void> {
  await send(
    `${url}/${index}`,
    'PUT',
    JSON.stringify({ mappings: { properties: { '@timestamp': TIME, when: TIME } } }),
  );
  const lines = logs.flatMap((log) => [JSON.stringify({ create: {} }), JSON.stringify(DOCUMENT[layout](log))]);
  const answer = await send(`${url}/${index}/_bulk?refresh=true`, 'POST', `${lines.join('\n')}\n`);
  if ((JSON.parse(answer) as { errors: boolean }).errors) throw new Error(answer.slice(0, 2_000));
}

async function send(url: string, method: string, body: string): Promise<string> {
  const response = await fetch(url, {
    method,
    body,
    headers: { 'content-type': method === 'PUT' ? 'application/json' : 'application/x-ndjson' },
  });
  const answer = await response.text();
  if (!response.ok) throw new Error(`${method} ${url}: ${response.status} ${answer.slice(0, 500)}`);
  return answer;
}
