// A Fastify server as all of the shop's services have it: traced per route, broken on demand, failing with a logged exception.
import { FastifyOtelInstrumentation } from '@fastify/otel';
import { context } from '@opentelemetry/api';
import Fastify, { type FastifyInstance } from 'fastify';
import { delayByFaults, failByFaults, leakByFaults } from '../faults/active.ts';
import type { FaultTarget } from '../faults/kinds.ts';
import { log } from '../telemetry/log.ts';

const instrumentation = new FastifyOtelInstrumentation({
  instrumentHooks: false,
  instrumentHandler: false,
  requestHook: (span, request) => {
    const name = request.routeOptions.handler?.name;
    if (name) span.updateName(name);
  },
});

interface ServerOptions {
  /** The name under which faults reach this server. */
  readonly target: FaultTarget;
  /** Runs before tracing begins: what it puts into the active context reaches every span of the request. */
  readonly edge?: (app: FastifyInstance) => void;
  /** Paths for which no fault applies, so that what switches faults off always answers. */
  readonly spared?: (url: string) => boolean;
}

/** A server without routes that does not listen yet. Handlers' names become span names. */
export async function createServer({ target, edge, spared }: ServerOptions): Promise<FastifyInstance> {
  const app = Fastify({ logger: false, forceCloseConnections: 'idle' });
  edge?.(app);
  await app.register(instrumentation.plugin());
  app.addHook('preHandler', (request, _reply, done) => {
    // Reading the body loses the context of the request's span; take it up again.
    context.with(request.opentelemetry().context ?? context.active(), done);
  });
  app.addHook('preHandler', async (request) => {
    if (spared?.(request.url)) return;
    await delayByFaults(target);
    leakByFaults(target);
    failByFaults(target);
  });
  app.addHook('onError', (request, _reply, error, done) => {
    log.error(`${request.method} ${request.routeOptions.url ?? request.url} failed`, error);
    done();
  });
  app.get('/healthz', { config: { otel: false } }, async () => ({ status: 'ok' }));
  return app;
}

/** Listens on the loopback interface and returns the URL. `port` 0 takes a free one. */
export async function listen(app: FastifyInstance, port = 0, host = '127.0.0.1'): Promise<string> {
  await app.listen({ port, host });
  const address = app.server.address();
  if (address === null || typeof address === 'string') throw new Error('The server has no port');
  return `http://${host.includes(':') ? `[${host}]` : host}:${address.port}`;
}
