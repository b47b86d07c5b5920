// Checks what somebody asked to break. Input comes from outside, so nothing about its shape is assumed.
import { FAULT_INFO, FAULT_KINDS, type FaultKind, type FaultTarget } from './kinds.ts';

/** A checked wish; the board adds identity and time. */
export interface FaultRequest {
  readonly kind: FaultKind;
  readonly target: FaultTarget;
  readonly intensity: number;
  readonly durationSeconds?: number;
}

/** The input cannot be used; the message says what it may be. */
export class FaultInputError extends Error {
  override readonly name = 'FaultInputError';
}

const MAX_DURATION_SECONDS = 24 * 3_600;

/** @throws FaultInputError naming the field that is wrong and what it may be */
export function parseFault(input: unknown): FaultRequest {
  const fields = record(input, ['kind', 'target', 'intensity', 'durationSeconds']);
  const kind = FAULT_KINDS.find((known) => known === fields['kind']);
  if (kind === undefined) throw new FaultInputError(`kind must be one of ${FAULT_KINDS.join(', ')}`);
  const { targets, min, max, initial, unit } = FAULT_INFO[kind];
  const target = fields['target'] === undefined ? targets[0] : targets.find((known) => known === fields['target']);
  if (target === undefined) throw new FaultInputError(`target of ${kind} must be one of ${targets.join(', ')}`);
  const intensity = optionalNumber(fields['intensity'], min, max, `intensity of ${kind} (${unit})`) ?? initial;
  if (intensity === 0) throw new FaultInputError(`intensity of ${kind} (${unit}) must not be 0`);
  const durationSeconds = parseDuration(fields['durationSeconds']);
  return { kind, target, intensity, ...(durationSeconds !== undefined && { durationSeconds }) };
}

/** Seconds after which something ends by itself, undefined when absent. @throws FaultInputError */
export function parseDuration(value: unknown): number | undefined {
  return optionalNumber(value, 1, MAX_DURATION_SECONDS, 'durationSeconds');
}

/** The input as an object that has no other fields than `known`. @throws FaultInputError */
export function record(input: unknown, known: readonly string[]): Record<string, unknown> {
  if (typeof input !== 'object' || input === null || Array.isArray(input)) {
    throw new FaultInputError('The body must be a JSON object');
  }
  const unknownField = Object.keys(input).find((key) => !known.includes(key));
  if (unknownField !== undefined) {
    throw new FaultInputError(
      `Unknown field ${JSON.stringify(unknownField.slice(0, 40))}; known are ${known.join(', ')}`,
    );
  }
  return input as Record<string, unknown>;
}

function optionalNumber(value: unknown, min: number, max: number, what: string): number | undefined {
  if (value === undefined || value === null) return undefined;
  if (typeof value !== 'number' || !(value >= min && value <= max)) {
    throw new FaultInputError(`${what} must be a number from ${min} to ${max}`);
  }
  return value;
}
