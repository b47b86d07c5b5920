// Names of attributes and their values, for completion and facets. A name in the path is also taken as a query parameter, because Grafana's
// plugin routes escape paths twice.
import type { AttributeOwner, Telemetry } from '@watchingcat/model';
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import { Type } from 'typebox';
import { clientSignal } from '../clientSignal.ts';
import { attributeNamesJson, attributeValuesJson } from '../encode.ts';
import { parseRequestRange } from '../requestTime.ts';
import {
  AttributeNamesAnswer,
  AttributeParameters,
  AttributeValuesAnswer,
  problemResponses,
  STORE_PROBLEMS,
} from '../schemas.ts';

const closed = { additionalProperties: false };
const description =
  'Counted over the newest spans of the range where there are many; the coverage says over how many. Made for questions while a person types.';
const errors = problemResponses(
  'bad-parameter',
  'bad-time',
  'start-after-end',
  'limit-out-of-range',
  ...STORE_PROBLEMS,
);

const namesSchema = {
  tags: ['traces'],
  summary: 'Names of the attributes that spans and their resources have',
  description,
  querystring: Type.Object(AttributeParameters, closed),
  response: { 200: AttributeNamesAnswer, ...errors },
};
const valuesSchema = {
  tags: ['traces'],
  summary: 'Values of an attribute, with how many spans have each',
  description,
  response: { 200: AttributeValuesAnswer, ...errors },
};

interface AttributeRequest {
  readonly start?: string;
  readonly end?: string;
  readonly service?: string;
  readonly owner?: AttributeOwner;
  readonly contains?: string;
  readonly limit?: number;
}

export const attributeRoutes: FastifyPluginAsyncTypebox<{ telemetry: Telemetry; now: () => bigint }> = async (
  app,
  { telemetry, now },
) => {
  const asked = ({ start, end, service, contains, ...rest }: AttributeRequest) => ({
    ...rest,
    range: parseRequestRange(start, end, now()),
    // A form that is sent with an empty field means "any".
    service: service || undefined,
    contains: contains || undefined,
  });
  const values = async (name: string, query: AttributeRequest, signal: AbortSignal) =>
    attributeValuesJson(await telemetry.attributeValues({ name, ...asked(query) }, signal));

  app.get('/attributes', { schema: namesSchema }, async ({ query }, reply) =>
    attributeNamesJson(await telemetry.attributeNames(asked(query), clientSignal(reply))),
  );
  app.get(
    '/attributes/:name/values',
    {
      schema: {
        ...valuesSchema,
        params: Type.Object({ name: Type.String() }, closed),
        querystring: Type.Object(AttributeParameters, closed),
      },
    },
    ({ params, query }, reply) => values(params.name, query, clientSignal(reply)),
  );
  app.get(
    '/attribute-values',
    { schema: { ...valuesSchema, querystring: Type.Object({ name: Type.String(), ...AttributeParameters }, closed) } },
    ({ query: { name, ...query } }, reply) => values(name, query, clientSignal(reply)),
  );
};
