// Analyses of many traces: where they spend their time, and what sets some of them apart.
import { Readable } from 'node:stream';
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import type { AnalysisProgress, TraceAnalyses, TraceSet } from '@watchingcat/analysis';
import { AggregateAnswer, AggregateQuestion, OutlierQuestion, OutliersAnswer } from '../analysisSchemas.ts';
import { clientSignal } from '../clientSignal.ts';
import { aggregateJson, outliersJson } from '../encodeAnalyses.ts';
import { parseTraceId } from '../ids.ts';
import { NDJSON, progressLines, takesLines } from '../progressLines.ts';
import { problemResponses, STORE_PROBLEMS } from '../schemas.ts';
import { parseTraceQuery, type TraceSearchRequest } from '../traceQuery.ts';

const SEARCH_PROBLEMS = ['bad-parameter', 'bad-query', 'bad-time', 'start-after-end', 'bad-duration'] as const;

const aggregateSchema = {
  tags: ['traces'],
  summary: 'Where the traces of a search spend their time: their critical paths together',
  description:
    'Looks at 1000 traces or 2,000,000 spans at most; where there are more, at a sample of all, as the coverage says. docs/critical-path.md has the definition. With Accept: application/x-ndjson, application/json the progress is told: lines of JSON with `progress` {traces, of}, the last one with `answer` or `problem`.',
  body: AggregateQuestion,
  response: { 200: AggregateAnswer, ...problemResponses(...SEARCH_PROBLEMS, ...STORE_PROBLEMS) },
};
const outliersSchema = {
  tags: ['traces'],
  summary: 'What sets some traces apart from others: attributes of the services that take part',
  body: OutlierQuestion,
  response: { 200: OutliersAnswer, ...problemResponses(...SEARCH_PROBLEMS, 'bad-trace-id', ...STORE_PROBLEMS) },
};

export const searchAnalysisRoutes: FastifyPluginAsyncTypebox<{ analyses: TraceAnalyses; now: () => bigint }> = async (
  app,
  { analyses, now },
) => {
  app.post('/traces/critical-path/aggregate', { schema: aggregateSchema }, async ({ body, headers, id }, reply) => {
    const { whatIf, ...conditions } = body;
    const query = parseTraceQuery(conditions, now());
    const signal = clientSignal(reply);
    const answer = async (onProgress?: (progress: AnalysisProgress) => void) =>
      aggregateJson(await analyses.aggregateCriticalPath(query, { rules: whatIf, signal, onProgress }));
    if (!takesLines(headers.accept)) return answer();
    reply.type(NDJSON);
    return Readable.from(progressLines(answer, id)) as never; // sent as it is; the schema is of the last line's answer
  });

  app.post('/traces/outliers', { schema: outliersSchema }, async ({ body }, reply) => {
    const asked = now();
    const selection = traceSet(body.selection, asked);
    const baseline = body.baseline === undefined ? rangeOf(body.selection, asked) : traceSet(body.baseline, asked);
    return outliersJson(await analyses.outliers({ selection, baseline }, { signal: clientSignal(reply) }));
  });
};

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
