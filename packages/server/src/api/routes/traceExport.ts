// Traces as files: one trace, some spans of it, or those of a search. What a file lacks stands in the header X-WatchingCat-Coverage, and in
// the file where its format has a place for it.
import { MAX_TRACES_PER_PAGE, type Coverage, type SpanDetails, type Telemetry } from '@watchingcat/model';
import {
  exportedTraces,
  MAX_SPANS_PER_ANSWER,
  readTraces,
  traceFile,
  TRACE_FILE_FORMATS,
  type TraceFileFormat,
} from '@watchingcat/sources';
import type { TraceSet } from '@watchingcat/analysis';
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import type { FastifyReply } from 'fastify';
import { Type } from 'typebox';
import { clientSignal } from '../clientSignal.ts';
import { parseSpanId, parseTraceId } from '../ids.ts';
import { ProblemError } from '../problems.ts';
import {
  oneOf,
  OtlpTrace,
  problemResponses,
  SearchConditions,
  STORE_PROBLEMS,
  TraceSearchParameters,
} from '../schemas.ts';
import { parseTraceQuery } from '../traceQuery.ts';
import { TraceSearchQuery } from './traces.ts';

declare module 'fastify' {
  interface FastifyContextConfig {
    /** The route answers other types than JSON, so that any Accept header will do. */
    answersFile?: boolean;
  }
}

const closed = { additionalProperties: false };
const format = Type.Optional(oneOf(TRACE_FILE_FORMATS));
const spanIds = Type.Optional(
  Type.Array(Type.String(), { maxItems: 500, description: 'Repeated: only these spans of the trace' }),
);
const file = (description: string) => ({ schema: Type.String({ description }) });
const answer = {
  200: {
    description: 'A file, named by Content-Disposition. X-WatchingCat-Coverage says as JSON what it lacks.',
    content: {
      'application/json': { schema: Type.Union([OtlpTrace, Type.Object({ data: Type.Array(Type.Unknown()) })]) },
      'text/csv': file('format=csv: RFC 4180, a row a span; text that begins like a formula has a leading apostrophe'),
      'text/html': file('format=html: a page with its viewer, which opens without a server'),
    },
  },
};
const config = { answersFile: true };
const traceSchema = {
  tags: ['traces'],
  summary: 'One trace, or some of its spans, as a file: OTLP JSON (when no format is given), Jaeger JSON, CSV or HTML',
  response: {
    ...answer,
    ...problemResponses('bad-trace-id', 'bad-span-id', 'trace-not-found', 'span-not-found', ...STORE_PROBLEMS),
  },
};
const searchSchema = {
  tags: ['traces'],
  summary: 'The traces of a search as one file',
  description: `As in GET /traces, up to ${MAX_SPANS_PER_ANSWER} spans. X-WatchingCat-Traces says how many traces these are, X-WatchingCat-Next-Cursor continues the search.`,
  response: {
    ...answer,
    ...problemResponses(
      'bad-parameter',
      'bad-query',
      'bad-time',
      'start-after-end',
      'bad-duration',
      'limit-out-of-range',
      'bad-cursor',
      'bad-trace-id',
      'trace-not-found',
      ...STORE_PROBLEMS,
    ),
  },
};
const Exported = Type.Union([
  Type.Object({ ...TraceSearchParameters, ...SearchConditions, format }, closed),
  Type.Object(
    { traceIds: Type.Array(Type.String(), { minItems: 1, maxItems: MAX_TRACES_PER_PAGE }), format },
    { ...closed, description: 'These traces' },
  ),
]);

