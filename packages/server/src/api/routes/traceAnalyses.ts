// What is computed from one trace when it is asked for. As in traces.ts, the trace id in the path is also taken as a query parameter.
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import type { Telemetry, TraceAnswer } from '@watchingcat/model';
import { Type } from 'typebox';
import { flameGraphJson, MAX_FLAME_FRAMES } from '../analyses/flameGraphJson.ts';
import { clientSignal } from '../clientSignal.ts';
import { parseTraceId } from '../ids.ts';
import { ProblemError } from '../problems.ts';
import { FlameGraphAnswer, problemResponses, STORE_PROBLEMS } from '../schemas.ts';

const TraceId = Type.Object({ traceId: Type.String() }, { additionalProperties: false });
const NoParameters = Type.Object({}, { additionalProperties: false });

const flameGraphSchema = {
  tags: ['traces'],
  summary: 'The flame graph of a trace, merged by path',
  description:
    'Spans whose path from the root has the same services and operations are one frame. Frames come depth first, widest first, by ' +
    'column, as in the data frames of Grafana’s flame graph panel. `value` is the self time of a frame’s spans and of all below ' +
    'them, so parallel calls count each; it is `self` plus the values of the frame’s children. At most ' +
    `${MAX_FLAME_FRAMES.toLocaleString('en')} frames, the widest.`,
  response: {
    200: FlameGraphAnswer,
    ...problemResponses('bad-trace-id', 'trace-not-found', ...STORE_PROBLEMS),
  },
};

export const traceAnalysisRoutes: FastifyPluginAsyncTypebox<{ telemetry: Telemetry }> = async (app, { telemetry }) => {
  /** @throws ProblemError when no span of the trace is known */
  const traceOf = async (id: string, signal: AbortSignal): Promise<TraceAnswer> => {
    const traceId = parseTraceId(id);
    const answer = await telemetry.trace(traceId, signal);
    if (answer) return answer;
    throw new ProblemError(
      'trace-not-found',
      `No span of trace ${traceId} is stored. Check the id; if the trace is being sent right now, ask again in a few seconds.`,
      { traceId },
    );
  };

  const flameGraph = async (id: string, signal: AbortSignal) => flameGraphJson(await traceOf(id, signal));
  app.get(
    '/traces/:traceId/flamegraph',
    { schema: { ...flameGraphSchema, params: TraceId, querystring: NoParameters } },
    ({ params }, reply) => flameGraph(params.traceId, clientSignal(reply)),
  );
  app.get('/trace/flamegraph', { schema: { ...flameGraphSchema, querystring: TraceId } }, ({ query }, reply) =>
    flameGraph(query.traceId, clientSignal(reply)),
  );
};
