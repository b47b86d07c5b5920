// Log records and their histogram, from the table `logs`.
import {
  COMPLETE,
  MAX_LOG_BUCKETS,
  MAX_LOGS_PER_PAGE,
  msFromUnixNano,
  SEVERITIES,
  severityOf,
  TelemetryError,
  type Attributes,
  type LogHistogramAnswer,
  type LogHistogramBar,
  type LogHistogramQuery,
  type LogQuery,
  type LogRecord,
  type LogsAnswer,
  type Severity,
} from '@watchingcat/model';
import type { Store } from '../store/Store.ts';
import { logConditions, SEVERITY_RANK } from './logConditions.ts';
import { decodeLogCursor, encodeLogCursor } from './logCursor.ts';
import { readResources } from './resources.ts';
import { decodeStoredAttributes } from './storedAttributes.ts';

const DEFAULT_LIMIT = 100;
/** Equal records, which only differ by where they lie, are interchangeable. */
const CONTENT_HASH =
  'sipHash64(TraceId, SpanId, ServiceName, SeverityNumber, SeverityText, Body, LogAttributes, ResourceId)';

/** @throws TelemetryError `bad_request` for a limit out of range, BadCursorError for a foreign cursor */
export async function searchLogs(
  store: Store,
  tenant: string,
  query: LogQuery,
  signal?: AbortSignal,
): Promise<LogsAnswer> {
  const { limit = DEFAULT_LIMIT, order = 'newest' } = query;
  if (!(Number.isInteger(limit) && limit >= 1 && limit <= MAX_LOGS_PER_PAGE))
    throw new TelemetryError(
      'bad_request',
      `limit must be a whole number from 1 to ${MAX_LOGS_PER_PAGE}, got ${limit}`,
    );
  const after = query.cursor === undefined ? undefined : decodeLogCursor(query, query.cursor);
  const range = after?.range ?? query.range;
  const { where, parameters } = logConditions(tenant, { ...query, range });
  const lane = query.text === undefined && query.attributes === undefined ? 'interactive' : 'heavy';
  const [direction, beyond] = order === 'newest' ? ['DESC', '<='] : ['ASC', '>='];
  const rest = after === undefined ? '' : `AND Timestamp ${beyond} fromUnixTimestamp64Nano({time:Int64})`;
  const [rows, [{ Total }]] = await Promise.all([
    store.rows<LogRow>(
      `SELECT ${LOG_COLUMNS}, toString(${CONTENT_HASH}) AS Hash FROM logs WHERE ${where} ${rest}
       ORDER BY Timestamp ${direction}, ${CONTENT_HASH} LIMIT {given:UInt32}, {limit:UInt32}`,
      {
        parameters: { ...parameters, time: after?.time ?? 0n, given: after?.given ?? 0, limit: limit + 1 },
        signal,
        lane,
      },
    ),
    store.rows<{ Total: string }>(`SELECT count() AS Total FROM logs WHERE ${where}`, { parameters, signal, lane }),
  ]);
  const page = rows.slice(0, limit);
  const resources = await readResources(
    store,
    tenant,
    page.map(({ Resource }) => Resource),
    signal,
  );
  const last = page.at(-1);
  return {
    logs: page.map((row, index) => record(row, idOf(page, index, after?.given ?? 0), resources)),
    total: Number(Total),
    nextCursor:
      rows.length > limit && last ? encodeLogCursor(query, { range, ...positionAfter(page, last, after) }) : undefined,
    coverage: COMPLETE,
  };
}

/** Where a whole page has one time, the records of that time that came before it count as given, too. */
function positionAfter(
  page: readonly LogRow[],
  last: LogRow,
  after: { readonly time: bigint; readonly given: number } | undefined,
) {
  const time = BigInt(last.Ns);
  const sameTime = page.filter(({ Ns }) => Ns === last.Ns).length;
  return { time, given: sameTime + (after?.time === time ? after.given : 0) };
}

