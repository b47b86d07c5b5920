// The REST API as one Fastify instance: access checks, limits, problem documents, OpenAPI, the routes; and, where asked for, the shell.
import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox';
import { analysesOver, type TraceAnalyses } from '@watchingcat/analysis';
import type { Telemetry } from '@watchingcat/model';
import Fastify, { LogController, type FastifyBaseLogger, type FastifyInstance } from 'fastify';
import { checkAccess } from './access.ts';
import { compressAnswers } from './compression.ts';
import type { Metrics } from '../metrics/serverMetrics.ts';
import { refuseOtherMethods, requireJsonAccepted } from './methods.ts';
import { describeApi } from './openapi.ts';
import { answerProblem, answerProblems } from './answerProblems.ts';
import { rewriteDataSourceUrl } from './dataSourceProxy.ts';
import type { IngestStatus } from './ingestSchemas.ts';
import { jaegerRoutes } from './jaeger/jaegerRoutes.ts';
import { analysesOfTraceRoutes } from './routes/analysesOfTrace.ts';
import { attributeRoutes } from './routes/attributes.ts';
import { compareRoutes } from './routes/compare.ts';
import { graphRoutes } from './routes/graph.ts';
import { ingestRoutes } from './routes/ingest.ts';
import { logRoutes } from './routes/logs.ts';
import { serviceRoutes } from './routes/services.ts';
import { statusRoutes, type HealthCheck } from './routes/status.ts';
import { searchAnalysisRoutes } from './routes/searchAnalyses.ts';
import { traceExportRoutes } from './routes/traceExport.ts';
import { traceRoutes } from './routes/traces.ts';

export interface ApiOptions {
  readonly telemetry: Telemetry;
  /** Where many traces can be read faster than by asking `telemetry` for each. */
  readonly analyses?: TraceAnalyses | undefined;
  readonly version: string;
  /** For /health and /ready. */
  readonly checks: () => Promise<HealthCheck[]>;
  readonly ingestStatus: () => Promise<IngestStatus>;
  /** The server's own numbers for Prometheus. */
  readonly metrics: Metrics;
  readonly log: FastifyBaseLogger;
  /** Names beside localhost and IP addresses by which clients may call the server. */
  readonly hostNames?: readonly string[];
  /** Serves the pages; without it `/` leads to the API's own page. */
  readonly registerShell?: ((app: FastifyInstance) => Promise<void>) | undefined;
  /** Nanoseconds since the epoch: what `now` means in requests. */
  readonly now?: () => bigint;
}

const MAX_BODY_BYTES = 1_048_576;
/** Data is nobody's page: it is not kept, runs nothing, and stands in no frame. */
const DATA_HEADERS = {
  'cache-control': 'no-store',
  'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
  'cross-origin-resource-policy': 'same-origin',
};

export async function createApi(options: ApiOptions): Promise<FastifyInstance> {
  const {
    telemetry,
    analyses = analysesOver(telemetry),
    metrics,
    registerShell,
    now = () => BigInt(Date.now()) * 1_000_000n,
  } = options;
  const app = Fastify({
    loggerInstance: options.log,
    logController: new LogController({ disableRequestLogging: true }), // logRequests has its own line
    bodyLimit: MAX_BODY_BYTES,
    // Only the shell passes WebSockets on. Offers of HTTP/2, as of curl, are to be overlooked: the request goes on as it came.
    http: { shouldUpgradeCallback: ({ headers }) => !!registerShell && headers.upgrade?.toLowerCase() === 'websocket' },
    forceCloseConnections: 'idle',
    routerOptions: { maxParamLength: 2_000 },
    // Unknown parameters are errors: one that is dropped in silence gives an answer to another question.
    ajv: { customOptions: { removeAdditional: false } },
    frameworkErrors: (error, request, reply) => void answerProblem(error, request, reply),
    rewriteUrl: ({ url = '/' }) => (registerShell ? rewriteDataSourceUrl(url) : url),
  });
  // Answers are made by our own code, and typed by the schemas; a serializer per schema could only drop digits and members.
  app.setSerializerCompiler(() => (answer) => JSON.stringify(answer));
  logRequests(app);
  checkAccess(app, options.hostNames ?? []);
  answerProblems(app);
  app.addHook('onSend', async (_request, reply) => {
    reply.headers({ 'x-content-type-options': 'nosniff', 'referrer-policy': 'same-origin' });
  });
  await compressAnswers(app);
  await describeApi(app, options.version);

  await app.register(
    async (scope) => {
      const api = scope.withTypeProvider<TypeBoxTypeProvider>();
      const refuseOthers = refuseOtherMethods(scope);
      api.addHook('onRequest', async (request, reply) => {
        if (request.routeOptions.config.answersFile !== true) requireJsonAccepted(request.headers.accept);
        reply.headers(DATA_HEADERS);
      });
      await api.register(statusRoutes, options);
      await api.register(ingestRoutes, options);
      await api.register(serviceRoutes, { telemetry, now });
      await api.register(traceRoutes, { telemetry, now });
      await api.register(searchAnalysisRoutes, { analyses, now });
      await api.register(traceExportRoutes, { telemetry, now });
      await api.register(analysesOfTraceRoutes, { telemetry, now });
      await api.register(compareRoutes, { telemetry, now });
      await api.register(attributeRoutes, { telemetry, now });
      await api.register(logRoutes, { telemetry, now });
      await api.register(graphRoutes, { telemetry, now });
      api.get('/openapi.json', { schema: { hide: true } }, async () => app.swagger());
      refuseOthers();
    },
    { prefix: '/api/v1' },
  );
  await app.register(
    async (scope) => {
      const refuseOthers = refuseOtherMethods(scope);
      scope.addHook('onRequest', async (_request, reply) => void reply.headers(DATA_HEADERS));
      await scope.register(jaegerRoutes, { telemetry, now });
      refuseOthers();
    },
    { prefix: '/jaeger/api' },
  );

  app.get('/metrics', { schema: { hide: true } }, async (_request, reply) =>
    reply.type(metrics.contentType).send(await metrics.text()),
  );
  if (registerShell) await registerShell(app);
  else app.get('/', { schema: { hide: true } }, async (_request, reply) => reply.redirect('/api/docs'));
  return app;
}

/** One line a request, without its query: that may hold what people search for. */
function logRequests(app: FastifyInstance): void {
  app.addHook('onResponse', async (request, reply) => {
    request.log.info(
      {
        method: request.method,
        route: request.routeOptions.url ?? '(none)',
        status: reply.statusCode,
        ms: Math.round(reply.elapsedTime * 10) / 10,
      },
      'request',
    );
  });
}
