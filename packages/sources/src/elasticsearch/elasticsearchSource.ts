// A team's own Elasticsearch (7.10 to 9) or OpenSearch (2, 3): logs, in whatever layout they were written. Every question is one _msearch,
// after one _field_caps that is remembered for five minutes.
import type {
  LogFilter,
  LogHistogramAnswer,
  LogHistogramQuery,
  LogQuery,
  LogsAnswer,
  Severity,
  TimeRange,
} from '@watchingcat/model';
import {
  formatRfc3339,
  MAX_LOG_BUCKETS,
  MAX_LOGS_PER_PAGE,
  MAX_SERVICES,
  msFromUnixNano,
  SEVERITIES,
  TelemetryError,
  type Coverage,
} from '@watchingcat/model';
import type { SourceReport } from '../sourceReport.ts';
import type { Transport } from '../transport.ts';
import { limitTransport } from '../limitTransport.ts';
import { checkElasticsearch } from './checkElasticsearch.ts';
import { ElasticsearchApi, objectOf } from './elasticsearchApi.ts';
import type { FieldCaps } from './fieldForms.ts';
import { countableField, fieldCaps, withKeywords } from './fieldForms.ts';
import { indicesOf } from './indexPattern.ts';
import { readLogCursor, writeLogCursor } from './logCursor.ts';
import type { FieldForms, LogFieldSettings } from './logFields.ts';
import { existingFields, ID_PATTERNS, KNOWN_FIELDS } from './logFields.ts';
import { logRecordOf, TIME_FORMAT } from './logHit.ts';
import type { LogMapping } from './logQuery.ts';
import { attributeFields, isOfSeverity, logQuery } from './logQuery.ts';

const DEFAULT_LIMIT = 100;
/** Mappings change when somebody logs something new. */
const CAPS_KEPT_MS = 300_000;
/** Elasticsearch's index.max_result_window: no page reaches further by counting. */
const MAX_WINDOW = 10_000;
const DEFAULT_INDEX = 'logs-*';

export interface ElasticsearchSourceOptions {
  /** As in `indicesOf`; `logs-*` when not given. */
  readonly index?: string | undefined;
  readonly fields?: LogFieldSettings | undefined;
  /** Milliseconds, of any origin. */
  readonly now?: (() => number) | undefined;
}

/** The service in several spellings; it takes the place of `service`. */
interface WithServiceNames {
  readonly serviceNames?: readonly string[] | undefined;
}

/** Every method rejects with a `TelemetryError`, or with an `AbortError` when its signal was aborted. */
export class ElasticsearchSource {
  readonly #api: ElasticsearchApi;
  readonly #index: string;
  readonly #fields: LogFieldSettings;
  readonly #now: () => number;
  readonly #caps = new Map<string, { readonly caps: FieldCaps; readonly untilMs: number }>();

  constructor(
    transport: Transport,
    { index, fields = {}, now = () => performance.now() }: ElasticsearchSourceOptions = {},
  ) {
    this.#api = new ElasticsearchApi(limitTransport(transport));
    this.#index = index === undefined || index === '' ? DEFAULT_INDEX : index;
    this.#fields = fields;
    this.#now = now;
  }

