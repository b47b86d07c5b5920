// What is computed from one trace when it is asked for. As in traces.ts, the trace id in the path is also taken as a query parameter.
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import type { Telemetry } from '@watchingcat/model';
import { flameGraphJson, MAX_FLAME_FRAMES } from '../analyses/flameGraphJson.ts';
import { getOfTrace } from '../analyses/getOfTrace.ts';
import { storedTrace } from '../analyses/storedTrace.ts';
import { FlameGraphAnswer, problemResponses, STORE_PROBLEMS } from '../schemas.ts';

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
  getOfTrace(app, 'flamegraph', flameGraphSchema, {}, async (id, _query, signal) =>
    flameGraphJson(await storedTrace(telemetry, id, signal)),
  );
};
