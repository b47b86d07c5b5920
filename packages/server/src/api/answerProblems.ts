// Turns every error and every unknown route into a problem document, and logs what is the server's own fault.
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { problemOfError } from './problemOfError.ts';
import { problemDocument, ProblemError, type ProblemDocument } from './problems.ts';

const RETRY_AFTER_SECONDS = '5';

export function answerProblems(app: FastifyInstance): void {
  app.setErrorHandler(answerProblem);
  app.setNotFoundHandler(({ method, url }) => {
    throw new ProblemError('not-found', `There is no ${method} ${url.split('?')[0]}. See /api/docs for the routes.`);
  });
}

/** Also for errors that Fastify finds before there is a route, such as a malformed URL (its option `frameworkErrors`). */
export function answerProblem(error: unknown, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const document = reportProblem(problemOfError(error, request.id), request, reply);
  // As text: the schema of the route's answers does not apply.
  return reply.code(document.status).type('application/problem+json').send(JSON.stringify(document));
}

/** What every error answer has, whatever its form: a line in the log for a fault of the server, a time to try again. */
export function reportProblem(problem: ProblemError, request: FastifyRequest, reply: FastifyReply): ProblemDocument {
  const document = problemDocument(problem);
  if (document.status >= 500) {
    request.log.error({ err: problem.cause ?? problem, problem: document.type }, 'request failed');
  }
  if (document.status === 503) reply.header('retry-after', RETRY_AFTER_SECONDS);
  return document;
}