  /** Pages go back to at most MAX_WINDOW records of one and the same time. */
  async searchLogs(query: LogQuery & WithServiceNames, signal?: AbortSignal): Promise<LogsAnswer> {
    const { limit = DEFAULT_LIMIT, order = 'newest' } = query;
    if (!Number.isSafeInteger(limit) || limit < 1 || limit > MAX_LOGS_PER_PAGE)
      throw new TelemetryError(
        'bad_request',
        `limit must be a whole number from 1 to ${MAX_LOGS_PER_PAGE}, got ${limit}.`,
      );
    const after = query.cursor === undefined ? undefined : readLogCursor(query.cursor, order);
    const range = after?.range ?? query.range;
    const mapping = await this.#mapping(range, signal);
    const given = after?.given ?? 0;
    if (given + limit + 1 > MAX_WINDOW)
      throw new TelemetryError(
        'too_much',
        `More than ${MAX_WINDOW - limit} records have the same time, and Elasticsearch gives no more of them. Add a condition, or turn the order round.`,
      );
    const time = mapping.names.time[0] ?? '@timestamp';
    const beyond = order === 'newest' ? 'lte' : 'gte';
    const rest = after === undefined ? [] : [{ range: { [time]: { [beyond]: formatRfc3339(after.time) } } }];
    const direction = order === 'newest' ? 'desc' : 'asc';
    const found = await this.#query({ ...query, range }, mapping, signal);
    const body = {
      query: { bool: { filter: [found] } },
      post_filter: { bool: { filter: rest } },
      sort: [
        { [time]: { order: direction, unmapped_type: 'date', numeric_type: 'date_nanos' } },
        { _seq_no: { order: direction, unmapped_type: 'long' } },
      ],
      docvalue_fields: [{ field: time, format: TIME_FORMAT }],
      // Hits are counted after the post_filter; a further page must say how many there are on all.
      aggs: { all: { filter: { match_all: {} } } },
      track_total_hits: false,
      from: given,
      size: limit + 1,
    };
    const answer = await this.#api.search(indicesOf(this.#index, range), body, signal);
    const records = answer.hits.slice(0, limit).map((hit) => logRecordOf(hit, mapping.names));
    const last = records.at(-1);
    const sameTime = records.filter((record) => record.time === last?.time).length;
    const next = last && { range, time: last.time, given: sameTime + (after?.time === last.time ? given : 0) };
    return {
      logs: records,
      total: countOf(answer.aggregations['all']),
      nextCursor: answer.hits.length > limit && next ? writeLogCursor(order, next) : undefined,
      coverage: this.#coverage(answer.coverage, mapping),
    };
  }

  /** Bars of whole milliseconds, at most MAX_LOG_BUCKETS. */
  async histogram(query: LogHistogramQuery & WithServiceNames, signal?: AbortSignal): Promise<LogHistogramAnswer> {
    const { range } = query;
    const mapping = await this.#mapping(range, signal);
    const fromMs = Math.floor(msFromUnixNano(range.start));
    const toMs = Math.ceil(msFromUnixNano(range.end));
    const stepMs = Math.max(1, Math.ceil(Math.max(query.stepMs, (toMs - fromMs) / (MAX_LOG_BUCKETS - 1))));
    const severities = SEVERITIES.filter((severity) => severity !== 'unspecified');
    const filters = Object.fromEntries(severities.map((severity) => [severity, isOfSeverity(severity, mapping)]));
    const time = mapping.names.time[0] ?? '@timestamp';
    const body = {
      size: 0,
      query: await this.#query(query, mapping, signal),
      aggs: {
        severities: {
          filters: { filters, other_bucket_key: 'unspecified' },
          aggs: { bars: { date_histogram: { field: time, fixed_interval: `${stepMs}ms`, min_doc_count: 1 } } },
        },
      },
    };
    const answer = await this.#api.search(indicesOf(this.#index, range), body, signal);
    const first = Math.floor(fromMs / stepMs);
    const bars = Array.from({ length: Math.max(1, Math.ceil(toMs / stepMs) - first) }, noRecords);
    const buckets = objectOf(objectOf(answer.aggregations['severities'])['buckets']);
    for (const severity of SEVERITIES) {
      const own = objectOf(objectOf(buckets[severity])['bars'])['buckets'];
      for (const { key, doc_count: records } of (Array.isArray(own) ? own : []) as {
        key: number;
        doc_count: number;
      }[]) {
        const bar = bars[Math.floor(key / stepMs) - first];
        if (bar !== undefined) bar[severity] = records;
      }
    }
    return {
      stepMs,
      bars: bars.map((counts, index) => ({ startMs: (first + index) * stepMs, counts })),
      coverage: this.#coverage(answer.coverage, mapping),
    };
  }

