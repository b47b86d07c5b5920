// The service map.
import type { Telemetry } from '@watchingcat/model';
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import { Type } from 'typebox';
import { clientSignal } from '../clientSignal.ts';
import { graphJson } from '../encode.ts';
import { parseRequestRange } from '../requestTime.ts';
import { GraphAnswer, problemResponses, RangeParameters, STORE_PROBLEMS } from '../schemas.ts';

export const graphRoutes: FastifyPluginAsyncTypebox<{ telemetry: Telemetry; now: () => bigint }> = async (
  app,
  { telemetry, now },
) => {
  app.get(
    '/graph',
    {
      schema: {
        tags: ['services'],
        summary: 'Who called whom: services, and the databases, queues and other parties that they call',
        description: 'Each edge says where it is known from (origins); what that cannot tell is null.',
        querystring: Type.Object(RangeParameters, { additionalProperties: false }),
        response: {
          200: GraphAnswer,
          ...problemResponses('bad-parameter', 'bad-time', 'start-after-end', ...STORE_PROBLEMS),
        },
      },
    },
    async ({ query }, reply) =>
      graphJson(await telemetry.serviceGraph(parseRequestRange(query.start, query.end, now()), clientSignal(reply))),
  );
};
