// What works, for people and for those who wait until it does; and the list of problem types.
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import { Type } from 'typebox';
import { PROBLEMS, problemType, type ProblemKind } from '../problems.ts';
import { Health } from '../schemas.ts';

/** One thing that must work. `failed` carries a detail that says what to do. */
export interface HealthCheck {
  readonly name: string;
  readonly status: 'ok' | 'failed';
  readonly detail?: string;
}

export interface StatusOptions {
  readonly version: string;
  readonly checks: () => Promise<HealthCheck[]>;
}

const ProblemTypes = Type.Object({
  problems: Type.Array(
    Type.Object({ type: Type.String(), status: Type.Integer(), title: Type.String(), help: Type.String() }),
  ),
});

export const statusRoutes: FastifyPluginAsyncTypebox<StatusOptions> = async (app, { version, checks }) => {
  const health = async () => {
    const done = await checks();
    return {
      status: done.every((check) => check.status === 'ok') ? ('ok' as const) : ('failed' as const),
      version,
      node: process.version,
      uptimeMs: Math.round(process.uptime() * 1_000),
      checks: done,
    };
  };

  app.get(
    '/health',
    {
      schema: { tags: ['status'], summary: 'What works; always 200 while the API answers', response: { 200: Health } },
    },
    health,
  );
  app.get(
    '/ready',
    {
      schema: {
        tags: ['status'],
        summary: '200 when everything works, else 503',
        response: { 200: Health, 503: Health },
      },
    },
    async (_request, reply) => {
      const answer = await health();
      return answer.status === 'ok' ? answer : reply.code(503).header('retry-after', '5').send(answer);
    },
  );
  app.get(
    '/problems',
    { schema: { tags: ['status'], summary: 'Every type of problem document', response: { 200: ProblemTypes } } },
    async () => ({
      problems: (Object.keys(PROBLEMS) as ProblemKind[]).map((kind) => ({
        type: problemType(kind),
        ...PROBLEMS[kind],
      })),
    }),
  );
};
