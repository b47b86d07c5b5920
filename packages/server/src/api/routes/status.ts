// What works, for people and for those who wait until it does; and the list of problem types.
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import { Type } from 'typebox';
import { PROBLEMS, problemType, type ProblemKind } from '../problems.ts';
import { Health } from '../schemas.ts';

/**
 * One thing that must work. `failed` and `degraded` carry a detail that says what to do; `degraded`: people can read, but something else
 * does not work.
 */
export interface HealthCheck {
  readonly name: string;
  readonly status: 'ok' | 'degraded' | 'failed';
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
      status: worst(done),
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
        summary: '200 while people can read, with what does not work beside that; else 503',
        response: { 200: Health, 503: Health },
      },
    },
    async (_request, reply) => {
      const answer = await health();
      return answer.status !== 'failed' ? answer : reply.code(503).header('retry-after', '5').send(answer);
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

function worst(checks: readonly HealthCheck[]): HealthCheck['status'] {
  const order = ['failed', 'degraded'] as const;
  return order.find((status) => checks.some((check) => check.status === status)) ?? 'ok';
}
