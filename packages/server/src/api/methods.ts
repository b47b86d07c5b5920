// 405 for a known path with another method, and 406 for a client that takes no JSON. Fastify itself answers 404 and JSON.
import type { FastifyInstance, HTTPMethods } from 'fastify';
import { ProblemError } from './problems.ts';

const METHODS: readonly HTTPMethods[] = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'];

/** Collects the routes that are added to `app` from now on; call the result after the last. */
export function refuseOtherMethods(app: FastifyInstance): () => void {
  const known = new Map<string, Set<HTTPMethods>>();
  let collecting = true;
  app.addHook('onRoute', ({ path, method }) => {
    if (!collecting) return;
    const methods = known.get(path) ?? new Set();
    for (const one of [method].flat()) methods.add(one);
    known.set(path, methods);
  });
  return () => {
    collecting = false;
    for (const [path, methods] of known) {
      const allow = [...methods].sort().join(', ');
      app.route({
        url: path.slice(app.prefix.length),
        method: METHODS.filter((method) => !methods.has(method)),
        schema: { hide: true },
        // Before the body is read, so that its type does not matter.
        onRequest: async (request, reply) => {
          reply.header('allow', allow);
          throw new ProblemError('method-not-allowed', `${request.method} is not possible here; ${allow} is.`);
        },
        handler: () => undefined,
      });
    }
  };
}

/** @throws ProblemError when the Accept header leaves no room for JSON */
export function requireJsonAccepted(accept: string | undefined): void {
  if (accept === undefined || accept.trim() === '') return;
  const takesJson = accept.split(',').some((range) => {
    const [type, ...parameters] = range.split(';').map((part) => part.trim().toLowerCase());
    const refused = parameters.some((parameter) => /^q=0(\.0*)?$/.test(parameter));
    return !refused && (type === '*/*' || type === 'application/*' || /^application\/([\w.-]+\+)?json$/.test(type));
  });
  if (!takesJson) {
    throw new ProblemError(
      'not-acceptable',
      `The answer is JSON, which Accept: ${accept} leaves out. Send Accept: application/json.`,
    );
  }
}
