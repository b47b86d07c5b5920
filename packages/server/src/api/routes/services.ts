// Services, their operations, and RED over time. A name in the path is also taken as a query parameter, because Grafana's plugin routes
// escape paths twice.
import { NS_PER_MS, type Telemetry, type TimeRange } from '@watchingcat/model';
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import { Type } from 'typebox';
import { clientSignal } from '../clientSignal.ts';
import { exemplarsJson, operationsJson, redAnswerJson, servicesJson, trendsJson } from '../encode.ts';
import { parseRequestDurationMs, parseRequestRange } from '../requestTime.ts';
import {
  ExemplarsAnswer,
  OperationsAnswer,
  problemResponses,
  RangeParameters,
  RedAnswer,
  ServicesAnswer,
  STORE_PROBLEMS,
  TrendsAnswer,
} from '../schemas.ts';

const WHOLE_MINUTES = 'Counts whole minutes: the range is widened to those that it touches.';
const DEFAULT_POINTS = 60n;
const errors = problemResponses('bad-parameter', 'bad-time', 'start-after-end', 'bad-duration', ...STORE_PROBLEMS);

const Range = Type.Object(RangeParameters, { additionalProperties: false });
const step = Type.Optional(
  Type.String({ description: 'Width of a point: 60s, 1m, or a number of ms. A 60th of the range when not given.' }),
);
const TrendsQuery = Type.Object({ ...RangeParameters, step }, { additionalProperties: false });
const NamePath = Type.Object({ name: Type.String() }, { additionalProperties: false });
const ServiceQuery = Type.Object({ service: Type.String(), ...RangeParameters }, { additionalProperties: false });
const redParameters = {
  operation: Type.Optional(Type.String()),
  ...RangeParameters,
  step,
};
const RedQuery = Type.Object(redParameters, { additionalProperties: false });
const ExemplarQuery = Type.Object(
  { service: Type.String(), operation: Type.Optional(Type.String()), ...RangeParameters },
  { additionalProperties: false },
);
const ServiceRedQuery = Type.Object({ service: Type.String(), ...redParameters }, { additionalProperties: false });

interface RedParameters {
  readonly operation?: string;
  readonly start?: string;
  readonly end?: string;
  readonly step?: string;
}

export const serviceRoutes: FastifyPluginAsyncTypebox<{ telemetry: Telemetry; now: () => bigint }> = async (
  app,
  { telemetry, now },
) => {
  const operations = async (service: string, query: RedParameters, signal: AbortSignal) =>
    operationsJson(await telemetry.operations(service, parseRequestRange(query.start, query.end, now()), signal));

  const red = async (service: string, { operation, start, end, step }: RedParameters, signal: AbortSignal) => {
    const range = parseRequestRange(start, end, now());
    return redAnswerJson(await telemetry.red({ service, operation, range, stepMs: stepMsOf(range, step) }, signal));
  };

  app.get(
    '/services',
    {
      schema: {
        tags: ['services'],
        summary: 'Services with rate, errors and duration',
        description: WHOLE_MINUTES,
        querystring: Range,
        response: { 200: ServicesAnswer, ...errors },
      },
    },
    async ({ query }, reply) =>
      servicesJson(await telemetry.services(parseRequestRange(query.start, query.end, now()), clientSignal(reply))),
  );

  app.get(
    '/services/trends',
    {
      schema: {
        tags: ['services'],
        summary: 'The 95th percentile of every service over time',
        description: 'Each point is a whole step; steps are whole minutes where the store answers.',
        querystring: TrendsQuery,
        response: { 200: TrendsAnswer, ...errors },
      },
    },
    async ({ query }, reply) => {
      const range = parseRequestRange(query.start, query.end, now());
      return trendsJson(
        await telemetry.serviceTrends({ range, stepMs: stepMsOf(range, query.step) }, clientSignal(reply)),
      );
    },
  );

  app.get(
    '/exemplars',
    {
      schema: {
        tags: ['services'],
        summary: 'Calls of a service with their traces, from the whole range and all durations',
        querystring: ExemplarQuery,
        response: { 200: ExemplarsAnswer, ...errors },
      },
    },
    async ({ query: { service, operation, start, end } }, reply) => {
      const range = parseRequestRange(start, end, now());
      return exemplarsJson(await telemetry.exemplars({ service, operation, range }, clientSignal(reply)));
    },
  );

  const operationsSchema = {
    tags: ['services'],
    summary: 'Operations of a service, the costliest first',
    description: WHOLE_MINUTES,
    response: { 200: OperationsAnswer, ...errors },
  };
  app.get(
    '/services/:name/operations',
    { schema: { ...operationsSchema, params: NamePath, querystring: Range } },
    ({ params, query }, reply) => operations(params.name, query, clientSignal(reply)),
  );
  app.get('/operations', { schema: { ...operationsSchema, querystring: ServiceQuery } }, ({ query }, reply) =>
    operations(query.service, query, clientSignal(reply)),
  );

  const redSchema = {
    tags: ['services'],
    summary: 'Rate, errors and duration of a service or an operation over time',
    description: 'Each point is a whole step; steps are whole minutes.',
    response: { 200: RedAnswer, ...errors },
  };
  app.get(
    '/services/:name/red',
    { schema: { ...redSchema, params: NamePath, querystring: RedQuery } },
    ({ params, query }, reply) => red(params.name, query, clientSignal(reply)),
  );
  app.get('/red', { schema: { ...redSchema, querystring: ServiceRedQuery } }, ({ query }, reply) =>
    red(query.service, query, clientSignal(reply)),
  );
};

function stepMsOf(range: TimeRange, step: string | undefined): number {
  return step === undefined
    ? Number((range.end - range.start) / DEFAULT_POINTS / NS_PER_MS)
    : parseRequestDurationMs(step, 'step');
}