export const traceExportRoutes: FastifyPluginAsyncTypebox<{ telemetry: Telemetry; now: () => bigint }> = async (
  app,
  { telemetry, now },
) => {
  const exportTrace = async (
    id: string,
    query: { readonly format?: TraceFileFormat; readonly spanIds?: readonly string[] },
    reply: FastifyReply,
  ) => {
    const traceId = parseTraceId(id);
    const wanted = query.spanIds?.map(parseSpanId);
    const [{ spans, coverage }] = await readTraces(telemetry, [{ traceId }], { signal: clientSignal(reply) });
    if (spans === undefined) throw traceNotFound(traceId);
    const selection = wanted === undefined ? { spans, coverage } : selected(spans, wanted, coverage, traceId);
    return sendFile(reply, `trace-${traceId}`, query.format, [selection.spans], selection.coverage);
  };
  app.get(
    '/traces/:traceId/export',
    {
      config,
      schema: {
        ...traceSchema,
        params: Type.Object({ traceId: Type.String() }, closed),
        querystring: Type.Object({ format, spanIds }, closed),
      },
    },
    ({ params, query }, reply) => exportTrace(params.traceId, query, reply),
  );
  app.get(
    '/trace/export',
    {
      config,
      schema: { ...traceSchema, querystring: Type.Object({ traceId: Type.String(), format, spanIds }, closed) },
    },
    ({ query }, reply) => exportTrace(query.traceId, query, reply),
  );

  const exportSet = async (set: TraceSet, as: TraceFileFormat | undefined, reply: FastifyReply) => {
    const { traces, nextCursor, coverage } = await exportedTraces(telemetry, set, { signal: clientSignal(reply) });
    if (traces.length === 0)
      throw new ProblemError(
        'trace-not-found',
        'traceIds' in set
          ? 'None of these traces is stored, so there is nothing to export. Check the ids.'
          : 'The search finds no trace, so there is nothing to export. Widen it.',
      );
    if (nextCursor !== undefined) reply.header('x-watchingcat-next-cursor', nextCursor);
    reply.header('x-watchingcat-traces', traces.length);
    return sendFile(reply, `traces-${traces.length}`, as, traces, coverage);
  };
  app.get(
    '/traces/export',
    { config, schema: { ...searchSchema, querystring: Type.Object({ ...TraceSearchQuery, format }, closed) } },
    ({ query: { format: as, ...query } }, reply) => exportSet(parseTraceQuery(query, now()), as, reply),
  );
  const setSchema = {
    ...searchSchema,
    summary: 'The traces of a search, or some traces by their ids, as one file',
    body: Exported,
  };
  app.post('/traces/export', { config, schema: setSchema }, ({ body: { format: as, ...asked } }, reply) =>
    exportSet(
      'traceIds' in asked ? { traceIds: asked.traceIds.map(parseTraceId) } : parseTraceQuery(asked, now()),
      as,
      reply,
    ),
  );
};

function selected(spans: readonly SpanDetails[], wanted: readonly string[], coverage: Coverage, traceId: string) {
  const ids = new Set(wanted);
  const chosen = spans.filter(({ spanId }) => ids.has(spanId));
  const found = new Set(chosen.map(({ spanId }) => spanId)).size;
  if (found === 0)
    throw new ProblemError('span-not-found', `None of these spans of trace ${traceId} is stored. Check the ids.`, {
      traceId,
    });
  const reason = `${ids.size - found} of the ${ids.size} spans that were asked for are not stored.`;
  return { spans: chosen, coverage: found < ids.size ? ({ kind: 'partial', reason } as const) : coverage };
}

function traceNotFound(traceId: string): ProblemError {
  return new ProblemError(
    'trace-not-found',
    `No span of trace ${traceId} is stored. Check the id; if the trace is being sent right now, ask again in a few seconds.`,
    { traceId },
  );
}

function sendFile(
  reply: FastifyReply,
  name: string,
  format: TraceFileFormat = 'otlp',
  traces: readonly (readonly SpanDetails[])[],
  coverage: Coverage,
): FastifyReply {
  const { contentType, extension, text } = traceFile(format, traces, coverage);
  return reply
    .headers({
      'content-disposition': `attachment; filename="${name}.${extension}"`,
      'x-watchingcat-coverage': asciiJson(coverage),
    })
    .type(contentType)
    .send(text);
}

/** A header holds no other characters. */
function asciiJson(value: unknown): string {
  return JSON.stringify(value).replace(/[^ -~]/g, (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`);
}
