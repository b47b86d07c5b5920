// How Jaeger's query API wraps what it answers, errors included.
import type { FastifyInstance } from 'fastify';
import { reportProblem } from '../answerProblems.ts';
import { problemOfError } from '../problemOfError.ts';
import { ProblemError } from '../problems.ts';

interface JaegerError {
  readonly code?: number;
  readonly msg: string;
  readonly traceID?: string;
}

export interface JaegerAnswer {
  readonly data: unknown;
  readonly total: number;
  readonly limit: number;
  readonly offset: number;
  readonly errors: readonly JaegerError[] | null;
}

/** @param errors what went wrong beside the data: a trace that is missing, a list that was cut */
export function jaegerAnswer(data: unknown, total = 0, errors: readonly JaegerError[] = []): JaegerAnswer {
  return { data, total, limit: 0, offset: 0, errors: errors.length === 0 ? null : errors };
}

/** A request that Jaeger refuses with this status. */
export class JaegerRequestError extends Error {
  override readonly name = 'JaegerRequestError';
  readonly status: 400 | 404;
  constructor(message: string, status: 400 | 404 = 400) {
    super(message);
    this.status = status;
  }
}

/** Errors and unknown paths of this scope, as Jaeger spells them: `{"data": null, "errors": [{"code": 400, "msg": …}]}`. */
export function answerJaegerErrors(scope: FastifyInstance): void {
  scope.setErrorHandler((error, request, reply) => {
    const { status, detail } =
      error instanceof JaegerRequestError
        ? { status: error.status, detail: error.message }
        : reportProblem(problemOfError(error, request.id), request, reply);
    return reply.code(status).type('application/json').send(JSON.stringify(jaegerAnswer(null, 0, [{ code: status, msg: detail }])));
  }); // prettier-ignore
  scope.setNotFoundHandler(({ method, url }) => {
    throw new ProblemError('not-found', `There is no ${method} ${url.split('?')[0]} of Jaeger's query API here.`);
  });
}
