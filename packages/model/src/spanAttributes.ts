// Which attributes spans and their resources have, and which values: what completion and facets offer. Counted over a bounded number of
// spans where there are many, which the coverage then says, so that an answer is there while a person types.
import type { AttributeValue } from './attributes.ts';
import type { Coverage } from './coverage.ts';
import { TelemetryError } from './telemetry.ts';
import type { TimeRange } from './time.ts';

/** Names, or values, of one answer. */
export const MAX_ATTRIBUTES_PER_ANSWER = 1_000;
const DEFAULT_LIMIT = 100;
/** Of a longer text nobody wants the whole in a list, and a part of it would find nothing. */
export const MAX_LISTED_VALUE_LENGTH = 500;

/** Who has an attribute: a span of its own, or the resource that its process shares. */
export const ATTRIBUTE_OWNERS = ['span', 'resource'] as const;
export type AttributeOwner = (typeof ATTRIBUTE_OWNERS)[number];

/** As TraceQL tells values apart: `200` is not `"200"`. */
export const ATTRIBUTE_TYPES = ['string', 'integer', 'float', 'boolean'] as const;
export type AttributeType = (typeof ATTRIBUTE_TYPES)[number];

export interface AttributeNamesQuery {
  /** Of spans that start in it. */
  readonly range: TimeRange;
  readonly service?: string | undefined;
  /** Of both when not given. */
  readonly owner?: AttributeOwner | undefined;
  /** Only those that hold this text, whatever its case. */
  readonly contains?: string | undefined;
  /** 1 to MAX_ATTRIBUTES_PER_ANSWER; 100 when not given. */
  readonly limit?: number | undefined;
}

export interface AttributeValuesQuery extends AttributeNamesQuery {
  readonly name: string;
}

/** Those that the most spans have, first. */
export interface AttributeNamesAnswer {
  readonly names: readonly AttributeName[];
  readonly coverage: Coverage;
}

export interface AttributeName {
  readonly owner: AttributeOwner;
  readonly name: string;
  /** Spans that have it, of those that were looked at. */
  readonly spans: number;
}

/** Those that the most spans have, first. Lists, maps, bytes and texts of more than MAX_LISTED_VALUE_LENGTH are left out. */
export interface AttributeValuesAnswer {
  readonly values: readonly AttributeValueCount[];
  readonly coverage: Coverage;
}

export interface AttributeValueCount {
  /** See `attributeText`. */
  readonly text: string;
  readonly type: AttributeType;
  /** Spans that have it, of those that were looked at. */
  readonly spans: number;
}

/** `undefined` for what is left out of lists of values. */
export function attributeTypeOf(value: AttributeValue): AttributeType | undefined {
  switch (typeof value) {
    case 'string':
      return value.length > MAX_LISTED_VALUE_LENGTH ? undefined : 'string';
    case 'bigint':
      return 'integer';
    case 'number':
      return 'float';
    case 'boolean':
      return 'boolean';
    default:
      return undefined;
  }
}

/** @throws TelemetryError `bad_request` when it is out of range */
export function attributeLimit(limit: number = DEFAULT_LIMIT): number {
  if (Number.isSafeInteger(limit) && limit >= 1 && limit <= MAX_ATTRIBUTES_PER_ANSWER) return limit;
  throw new TelemetryError(
    'bad_request',
    `limit must be a whole number from 1 to ${MAX_ATTRIBUTES_PER_ANSWER}, got ${limit}.`,
  );
}

/** Whether a name or a text holds what was asked for. */
export function holdsText(text: string, contains: string | undefined): boolean {
  return contains === undefined || text.toLowerCase().includes(contains.toLowerCase());
}
