// Analyses of many traces: where they spend their time, and what sets some of them apart.
import { Readable } from 'node:stream';
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import type { AnalysisOptions, TraceAnalyses, TraceSet } from '@watchingcat/analysis';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { AggregateAnswer, AggregateQuestion, OutlierQuestion, OutliersAnswer } from '../analysisSchemas.ts';
import { clientSignal } from '../clientSignal.ts';
import { aggregateJson, outliersJson } from '../encodeAnalyses.ts';
import { parseTraceId } from '../ids.ts';
import { NDJSON, progressLines, takesLines } from '../progressLines.ts';
import { problemResponses, STORE_PROBLEMS } from '../schemas.ts';
import { parseTraceQuery, type TraceSearchRequest } from '../traceQuery.ts';

const SEARCH_PROBLEMS = ['bad-parameter', 'bad-query', 'bad-time', 'start-after-end', 'bad-duration'] as const;

const PROGRESS =
  'With Accept: application/x-ndjson, application/json the progress is told: lines of JSON with `progress` {traces, of}, the last one with `answer` or `problem`.';

const aggregateSchema = {
  tags: ['traces'],
  summary: 'Where the traces of a search spend their time: their critical paths together',
  description:
    'Looks at 1000 traces or 2,000,000 spans at most; where there are more, at a sample of all, as the coverage says. docs/critical-path.md has the definition. ' +
    PROGRESS,
  body: AggregateQuestion,
  response: { 200: AggregateAnswer, ...problemResponses(...SEARCH_PROBLEMS, ...STORE_PROBLEMS) },
};
const outliersSchema = {
  tags: ['traces'],
  summary: 'What sets some traces apart from others: attributes of the services that take part',
  description: PROGRESS,
  body: OutlierQuestion,
  response: { 200: OutliersAnswer, ...problemResponses(...SEARCH_PROBLEMS, 'bad-trace-id', ...STORE_PROBLEMS) },
};

export const searchAnalysisRoutes: FastifyPluginAsyncTypebox<{ analyses: TraceAnalyses; now: () => bigint }> = async (
  app,
  { analyses, now },
) => {
  app.post('/traces/critical-path/aggregate', { schema: aggregateSchema }, async (request, reply) => {
    const { whatIf, skew, ...conditions } = request.body;
    const query = parseTraceQuery(conditions, now());
    return withProgress(request, reply, async (options) =>
      aggregateJson(await analyses.aggregateCriticalPath(query, { rules: whatIf, skew, ...options })),
    );
  });

  app.post('/traces/outliers', { schema: outliersSchema }, async (request, reply) => {
    const asked = now();
    const { body } = request;
    const selection = traceSet(body.selection, asked);
    const baseline = body.baseline === undefined ? rangeOf(body.selection, asked) : traceSet(body.baseline, asked);
    return withProgress(request, reply, async (options) =>
      outliersJson(await analyses.outliers({ selection, baseline }, options)),
    );
  });
};

/** Line by line to who asks for lines. */
function withProgress<Answer>(
  { headers, id }: FastifyRequest,
  reply: FastifyReply,
  run: (options: AnalysisOptions) => Promise<Answer>,
): Promise<Answer> | Answer {
  const signal = clientSignal(reply);
  if (!takesLines(headers.accept)) return run({ signal });
  reply.type(NDJSON);
  const lines = progressLines((onProgress) => run({ signal, onProgress }), id);
  return Readable.from(lines) as Answer; // sent as it is; the schema is of the last line's answer
}

type TraceSetRequest = TraceSearchRequest | { readonly traceIds: readonly string[] };

function traceSet(request: TraceSetRequest, now: bigint): TraceSet {
  return 'traceIds' in request ? { traceIds: request.traceIds.map(parseTraceId) } : parseTraceQuery(request, now);
}

/** All traces of the same time; of traces by id nobody knows when they were, so it is the usual range of a search. */
function rangeOf(request: TraceSetRequest, now: bigint): TraceSet {
  if ('traceIds' in request) return parseTraceQuery({}, now);
  const { start, end } = request;
  return parseTraceQuery({ ...(start !== undefined && { start }), ...(end !== undefined && { end }) }, now);
}
