// What one trace tells when it is looked at closely: flame graph, critical path, statistics, baggage, and the logs that were written in it.
// As in traces.ts, the trace id in the path is also taken as a query parameter.
import { MAX_LOGS_PER_PAGE, NS_PER_SECOND, type Telemetry, type TimeRange, type Trace } from '@watchingcat/model';
import type { FastifyPluginAsync } from 'fastify';
import { Type } from 'typebox';
import { baggageJson, BaggageAnswer } from '../analyses/baggageJson.ts';
import { criticalPathJson, CriticalPathAnswer } from '../analyses/criticalPathJson.ts';
import { flameGraphJson, MAX_FLAME_FRAMES } from '../analyses/flameGraphJson.ts';
import { getOfTrace } from '../analyses/getOfTrace.ts';
import { attributeStatisticsJson, StatisticsAnswer, statisticsJson } from '../analyses/statisticsJson.ts';
import { detailedTrace, shownTrace, storedTrace } from '../analyses/storedTrace.ts';
import { logsJson } from '../encode.ts';
import { parseTraceId } from '../ids.ts';
import { ProblemError, type ProblemKind } from '../problems.ts';
import { parseRequestRange } from '../requestTime.ts';
import {
  FlameGraphAnswer,
  LogPageParameters,
  LogsAnswer,
  problemResponses,
  RangeParameters,
  SkewParameter,
  STORE_PROBLEMS,
} from '../schemas.ts';

const problems = (...more: ProblemKind[]) =>
  problemResponses('bad-trace-id', 'trace-not-found', ...more, ...STORE_PROBLEMS);

const STATISTICS_BY = ['service', 'operation', 'attribute'] as const;

export const analysesOfTraceRoutes: FastifyPluginAsync<{ telemetry: Telemetry; now: () => bigint }> = async (
  app,
  { telemetry, now },
) => {
  getOfTrace(
    app,
    'flamegraph',
    {
      tags: ['traces'],
      summary: 'The flame graph of a trace, merged by path',
      description:
        'Spans whose path from the root has the same services and operations are one frame. Frames come depth first, widest first, by ' +
        'column, as in the data frames of Grafana’s flame graph panel. `value` is the self time of a frame’s spans and of all below ' +
        'them, so parallel calls count each; it is `self` plus the values of the frame’s children. At most ' +
        `${MAX_FLAME_FRAMES.toLocaleString('en')} frames, the widest.`,
      response: { 200: FlameGraphAnswer, ...problems('bad-parameter') },
    },
    SkewParameter,
    async (id, { skew }, signal) => flameGraphJson(await shownTrace(telemetry, id, skew, signal)),
  );

  getOfTrace(
    app,
    'critical-path',
    {
      tags: ['traces'],
      summary: 'The chain of spans that kept a request from ending sooner',
      description: 'How it is found, with drawings: docs/critical-path.md.',
      response: { 200: CriticalPathAnswer, ...problems('bad-parameter', 'bad-span-id', 'span-not-found') },
    },
    {
      root: Type.Optional(
        Type.String({ description: 'Id of the span to explain; the longest span without a parent when not given' }),
      ),
      include: Type.Optional(
        Type.Literal('slack', {
          description: 'Also what each span could save (drag), and how much it can grow (slack)',
        }),
      ),
      ...SkewParameter,
    },
    async (id, { root, include, skew }, signal) =>
      criticalPathJson(await shownTrace(telemetry, id, skew, signal), { root, withSlack: include === 'slack' }),
  );

  getOfTrace(
    app,
    'statistics',
    {
      tags: ['traces'],
      summary: 'How many spans of a trace there are, and how long they took, by service, operation or attribute',
      response: { 200: StatisticsAnswer, ...problems('bad-parameter') },
    },
    {
      by: Type.Optional(
        Type.Unsafe<(typeof STATISTICS_BY)[number]>(
          Type.Union(
            STATISTICS_BY.map((by) => Type.Literal(by)),
            { description: 'service when not given' },
          ),
        ),
      ),
      attribute: Type.Optional(
        Type.String({
          minLength: 1,
          maxLength: 1_000,
          description: 'With by=attribute: of a span, or else its resource',
        }),
      ),
      ...SkewParameter,
    },
    async (id, { by = 'service', attribute, skew }, signal) => {
      if ((by === 'attribute') !== (attribute !== undefined)) {
        throw new ProblemError(
          'bad-parameter',
          'Send by=attribute and the name of the attribute together: by=attribute&attribute=http.route.',
          { parameter: 'attribute' },
        );
      }
      return by === 'attribute'
        ? attributeStatisticsJson(await detailedTrace(telemetry, id, skew, signal), attribute!)
        : statisticsJson(await shownTrace(telemetry, id, skew, signal), by);
    },
  );

  getOfTrace(
    app,
    'baggage',
    {
      tags: ['traces'],
      summary: 'How baggage went through a trace',
      description:
        'Baggage is seen only where something wrote it down: a span that shows none may still have carried some.',
      response: { 200: BaggageAnswer, ...problems('bad-parameter') },
    },
    {
      attribute: Type.Optional(
        Type.Array(Type.String({ minLength: 1, maxLength: 1_000 }), {
          maxItems: 20,
          description: 'Repeated: an attribute that is known to hold baggage under its own name',
        }),
      ),
      ...SkewParameter,
    },
    async (id, { attribute = [], skew }, signal) =>
      baggageJson(await detailedTrace(telemetry, id, skew, signal), attribute),
  );

  getOfTrace(
    app,
    'logs',
    {
      tags: ['traces', 'logs'],
      summary: 'Log records that carry the id of the trace',
      description:
        'Oldest first when not asked otherwise. Without start and end: from a minute before the trace to five minutes after it.',
      response: {
        200: LogsAnswer,
        ...problems('bad-parameter', 'bad-time', 'start-after-end', 'limit-out-of-range', 'bad-cursor'),
      },
    },
    { ...RangeParameters, ...LogPageParameters },
    async (id, { start, end, order = 'oldest', limit = MAX_LOGS_PER_PAGE, cursor }, signal) => {
      const traceId = parseTraceId(id);
      const range =
        start !== undefined || end !== undefined
          ? parseRequestRange(start, end, now())
          : rangeAround((await storedTrace(telemetry, id, signal)).trace);
      return logsJson(await telemetry.searchLogs({ range, traceId, order, limit, cursor }, signal));
    },
  );
};

/** Clocks differ, and loggers write late. */
function rangeAround({ start, durationNs }: Trace): TimeRange {
  return { start: start - 60n * NS_PER_SECOND, end: start + BigInt(Math.ceil(durationNs)) + 300n * NS_PER_SECOND };
}
