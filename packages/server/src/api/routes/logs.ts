// Log records: search and histogram, each by query string and, where conditions are long, by a JSON body.
import { NS_PER_MS, type LogFilter, type Severity, type Telemetry, type UnixNano } from '@watchingcat/model';
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import { Type } from 'typebox';
import { parseAttributes, type AttributeFilter } from '../attributeFilter.ts';
import { clientSignal } from '../clientSignal.ts';
import { logHistogramJson, logsJson } from '../encode.ts';
import { parseSpanId, parseTraceId } from '../ids.ts';
import { parseRequestDurationMs, parseRequestRange } from '../requestTime.ts';
import {
  LogFilterParameters,
  LogHistogramAnswer,
  LogPageParameters,
  LogsAnswer,
  problemResponses,
  RangeParameters,
  STORE_PROBLEMS,
} from '../schemas.ts';

const DEFAULT_BARS = 60n;
const closed = { additionalProperties: false };
const TextOrNumber = Type.Union([Type.String(), Type.Number()]);
const inQuery = {
  ...RangeParameters,
  ...LogFilterParameters,
  attributes: Type.Optional(
    Type.Array(Type.String(), { maxItems: 20, description: 'Repeated key=value, of a record or its resource' }),
  ),
};
const inBody = {
  ...LogFilterParameters,
  start: Type.Optional(TextOrNumber),
  end: Type.Optional(TextOrNumber),
  attributes: Type.Optional(Type.Record(Type.String(), Type.String(), { maxProperties: 20 })),
};
const step = Type.Optional(
  Type.String({ description: 'Width of a bar: 60s, 1m, or a number of ms. A 60th of the range when not given.' }),
);
const description = 'All conditions must hold. A range includes its start and not its end.';
const searchSchema = {
  tags: ['logs'],
  summary: 'Search for log records',
  description,
  response: {
    200: LogsAnswer,
    ...problemResponses(
      'bad-parameter',
      'bad-time',
      'start-after-end',
      'bad-trace-id',
      'bad-span-id',
      'limit-out-of-range',
      'bad-cursor',
      ...STORE_PROBLEMS,
    ),
  },
};
const histogramSchema = {
  tags: ['logs'],
  summary: 'How many log records over time, by severity',
  description,
  response: {
    200: LogHistogramAnswer,
    ...problemResponses(
      'bad-parameter',
      'bad-time',
      'start-after-end',
      'bad-duration',
      'bad-trace-id',
      'bad-span-id',
      ...STORE_PROBLEMS,
    ),
  },
};

interface LogFilterRequest {
  readonly start?: string | number;
  readonly end?: string | number;
  readonly service?: string;
  readonly minSeverity?: Severity;
  readonly text?: string;
  readonly traceId?: string;
  readonly spanId?: string;
  readonly attributes?: AttributeFilter;
}

export const logRoutes: FastifyPluginAsyncTypebox<{ telemetry: Telemetry; now: () => bigint }> = async (
  app,
  { telemetry, now },
) => {
  app.get(
    '/logs',
    { schema: { ...searchSchema, querystring: Type.Object({ ...inQuery, ...LogPageParameters }, closed) } },
    async ({ query: { order, limit, cursor, ...filter } }, reply) =>
      logsJson(
        await telemetry.searchLogs({ ...parseFilter(filter, now()), order, limit, cursor }, clientSignal(reply)),
      ),
  );
  app.post(
    '/logs/search',
    { schema: { ...searchSchema, body: Type.Object({ ...inBody, ...LogPageParameters }, closed) } },
    async ({ body: { order, limit, cursor, ...filter } }, reply) =>
      logsJson(
        await telemetry.searchLogs({ ...parseFilter(filter, now()), order, limit, cursor }, clientSignal(reply)),
      ),
  );

  const histogram = async (filter: LogFilter, width: string | undefined, signal: AbortSignal) => {
    const { start, end } = filter.range;
    const stepMs =
      width === undefined ? Number((end - start) / DEFAULT_BARS / NS_PER_MS) : parseRequestDurationMs(width, 'step');
    return logHistogramJson(await telemetry.logHistogram({ ...filter, stepMs }, signal));
  };
  app.get(
    '/logs/histogram',
    { schema: { ...histogramSchema, querystring: Type.Object({ ...inQuery, step }, closed) } },
    ({ query: { step: width, ...filter } }, reply) => histogram(parseFilter(filter, now()), width, clientSignal(reply)),
  );
  app.post(
    '/logs/histogram',
    { schema: { ...histogramSchema, body: Type.Object({ ...inBody, step }, closed) } },
    ({ body: { step: width, ...filter } }, reply) => histogram(parseFilter(filter, now()), width, clientSignal(reply)),
  );
};

/** @throws ProblemError */
function parseFilter(request: LogFilterRequest, now: UnixNano): LogFilter {
  return {
    range: parseRequestRange(request.start?.toString(), request.end?.toString(), now),
    // A form that is sent with an empty field means "any".
    service: request.service || undefined,
    minSeverity: request.minSeverity,
    text: request.text || undefined,
    traceId: request.traceId ? parseTraceId(request.traceId) : undefined,
    spanId: request.spanId ? parseSpanId(request.spanId) : undefined,
    attributes: parseAttributes(request.attributes),
  };
}