  /** Names of the services that logged in the range, as they stand in the logs, the busiest first. */
  async services(
    range: TimeRange,
    signal?: AbortSignal,
  ): Promise<{ readonly names: readonly string[]; readonly coverage: Coverage }> {
    const mapping = await this.#mapping(range, signal);
    const countable = mapping.names.service.flatMap((name) => countableField(name, mapping.forms) ?? []);
    const aggs = Object.fromEntries(
      countable.map((field, index) => [`field${index}`, { terms: { field, size: MAX_SERVICES } }]),
    );
    const body = { size: 0, query: await this.#query({ range }, mapping, signal), aggs };
    const answer = await this.#api.search(indicesOf(this.#index, range), body, signal);
    const found = Object.values(answer.aggregations).flatMap((one) => {
      const { buckets } = objectOf(one);
      return (Array.isArray(buckets) ? buckets : []) as { key: unknown }[];
    });
    return { names: [...new Set(found.map(({ key }) => String(key)))], coverage: answer.coverage };
  }

  /** Rejects only when the signal was aborted. */
  check(signal?: AbortSignal): Promise<SourceReport> {
    const now = BigInt(Date.now()) * 1_000_000n;
    const range = { start: now - 86_400_000_000_000n, end: now };
    const fields = (one?: AbortSignal) => this.#capsOf(namesToAsk(this.#fields), range, one);
    const newest = async (one?: AbortSignal) => (await this.searchLogs({ range, limit: 1 }, one)).logs[0]?.time;
    return checkElasticsearch(this.#api, { index: this.#index, settings: this.#fields, fields, newest, now }, signal);
  }

  async #mapping(
    range: TimeRange,
    signal?: AbortSignal,
  ): Promise<LogMapping & { readonly indices: readonly string[] }> {
    const { forms, indices } = await this.#capsOf(namesToAsk(this.#fields), range, signal);
    return { names: existingFields(this.#fields, forms), forms, indices };
  }

  async #query(filter: LogFilter & WithServiceNames, mapping: LogMapping, signal?: AbortSignal) {
    const { service, serviceNames = service === undefined ? undefined : [service], attributes = {}, range } = filter;
    const forms = await Promise.all(
      Object.keys(attributes).map(async (name): Promise<[string, FieldForms]> => [
        name,
        (await this.#capsOf(attributeFields(name), range, signal)).forms,
      ]),
    );
    return logQuery(filter, serviceNames, mapping, new Map(forms));
  }

  async #capsOf(names: readonly string[], range: TimeRange, signal?: AbortSignal): Promise<FieldCaps> {
    signal?.throwIfAborted();
    const index = indicesOf(this.#index, range);
    const key = `${index} ${names.join(',')}`;
    const kept = this.#caps.get(key);
    if (kept !== undefined && this.#now() < kept.untilMs) return kept.caps;
    const query = { fields: withKeywords(names), ignore_unavailable: 'true', allow_no_indices: 'true' };
    const caps = await this.#api.get(`/${encodeURIComponent(index)}/_field_caps`, query, fieldCaps, signal);
    // Where nothing is yet, something may be in a moment.
    if (caps.indices.length > 0) this.#caps.set(key, { caps, untilMs: this.#now() + CAPS_KEPT_MS });
    return caps;
  }

  #coverage(coverage: Coverage, { indices }: { readonly indices: readonly string[] }): Coverage {
    if (coverage.kind !== 'complete' || indices.length > 0) return coverage;
    return {
      kind: 'partial',
      reason: `No index of Elasticsearch is named ${this.#index}. Correct the index in the data source.`,
    };
  }
}

/** Elasticsearch takes 4,096 bytes in the first line of a request: ids, which have many names, are asked for by patterns. */
function namesToAsk(settings: LogFieldSettings): readonly string[] {
  const chosen = Object.values(settings).filter((name): name is string => typeof name === 'string' && name !== '');
  const { time, message, severityNumber, level, service } = KNOWN_FIELDS;
  return [...new Set([...chosen, ...time, ...message, ...severityNumber, ...level, ...service, ...ID_PATTERNS])];
}

function countOf(aggregation: unknown): number | undefined {
  const { doc_count: count } = objectOf(aggregation);
  return typeof count === 'number' ? count : undefined;
}

function noRecords(): Record<Severity, number> {
  return { unspecified: 0, trace: 0, debug: 0, info: 0, warn: 0, error: 0, fatal: 0 };
}