/** Bars of whole milliseconds, at most MAX_LOG_BUCKETS. */
export async function readLogHistogram(
  store: Store,
  tenant: string,
  query: LogHistogramQuery,
  signal?: AbortSignal,
): Promise<LogHistogramAnswer> {
  const { where, parameters } = logConditions(tenant, query);
  const fromMs = Math.floor(msFromUnixNano(query.range.start));
  const toMs = Math.ceil(msFromUnixNano(query.range.end));
  const stepMs = Math.max(1, Math.ceil(Math.max(query.stepMs, (toMs - fromMs) / (MAX_LOG_BUCKETS - 1))));
  const rows = await store.rows<{ Bar: string; Rank: number; Records: string }>(
    `SELECT intDiv(toUnixTimestamp64Milli(Timestamp), {stepMs:UInt64}) AS Bar, ${SEVERITY_RANK} AS Rank, count() AS Records
     FROM logs WHERE ${where} GROUP BY Bar, Rank`,
    { parameters: { ...parameters, stepMs }, signal, lane: 'heavy' },
  );
  const first = Math.floor(fromMs / stepMs);
  const counts = Array.from({ length: Math.max(1, Math.ceil(toMs / stepMs) - first) }, noRecords);
  for (const { Bar, Rank, Records } of rows) {
    const bar = counts[Number(Bar) - first];
    if (bar !== undefined) bar[SEVERITIES[Rank]] = Number(Records);
  }
  const bars = counts.map((bar, index): LogHistogramBar => ({ startMs: (first + index) * stepMs, counts: bar }));
  return { stepMs, bars, coverage: COMPLETE };
}

function noRecords(): Record<Severity, number> {
  return { unspecified: 0, trace: 0, debug: 0, info: 0, warn: 0, error: 0, fatal: 0 };
}

// Maps are read as two arrays: a JSON object would reorder names that look like numbers, and types are matched by position.
const LOG_COLUMNS = `toUnixTimestamp64Nano(Timestamp) AS Ns, SeverityNumber, SeverityText, ServiceName, Body, BodyType,
  if(TraceId = toFixedString('', 16), '', lower(hex(TraceId))) AS Trace, if(SpanId = toFixedString('', 8), '', lower(hex(SpanId))) AS Span,
  toString(ResourceId) AS Resource, mapKeys(LogAttributes) AS Names, mapValues(LogAttributes) AS Texts, LogAttributeTypes AS Types`;

interface LogRow extends Record<string, unknown> {
  readonly Ns: string;
  readonly Hash: string;
  readonly SeverityNumber: number;
  readonly SeverityText: string;
  readonly ServiceName: string;
  readonly Body: string;
  readonly BodyType: string;
  readonly Trace: string;
  readonly Span: string;
  readonly Resource: string;
  readonly Names: readonly string[];
  readonly Texts: readonly string[];
  readonly Types: string;
}

/** The same record has the same id in every search, so that a line stays open while filters change. Equal records are numbered. */
function idOf(page: readonly LogRow[], index: number, given: number): string {
  const { Ns, Hash } = page[index];
  const equalBefore = page.slice(0, index).filter((row) => row.Ns === Ns && row.Hash === Hash).length;
  const number = equalBefore + (Ns === page[0].Ns ? given : 0);
  return number === 0 ? `${Ns}-${Hash}` : `${Ns}-${Hash}-${number}`;
}

function record(row: LogRow, id: string, resources: ReadonlyMap<string, Attributes>): LogRecord {
  return {
    id,
    time: BigInt(row.Ns),
    severity: severityOf(row.SeverityNumber, row.SeverityText),
    severityText: row.SeverityText,
    service: row.ServiceName,
    body: row.BodyType === 'x' ? Buffer.from(row.Body, 'base64').toString('hex') : row.Body,
    traceId: row.Trace === '' ? undefined : row.Trace,
    spanId: row.Span === '' ? undefined : row.Span,
    attributes: decodeStoredAttributes(row.Names, row.Texts, row.Types),
    resource: resources.get(row.Resource) ?? new Map([['service.name', row.ServiceName]]),
  };
}
