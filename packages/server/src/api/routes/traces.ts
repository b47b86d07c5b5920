// Search for traces, one trace, one span. Ids in the path are also taken as query parameters (Grafana's plugin routes escape paths twice).
import { encodeTrace, spansToOtlpJson, type Telemetry } from '@watchingcat/model';
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import type { FastifyReply } from 'fastify';
import { Type } from 'typebox';
import { clientSignal } from '../clientSignal.ts';
import { isOnThisMachine, leaveUncompressed } from '../compression.ts';
import { tracesJson } from '../encode.ts';
import { parseSpanId, parseTraceId } from '../ids.ts';
import { ProblemError } from '../problems.ts';
import {
  OtlpTrace,
  problemResponses,
  RangeParameters,
  SearchConditions,
  STORE_PROBLEMS,
  TraceColumns,
  TracesAnswer,
  TraceSearchParameters,
} from '../schemas.ts';
import { parseTraceQuery } from '../traceQuery.ts';

const closed = { additionalProperties: false };
const durationDescription = 'Of the whole trace: a number of ms, or with a unit (250ms, 1.5s, 2m)';
/** A search as a query string. */
export const TraceSearchQuery = {
  ...RangeParameters,
  ...TraceSearchParameters,
  minDuration: Type.Optional(Type.String({ description: durationDescription })),
  maxDuration: Type.Optional(Type.String({ description: durationDescription })),
  attributes: Type.Optional(
    Type.Array(Type.String(), { maxItems: 20, description: 'Repeated key=value, of a span or its resource' }),
  ),
};
const SearchBody = Type.Object(
  { ...TraceSearchParameters, ...SearchConditions },
  { ...closed, description: 'As in GET /traces. Send nanoseconds as a string: a JSON number does not hold them.' },
);
const COLUMNS_TYPE = 'application/octet-stream';
const Format = Type.Optional(Type.Union([Type.Literal('otlp'), Type.Literal('columns')]));

const searchSchema = {
  tags: ['traces'],
  summary: 'Search for traces',
  description:
    'A trace is found when it starts in the range and one of its spans meets service, operation, status and attributes together.',
  response: {
    200: TracesAnswer,
    ...problemResponses(
      'bad-parameter',
      'bad-query',
      'bad-time',
      'start-after-end',
      'bad-duration',
      'limit-out-of-range',
      'bad-cursor',
      ...STORE_PROBLEMS,
    ),
  },
};
const traceSchema = {
  tags: ['traces'],
  summary: 'One trace: OTLP JSON, or by column for viewers',
  response: {
    200: {
      description: 'One trace',
      content: { 'application/json': { schema: OtlpTrace }, [COLUMNS_TYPE]: { schema: TraceColumns } },
    },
    ...problemResponses('bad-trace-id', 'trace-not-found', ...STORE_PROBLEMS),
  },
};
const spanSchema = {
  tags: ['traces'],
  summary: 'One span with all its attributes, events, links and its resource, as OTLP JSON',
  response: {
    200: OtlpTrace,
    ...problemResponses('bad-trace-id', 'bad-span-id', 'span-not-found', ...STORE_PROBLEMS),
  },
};

export const traceRoutes: FastifyPluginAsyncTypebox<{ telemetry: Telemetry; now: () => bigint }> = async (
  app,
  { telemetry, now },
) => {
  app.get(
    '/traces',
    { schema: { ...searchSchema, querystring: Type.Object(TraceSearchQuery, closed) } },
    async ({ query }, reply) =>
      tracesJson(await telemetry.searchTraces(parseTraceQuery(query, now()), clientSignal(reply))),
  );
  app.post('/traces/search', { schema: { ...searchSchema, body: SearchBody } }, async ({ body }, reply) =>
    tracesJson(await telemetry.searchTraces(parseTraceQuery(body, now()), clientSignal(reply))),
  );

  const trace = async (id: string, format: 'otlp' | 'columns' | undefined, reply: FastifyReply) => {
    const traceId = parseTraceId(id);
    const signal = clientSignal(reply);
    if (format === 'columns') {
      const answer = await telemetry.trace(traceId, signal);
      if (answer) {
        if (isOnThisMachine(reply.request)) leaveUncompressed(reply.request);
        return reply.type(COLUMNS_TYPE).send(encodeTrace(answer));
      }
    } else {
      const answer = await telemetry.spansOfTrace(traceId, signal);
      if (answer) return { resourceSpans: [...spansToOtlpJson(answer.spans).resourceSpans], coverage: answer.coverage };
    }
    throw new ProblemError(
      'trace-not-found',
      `No span of trace ${traceId} is stored. Check the id; if the trace is being sent right now, ask again in a few seconds.`,
      { traceId },
    );
  };
  app.get(
    '/traces/:traceId',
    {
      schema: {
        ...traceSchema,
        params: Type.Object({ traceId: Type.String() }, closed),
        querystring: Type.Object({ format: Format }, closed),
      },
    },
    ({ params, query }, reply) => trace(params.traceId, query.format, reply),
  );
  app.get(
    '/trace',
    { schema: { ...traceSchema, querystring: Type.Object({ traceId: Type.String(), format: Format }, closed) } },
    ({ query }, reply) => trace(query.traceId, query.format, reply),
  );

  const SpanIds = Type.Object({ traceId: Type.String(), spanId: Type.String() }, closed);
  const span = async (ids: { traceId: string; spanId: string }, signal: AbortSignal) => {
    const traceId = parseTraceId(ids.traceId);
    const spanId = parseSpanId(ids.spanId);
    const details = await telemetry.span(traceId, spanId, signal);
    if (details) return { resourceSpans: [...spansToOtlpJson([details]).resourceSpans] };
    throw new ProblemError(
      'span-not-found',
      `Span ${spanId} of trace ${traceId} is not stored. Check both ids; a span appears once its process has sent it.`,
      { traceId, spanId },
    );
  };
  app.get(
    '/traces/:traceId/spans/:spanId',
    { schema: { ...spanSchema, params: SpanIds, querystring: Type.Object({}, closed) } },
    ({ params }, reply) => span(params, clientSignal(reply)),
  );
  app.get('/span', { schema: { ...spanSchema, querystring: SpanIds } }, ({ query }, reply) =>
    span(query, clientSignal(reply)),
  );
};
