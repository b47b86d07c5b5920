// Ids of traces and spans as requests spell them.
import { ProblemError } from './problems.ts';

/** 16 digits are padded to 32. @throws ProblemError `bad-trace-id` */
export function parseTraceId(text: string): string {
  if (!/^(?:[0-9a-fA-F]{16}){1,2}$/.test(text)) {
    throw new ProblemError(
      'bad-trace-id',
      `${JSON.stringify(text)} is not a trace id. Send 32 (or 16) hexadecimal digits.`,
      {
        parameter: 'traceId',
      },
    );
  }
  return text.toLowerCase().padStart(32, '0');
}

/** @throws ProblemError `bad-span-id` */
export function parseSpanId(text: string): string {
  if (!/^[0-9a-fA-F]{16}$/.test(text)) {
    throw new ProblemError('bad-span-id', `${JSON.stringify(text)} is not a span id. Send 16 hexadecimal digits.`, {
      parameter: 'spanId',
    });
  }
  return text.toLowerCase();
}
