// Export requests that no exporter would send: each field of OTLP's own schema filled with whatever its type allows, so that any field can
// be missing, huge, negative, of the wrong length or not a number. Times and ids are mostly sane, or nothing would get past them.
import fc from 'fast-check';
import protobuf from 'protobufjs';
import type { Signal } from '../Ingest.ts';
import { OTLP_PROTO } from '../otlp/otlpProto.ts';

const REQUEST_TYPES: Readonly<Record<Signal, string>> = {
  traces: 'otlp.ExportTraceServiceRequest',
  logs: 'otlp.ExportLogsServiceRequest',
  metrics: 'otlp.ExportMetricsServiceRequest',
};

/** Messages within each other; further ones are left out. The path to a span's attribute value is 7 long. */
const MAX_DEPTH = 10;
const MAX_REPEATED = 3;

const root = protobuf.parse(OTLP_PROTO).root.resolveAll();
const ID_LENGTHS: Readonly<Record<string, number>> = { traceId: 16, spanId: 8, parentSpanId: 8 };

/** A request as protobufjs takes it: bytes as Buffer, 64-bit integers as decimal text. */
export const hostileMessage = (signal: Signal): fc.Arbitrary<Record<string, unknown>> =>
  messageOf(root.lookupType(REQUEST_TYPES[signal]), MAX_DEPTH);

export function asProtobuf(signal: Signal, message: Record<string, unknown>): Buffer {
  const type = root.lookupType(REQUEST_TYPES[signal]);
  return Buffer.from(type.encode(type.fromObject(message)).finish());
}

/** https://opentelemetry.io/docs/specs/otlp/#json-protobuf-encoding: ids are hexadecimal, other bytes are base64. */
export function asJson(message: Record<string, unknown>): string {
  const text = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(text);
    if (typeof value !== 'object' || value === null) return value;
    return Object.fromEntries(
      Object.entries(value).map(([key, inner]) => [
        key,
        Buffer.isBuffer(inner) ? inner.toString(key in ID_LENGTHS ? 'hex' : 'base64') : text(inner),
      ]),
    );
  };
  return JSON.stringify(text(message));
}

function messageOf(type: protobuf.Type, depth: number): fc.Arbitrary<Record<string, unknown>> {
  const fields = type.fieldsArray.filter((field) => depth > 0 || !(field.resolvedType instanceof protobuf.Type));
  const isMandatory = (name: string): boolean =>
    name.endsWith('Spans') || name.endsWith('Logs') || name.endsWith('Metrics');
  const requiredKeys = fields.map((field) => field.name).filter(isMandatory);
  return fc.record(Object.fromEntries(fields.map((field) => [field.name, valuesOf(field, depth)])), { requiredKeys });
}

function valuesOf(field: protobuf.Field, depth: number): fc.Arbitrary<unknown> {
  const value = fc.oneof(...valueOf(field, depth));
  return field.repeated ? fc.array(value, { maxLength: MAX_REPEATED }) : value;
}

function valueOf(field: protobuf.Field, depth: number): fc.WeightedArbitrary<unknown>[] {
  if (field.resolvedType instanceof protobuf.Type)
    return [{ weight: 1, arbitrary: messageOf(field.resolvedType, depth - 1) }];
  if (field.resolvedType instanceof protobuf.Enum)
    return [
      { weight: 3, arbitrary: fc.nat(5) },
      { weight: 1, arbitrary: fc.integer() },
    ];
  const any = ofType(field.type);
  if (field.name in ID_LENGTHS)
    return [
      { weight: 6, arbitrary: bytes(ID_LENGTHS[field.name], ID_LENGTHS[field.name]) },
      { weight: 1, arbitrary: any },
    ];
  if (field.name.endsWith('UnixNano'))
    return [
      { weight: 6, arbitrary: recentNs() },
      { weight: 1, arbitrary: any },
    ];
  return [{ weight: 1, arbitrary: any }];
}

function ofType(type: string): fc.Arbitrary<unknown> {
  switch (type) {
    case 'string':
      return fc.string({ unit: 'binary', maxLength: 40 });
    case 'bytes':
      return bytes(0, 40);
    case 'bool':
      return fc.boolean();
    case 'double':
      return fc.double();
    case 'int64':
    case 'sfixed64':
      return fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }).map(String);
    case 'uint64':
    case 'fixed64':
      return fc.bigInt({ min: 0n, max: 2n ** 64n - 1n }).map(String);
    case 'sint32':
      return fc.integer();
    default:
      return fc.nat(2 ** 31 - 1); // uint32 and fixed32
  }
}

const bytes = (minLength: number, maxLength: number): fc.Arbitrary<Buffer> =>
  fc.uint8Array({ minLength, maxLength }).map((content) => Buffer.from(content));

const recentNs = (): fc.Arbitrary<string> =>
  fc.bigInt({ min: 1_790_000_000_000_000_000n, max: 1_800_000_000_000_000_000n }).map(String);
