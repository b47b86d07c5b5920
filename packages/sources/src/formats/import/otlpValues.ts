// Values of OTLP JSON, checked: attributes of any type, integers of 64 bits, times.
import type { OtlpAnyValue, OtlpKeyValue } from '@watchingcat/model';
import type { Decoder } from '../../decode.ts';
import { list, optional, record, ShapeError, text } from '../../decode.ts';

/** A value within a value within … deeper than this is an attack or an accident; our own encoders are recursive. */
const MAX_NESTING = 64;

export const NO_TIME = '0';

/** A missing list is an empty one. */
export const attributeList: Decoder<readonly OtlpKeyValue[]> = (value, at) => pairs(value, at, 0);

function pairs(value: unknown, at: string, depth: number): readonly OtlpKeyValue[] {
  const pair: Decoder<OtlpKeyValue> = (item, place) => {
    const { key, value: inner } = record(item, place);
    return { key: text(key, `${place}.key`), value: anyValue(inner, `${place}.value`, depth) };
  };
  return optional(list(pair))(value, at) ?? [];
}

function anyValue(value: unknown, at: string, depth: number): OtlpAnyValue {
  if (depth > MAX_NESTING) throw new ShapeError(at, `values at most ${MAX_NESTING} deep`, value);
  if (value === null || value === undefined) return {};
  const { stringValue, boolValue, intValue, doubleValue, bytesValue, arrayValue, kvlistValue } = record(value, at);
  const given = (one: unknown) => one !== undefined && one !== null;
  if (given(stringValue)) return { stringValue: text(stringValue, `${at}.stringValue`) };
  if (given(boolValue)) return { boolValue: bool(boolValue, `${at}.boolValue`) };
  if (given(intValue)) return { intValue: int64(intValue, `${at}.intValue`) };
  if (given(doubleValue)) return { doubleValue: double(doubleValue, `${at}.doubleValue`) };
  if (given(bytesValue)) return { bytesValue: base64(bytesValue, `${at}.bytesValue`) };
  if (given(arrayValue)) {
    const { values } = record(arrayValue, `${at}.arrayValue`);
    const item: Decoder<OtlpAnyValue> = (inner, place) => anyValue(inner, place, depth + 1);
    return { arrayValue: { values: list(item)(values ?? [], `${at}.arrayValue.values`) } };
  }
  if (given(kvlistValue)) {
    const { values } = record(kvlistValue, `${at}.kvlistValue`);
    return { kvlistValue: { values: pairs(values, `${at}.kvlistValue.values`, depth + 1) } };
  }
  return {};
}

const bool: Decoder<boolean> = (value, at) => {
  if (typeof value !== 'boolean') throw new ShapeError(at, 'true or false', value);
  return value;
};

const int64: Decoder<string> = (value, at) => {
  const digits = integerText(value);
  if (digits === undefined || BigInt.asIntN(64, BigInt(digits)) !== BigInt(digits))
    throw new ShapeError(at, 'an integer of 64 bits', value);
  return digits;
};

/** Nanoseconds since the epoch as digits. */
export const unixNano: Decoder<string> = (value, at) => {
  const digits = integerText(value);
  if (digits === undefined || BigInt.asUintN(64, BigInt(digits)) !== BigInt(digits))
    throw new ShapeError(at, 'nanoseconds since 1970', value);
  return digits;
};

function integerText(value: unknown): string | undefined {
  if (typeof value === 'string') return /^-?\d{1,20}$/.test(value) ? value : undefined;
  return typeof value === 'number' && Number.isInteger(value) ? BigInt(value).toString() : undefined;
}

const double: Decoder<number | string> = (value, at) => {
  if (typeof value === 'number') return value;
  const given = text(value, at);
  if (given !== 'NaN' && (given.trim() === '' || Number.isNaN(Number(given)))) throw new ShapeError(at, 'a number', value);
  return given;
}; // prettier-ignore

const base64: Decoder<string> = (value, at) => {
  const given = text(value, at);
  try {
    atob(given);
    return given;
  } catch {
    throw new ShapeError(at, 'base64', value);
  }
};
