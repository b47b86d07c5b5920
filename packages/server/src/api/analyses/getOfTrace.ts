// A route about one trace, twice: with the id in the path, and as a query parameter (Grafana's plugin routes escape paths twice).
import type { FastifyInstance, FastifySchema } from 'fastify';
import { Type, type Static, type TObject, type TProperties } from 'typebox';
import { clientSignal } from '../clientSignal.ts';

const closed = { additionalProperties: false };

/**
 * Adds GET /traces/{traceId}/NAME and GET /trace/NAME?traceId=.
 * @param parameters of the query, beside the id
 */
export function getOfTrace<Parameters extends TProperties>(
  app: FastifyInstance,
  name: string,
  schema: FastifySchema,
  parameters: Parameters,
  answer: (traceId: string, query: Static<TObject<Parameters>>, signal: AbortSignal) => Promise<unknown>,
): void {
  // What the schemas below let through; a generic one's type is nothing that Fastify can work out.
  type Query = Static<TObject<Parameters>>;
  const TraceId = { traceId: Type.String() };
  app.get(
    `/traces/:traceId/${name}`,
    { schema: { ...schema, params: Type.Object(TraceId, closed), querystring: Type.Object(parameters, closed) } },
    ({ params, query }, reply) => answer((params as { traceId: string }).traceId, query as Query, clientSignal(reply)),
  );
  app.get(
    `/trace/${name}`,
    { schema: { ...schema, querystring: Type.Object({ ...TraceId, ...parameters }, closed) } },
    ({ query }, reply) => answer((query as { traceId: string }).traceId, query as Query, clientSignal(reply)),
  );
}
