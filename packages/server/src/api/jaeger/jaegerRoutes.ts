// Jaeger's query API (as jaeger-query 1.62 answers it), so that Grafana's Jaeger data source and jaeger-ui read this server: give them
// <server>/jaeger as the address. docs/jaeger-api.md says where it differs. It asks only the seam.
import { NS_PER_US, type Telemetry, type TimeRange } from '@watchingcat/model';
import {
  readTraces,
  shortTraceId,
  spansToJaegerJson,
  type JaegerTraceJson,
  type ReadTrace,
} from '@watchingcat/sources';
import type { FastifyPluginAsync, FastifyReply, FastifyRequest } from 'fastify';
import { clientSignal } from '../clientSignal.ts';
import { adjust } from './adjust.ts';
import { findTraces } from './findTraces.ts';
import { answerJaegerErrors, jaegerAnswer, JaegerRequestError, type JaegerAnswer } from './jaegerAnswer.ts';
import {
  all,
  one,
  parseDependenciesRange,
  parseJaegerTraceId,
  parseTraceQuery,
  type JaegerParameters,
} from './jaegerQuery.ts';

/** Jaeger's lists of services and operations know no time. */
const LISTS_REACH_BACK_NS = 7n * 86_400_000_000_000n;
const MAX_TRACE_IDS = 100;
const NOT_FOUND = 'trace not found';

export const jaegerRoutes: FastifyPluginAsync<{ telemetry: Telemetry; now: () => bigint }> = async (
  app,
  { telemetry, now },
) => {
  answerJaegerErrors(app);
  const get = (
    path: string,
    answer: (parameters: JaegerParameters, signal: AbortSignal, params: Readonly<Record<string, string>>) => Promise<JaegerAnswer>,
  ) =>
    app.get(path, { schema: { hide: true } }, async (request: FastifyRequest, reply: FastifyReply) => {
      const parameters = request.query as JaegerParameters;
      const body = await answer(parameters, clientSignal(reply), request.params as Readonly<Record<string, string>>);
      const pretty = one(parameters, 'prettyPrint');
      return reply.type('application/json').send(JSON.stringify(body, undefined, pretty === undefined || pretty === 'false' ? 0 : 4));
    }); // prettier-ignore
  const lately = (): TimeRange => ({ start: now() - LISTS_REACH_BACK_NS, end: now() + NS_PER_US });

  get('/services', async (_parameters, signal) => {
    const { services } = await telemetry.services(lately(), signal);
    const names = services.map(({ name }) => name).sort();
    return jaegerAnswer(names, names.length);
  });

  const operationsOf = async (service: string, signal: AbortSignal) => {
    const { operations } = await telemetry.operations(service, lately(), signal);
    return operations.map(({ name }) => name).sort();
  };
  get('/services/:service/operations', async (_parameters, signal, { service }) => {
    const names = await operationsOf(service, signal);
    return jaegerAnswer(names, names.length);
  });
  get('/operations', async (parameters, signal) => {
    const service = one(parameters, 'service');
    if (service === undefined) throw new JaegerRequestError("parameter 'service' is required");
    const kind = one(parameters, 'spanKind') ?? '';
    // The seam's operations are what a service does, not the calls that it makes; their kinds it does not tell.
    const names = ['client', 'producer'].includes(kind) ? [] : await operationsOf(service, signal);
    return jaegerAnswer(
      names.map((name) => ({ name, spanKind: '' })),
      names.length,
    );
  });

  get('/traces', async (parameters, signal) => {
    const ids = all(parameters, 'traceID').map(parseJaegerTraceId);
    if (ids.length > MAX_TRACE_IDS) throw new JaegerRequestError(`at most ${MAX_TRACE_IDS} parameters 'traceID'`);
    if (ids.length === 0) {
      const { traces, notes } = await findTraces(telemetry, parseTraceQuery(parameters, now()), signal);
      return jaegerAnswer(traces.flatMap(adjusted), 0, notes.map((msg) => ({ msg }))); // prettier-ignore
    }
    const traces = await readTraces(telemetry, ids.map((traceId) => ({ traceId })), { signal }); // prettier-ignore
    const missing = traces.filter(({ spans }) => spans === undefined).map(({ traceId }) => traceId);
    const unread = ids.slice(traces.length);
    return jaegerAnswer(traces.flatMap(adjusted), 0, [
      ...missing.map((traceId) => ({ msg: NOT_FOUND, traceID: shortTraceId(traceId) })),
      ...unread.map((traceId) => ({ msg: 'not read: the traces before it are too large; ask for it alone', traceID: shortTraceId(traceId) })),
    ]); // prettier-ignore
  });

  get('/traces/:traceId', async (parameters, signal, { traceId }) => {
    const traces = await readTraces(telemetry, [{ traceId: parseJaegerTraceId(traceId) }], { signal });
    const [trace] = traces.flatMap(jaegerTrace);
    if (trace === undefined) throw new JaegerRequestError(NOT_FOUND, 404);
    const isRaw = ['1', 't', 'true'].includes((one(parameters, 'raw') ?? '').toLowerCase());
    return jaegerAnswer([isRaw ? trace : adjust(trace)]);
  });

  get('/dependencies', async (parameters, signal) => {
    const range = parseDependenciesRange(parameters, now());
    const service = one(parameters, 'service');
    if (range.start >= range.end) return jaegerAnswer([]);
    const { nodes, edges } = await telemetry.serviceGraph(range, signal);
    // Jaeger knows what sends spans; databases and queues are tags of their callers there.
    const services = new Set(nodes.filter(({ kind }) => kind === 'service').map(({ name }) => name));
    const between = edges.filter(({ from, to }) => services.has(from) && services.has(to));
    const links = between.filter(({ from, to }) => service === undefined || from === service || to === service);
    return jaegerAnswer(links.map(({ from, to, calls }) => ({ parent: from, child: to, callCount: calls })));
  });
};

/** None where no span is stored. */
function jaegerTrace({ spans, coverage }: ReadTrace): JaegerTraceJson[] {
  if (spans === undefined) return [];
  return [spansToJaegerJson(spans, coverage.kind === 'complete' ? [] : [incomplete(coverage)])];
}

function adjusted(trace: ReadTrace): JaegerTraceJson[] {
  return jaegerTrace(trace).map(adjust);
}

function incomplete(coverage: ReadTrace['coverage']): string {
  return `spans are missing: ${'limit' in coverage ? `cut at ${coverage.limit}` : 'reason' in coverage ? coverage.reason : coverage.kind}`;
}
