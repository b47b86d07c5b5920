// Why did this one take longer? A trace against another one, or against the median of a search.
import { cohortTraces, MAX_COHORT_TRACES, sameOperation } from '@watchingcat/analysis';
import type { Telemetry } from '@watchingcat/model';
import { combinedCoverage } from '@watchingcat/sources';
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import { Type } from 'typebox';
import { cohortJson, pairJson } from '../analyses/comparisonJson.ts';
import { CohortAnswer, PairAnswer } from '../analyses/comparisonSchemas.ts';
import { detailedTrace, shownTrace, type Skew } from '../analyses/storedTrace.ts';
import { clientSignal } from '../clientSignal.ts';
import { ProblemError } from '../problems.ts';
import { problemResponses, SkewParameter, STORE_PROBLEMS, TraceSearchParameters } from '../schemas.ts';
import { parseTraceQuery, type TraceSearchRequest } from '../traceQuery.ts';

const closed = { additionalProperties: false };
const TextOrNumber = Type.Union([Type.String(), Type.Number()]);
const { q, service, operation, status, sort } = TraceSearchParameters;
const CompareBody = Type.Object(
  {
    a: Type.Optional(Type.String({ description: 'Trace id: before, or the good one' })),
    b: Type.Optional(Type.String({ description: 'Trace id: after, or the one in question' })),
    attributes: Type.Optional(
      Type.Boolean({ description: 'Of a pair: compare the attributes of matched spans as well, which takes longer' }),
    ),
    trace: Type.Optional(Type.String({ description: 'Trace id, to compare with a cohort' })),
    cohort: Type.Optional(
      Type.Object(
        {
          ...{ q, service, operation, status, sort },
          limit: Type.Optional(Type.Integer({ minimum: 1, maximum: MAX_COHORT_TRACES })),
          start: Type.Optional(TextOrNumber),
          end: Type.Optional(TextOrNumber),
          minDuration: Type.Optional(TextOrNumber),
          maxDuration: Type.Optional(TextOrNumber),
          attributes: Type.Optional(Type.Record(Type.String(), Type.String(), { maxProperties: 20 })),
        },
        {
          ...closed,
          description:
            'As in POST /traces/search. Traces whose root is another operation than that of `trace` are left out. Without service, ' +
            'operation and q those of the root are searched for; without sort a sample of the whole range.',
        },
      ),
    ),
    ...SkewParameter,
  },
  { ...closed, description: 'Either a and b, or trace and cohort' },
);

const compareSchema = {
  tags: ['traces'],
  summary: 'What makes one trace longer than another, or than the median of a search',
  body: CompareBody,
  response: {
    200: Type.Union([PairAnswer, CohortAnswer]),
    ...problemResponses(
      'bad-parameter',
      'bad-trace-id',
      'bad-query',
      'bad-time',
      'start-after-end',
      'bad-duration',
      'limit-out-of-range',
      'trace-not-found',
      'empty-cohort',
      ...STORE_PROBLEMS,
    ),
  },
};

export const compareRoutes: FastifyPluginAsyncTypebox<{ telemetry: Telemetry; now: () => bigint }> = async (
  app,
  { telemetry, now },
) => {
  app.post('/traces/compare', { schema: compareSchema }, ({ body }, reply) => {
    const signal = clientSignal(reply);
    const { a, b, trace, cohort, attributes, skew } = body;
    const isPair = a !== undefined && b !== undefined;
    const isCohort = trace !== undefined && cohort !== undefined;
    if (isPair && trace === undefined && cohort === undefined) return pair(a, b, skew, attributes === true, signal);
    if (isCohort && a === undefined && b === undefined && attributes === undefined) {
      return againstCohort(trace, cohort, skew, signal);
    }
    throw new ProblemError(
      'bad-parameter',
      'Send {"a": id, "b": id} (and "attributes": true) to compare two traces, or {"trace": id, "cohort": {conditions}} to compare one with many.',
      { parameter: isCohort || trace !== undefined ? 'cohort' : 'b' },
    );
  });

  async function pair(idA: string, idB: string, skew: Skew, withAttributes: boolean, signal: AbortSignal) {
    const load = withAttributes ? detailedTrace : shownTrace;
    const [a, b] = await Promise.all([load(telemetry, idA, skew, signal), load(telemetry, idB, skew, signal)]);
    return pairJson(a, b, combinedCoverage([a.coverage, b.coverage]));
  }

  async function againstCohort(id: string, request: TraceSearchRequest, skew: Skew, signal: AbortSignal) {
    // What is wrong with the conditions is said before anything is read.
    const asked = parseTraceQuery({ sort: 'sample', limit: MAX_COHORT_TRACES, ...request }, now());
    const shown = await shownTrace(telemetry, id, skew, signal);
    const { trace } = shown;
    const isOpen = asked.service === undefined && asked.operation === undefined && asked.traceQl === undefined;
    const query = isOpen ? { ...asked, ...sameOperation(trace) } : asked;
    const cohort = await cohortTraces(telemetry, trace, query, signal);
    if (cohort.traces.length === 0) {
      const like = sameOperation(trace);
      throw new ProblemError(
        'empty-cohort',
        `No other trace of the search begins with ${like.service}: ${like.operation} (${cohort.otherRoots} begin otherwise). ` +
          'Search a longer time range, or with fewer conditions.',
        { parameter: 'cohort' },
      );
    }
    return cohortJson(shown, cohort, skew, combinedCoverage([shown.coverage, cohort.coverage]));
  }
};
