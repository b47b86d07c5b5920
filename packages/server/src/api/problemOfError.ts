// Which problem an error is: our own, a Telemetry's, or one of Fastify's. Whatever is unknown is a fault of ours and tells nothing of it.
import { QueryError, TelemetryError, type TelemetryErrorCode } from '@watchingcat/model';
import type { FastifyError } from 'fastify';
import { BadCursorError } from '../telemetry/traceCursor.ts';
import { ProblemError, PROBLEMS, type ProblemKind } from './problems.ts';

const KIND_OF_TELEMETRY_ERROR: Readonly<Record<TelemetryErrorCode, ProblemKind>> = {
  unreachable: 'unavailable',
  unauthorized: 'source-failed',
  bad_request: 'bad-parameter',
  bad_answer: 'source-failed',
  timeout: 'timeout',
  too_much: 'too-much',
};

const KIND_OF_FASTIFY_ERROR: Readonly<Record<string, ProblemKind>> = {
  FST_ERR_CTP_BODY_TOO_LARGE: 'body-too-large',
  FST_ERR_CTP_INVALID_MEDIA_TYPE: 'unsupported-media-type',
  FST_ERR_CTP_INVALID_JSON_BODY: 'malformed-json',
  FST_ERR_CTP_EMPTY_JSON_BODY: 'malformed-json',
  FST_ERR_CTP_INVALID_CONTENT_LENGTH: 'malformed-json',
  FST_ERR_BAD_URL: 'bad-url',
};

export function problemOfError(error: unknown, requestId: string): ProblemError {
  if (error instanceof ProblemError) return error;
  if (error instanceof BadCursorError) return new ProblemError('bad-cursor', error.message, { parameter: 'cursor' });
  if (error instanceof QueryError) {
    return new ProblemError('bad-query', error.message, { errors: error.errors });
  }
  if (error instanceof TelemetryError) {
    return new ProblemError(KIND_OF_TELEMETRY_ERROR[error.code], error.message, {}, { cause: error });
  }
  if (error instanceof Error && error.name === 'AbortError') {
    return new ProblemError(
      'request-cancelled',
      'The client closed the connection before the answer.',
      {},
      { cause: error },
    );
  }
  const { code, validation, validationContext } = error as Partial<FastifyError>;
  if (validation) return invalidParameter(validation, validationContext ?? 'request');
  const kind = KIND_OF_FASTIFY_ERROR[code ?? ''];
  if (kind) return new ProblemError(kind, `${(error as Error).message}. ${PROBLEMS[kind].help}`);
  return new ProblemError(
    'internal-error',
    `This is a fault of WatchingCat. The log of the server tells more under request id ${requestId}.`,
    { requestId },
    { cause: error },
  );
}

/** What Ajv tells beside its message, by keyword. */
interface AjvParams {
  readonly additionalProperty?: string;
  readonly missingProperty?: string;
  readonly allowedValues?: readonly unknown[];
}

function invalidParameter(validation: NonNullable<FastifyError['validation']>, context: string): ProblemError {
  const [first] = validation;
  const { additionalProperty, missingProperty, allowedValues } = first.params as AjvParams;
  const parameter = additionalProperty ?? missingProperty ?? first.instancePath.slice(1).replaceAll('/', '.');
  if (parameter === 'limit') {
    return new ProblemError('limit-out-of-range', PROBLEMS['limit-out-of-range'].help, { parameter });
  }
  const where = context === 'body' ? 'body' : context === 'params' ? 'path' : 'query';
  const detail =
    additionalProperty !== undefined
      ? `The ${where} has a parameter ${JSON.stringify(parameter)} that this route does not know. See /api/docs.`
      : missingProperty !== undefined
        ? `The ${where} lacks the parameter ${JSON.stringify(parameter)}.`
        : `The parameter ${JSON.stringify(parameter)} of the ${where} ${first.message ?? 'is invalid'}${
            allowedValues ? ` (${allowedValues.join(', ')})` : ''
          }.`;
  return new ProblemError('bad-parameter', detail, { parameter });
}
