// What the server takes in, what it refuses and why, and the room that it takes.
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import { Type } from 'typebox';
import { IngestStatusAnswer, type IngestStatus } from '../ingestSchemas.ts';
import { problemResponses } from '../schemas.ts';

export interface IngestRouteOptions {
  readonly ingestStatus: () => Promise<IngestStatus>;
}

export const ingestRoutes: FastifyPluginAsyncTypebox<IngestRouteOptions> = async (app, { ingestStatus }) => {
  app.get(
    '/ingest/status',
    {
      schema: {
        tags: ['status'],
        summary: 'Ingest and storage: lag, what was taken, refused and rejected, queue, disk, sizes, retention',
        description:
          'Counts begin at the start of the server. What the store would have to say is null while it does not answer; the rest is answered.',
        querystring: Type.Object({}, { additionalProperties: false }),
        response: { 200: IngestStatusAnswer, ...problemResponses('bad-parameter', 'internal-error') },
      },
    },
    () => ingestStatus(),
  );
};
