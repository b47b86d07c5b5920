// Elasticsearch and OpenSearch by what Grafana's proxy lets through: GETs, and POST of exactly /_msearch (GRAFANA.md §5). Each search of an
// _msearch fails on its own, with a status of its own inside an answer that is 200.
import { COMPLETE, TelemetryError } from '@watchingcat/model';
import type { Coverage } from '@watchingcat/model';
import type { Decoder } from '../decode.ts';
import { list, record } from '../decode.ts';
import type { Source } from '../sourceRequest.ts';
import { askSource, sourceError } from '../sourceRequest.ts';
import type { Transport } from '../transport.ts';

/** An object of the query DSL (https://www.elastic.co/guide/en/elasticsearch/reference/7.10/query-dsl.html). Never text: nothing is pasted. */
export type Dsl = Readonly<Record<string, unknown>>;

export interface SearchAnswer {
  readonly hits: readonly Dsl[];
  readonly aggregations: Dsl;
  /** `partial` where shards failed or time ran out. */
  readonly coverage: Coverage;
}

/** Elasticsearch's own limit on how long it works at a search; below the 30 s after which Grafana's proxy gives up. */
const TIMEOUT = '25s';

export class ElasticsearchApi {
  readonly #source: Source;

  constructor(transport: Transport) {
    this.#source = { name: 'Elasticsearch', transport, reasonOf };
  }

  get<T>(path: string, query: Readonly<Record<string, string>>, decoder: Decoder<T>, signal?: AbortSignal): Promise<T> {
    return askSource(this.#source, { path, query, signal }, decoder);
  }

  /** @param index names and patterns, separated by commas; those that do not exist are left out @throws TelemetryError */
  async search(index: string, body: Dsl, signal?: AbortSignal): Promise<SearchAnswer> {
    const header = { index, ignore_unavailable: true, allow_no_indices: true };
    const text = `${JSON.stringify(header)}\n${JSON.stringify({ timeout: TIMEOUT, ...body })}\n`;
    const request = {
      method: 'POST',
      path: '/_msearch',
      body: { contentType: 'application/x-ndjson', text },
      signal,
    } as const;
    const [answer] = await askSource(this.#source, request, responses);
    const { status = 200 } = answer as { status?: unknown };
    if (answer['error'] !== undefined || (typeof status === 'number' && status >= 400)) throw this.#failure(answer);
    return searchAnswer(answer);
  }

  #failure(answer: Dsl): TelemetryError {
    const status = typeof answer['status'] === 'number' ? answer['status'] : 500;
    const reason = reasonOf(answer) ?? 'it does not say why';
    const options = { cause: answer };
    if (
      /circuit_breaking|too_many_buckets|Result window is too large|rejected_execution/.test(
        JSON.stringify(answer['error'] ?? ''),
      )
    )
      return new TelemetryError(
        'too_much',
        `Elasticsearch refused the search (${reason}). Try a shorter time range.`,
        options,
      );
    return sourceError(this.#source, { status, body: answer });
  }
}

const responses: Decoder<readonly Dsl[]> = (value, at) => {
  const found = list(record)(record(value, at)['responses'], 'responses');
  if (found.length === 0) list(record)(undefined, 'responses[0]'); // throws: one search, one answer
  return found;
};

function searchAnswer(answer: Dsl): SearchAnswer {
  const hits = objectOf(answer['hits']);
  return {
    hits: Array.isArray(hits['hits']) ? (hits['hits'] as readonly Dsl[]) : [],
    aggregations: objectOf(answer['aggregations']),
    coverage: coverageOf(answer),
  };
}

function coverageOf(answer: Dsl): Coverage {
  if (answer['timed_out'] === true)
    return { kind: 'partial', reason: 'Elasticsearch ran out of time. Try a shorter time range.' };
  const { failed, total, failures } = objectOf(answer['_shards']) as {
    failed?: unknown;
    total?: unknown;
    failures?: unknown;
  };
  if (typeof failed !== 'number' || failed === 0) return COMPLETE;
  const [first] = Array.isArray(failures) ? (failures as unknown[]) : [];
  const why = reasonOf({ error: objectOf(first)['reason'] }) ?? 'it does not say why';
  return { kind: 'partial', reason: `${failed} of ${String(total)} shards of Elasticsearch failed: ${why}.` };
}

/** The innermost reason that an error names. */
function reasonOf(body: unknown): string | undefined {
  const { error, message } = objectOf(body);
  if (typeof error === 'string') return error;
  const { reason, root_cause: causes, caused_by: causedBy } = objectOf(error);
  const [cause] = Array.isArray(causes) ? (causes as unknown[]) : [];
  for (const found of [objectOf(causedBy)['reason'], objectOf(cause)['reason'], reason, message])
    if (typeof found === 'string' && found !== '') return found;
  return undefined;
}

export function objectOf(value: unknown): Dsl {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Dsl) : {};
}
