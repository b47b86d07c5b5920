// OTLP JSON (https://opentelemetry.io/docs/specs/otlp/#json-protobuf-encoding) to the same message as protobuf, which is then stored like
// any other. It is proto3's JSON mapping with two exceptions: trace and span ids are hexadecimal, and unknown fields are ignored. Meant for
// the few who send JSON, by reflection: several times slower than sending protobuf.
import protobuf from 'protobufjs';
import type { Signal } from '../Ingest.ts';
import { MalformedOtlpError } from '../protobuf/ProtobufReader.ts';
import { OTLP_PROTO } from './otlpProto.ts';

const REQUESTS: Readonly<Record<Signal, string>> = {
  traces: 'otlp.ExportTraceServiceRequest',
  logs: 'otlp.ExportLogsServiceRequest',
  metrics: 'otlp.ExportMetricsServiceRequest',
};
const IDS: ReadonlySet<string> = new Set(['traceId', 'spanId', 'parentSpanId']);
/** A 64-bit integer as a JSON number, which a double may not hold. */
const LONG_NUMBER = /[:[,]\s*-?\d{16,}/;

let root: protobuf.Root | undefined;

/** @throws MalformedOtlpError */
export function jsonToProtobuf(signal: Signal, body: Uint8Array): Uint8Array {
  root ??= protobuf.parse(OTLP_PROTO).root;
  const type = root.lookupType(REQUESTS[signal]);
  try {
    const message: unknown = parseExactly(new TextDecoder('utf-8', { fatal: true }).decode(body));
    if (typeof message !== 'object' || message === null || Array.isArray(message))
      throw new TypeError('the body is not a JSON object');
    return type.encode(type.fromObject(message)).finish();
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new MalformedOtlpError(`The body is not OTLP JSON: ${reason}`, undefined, { cause: error });
  }
}

/** JSON.parse with ids as bytes, and with integers that a number cannot hold as strings, which the mapping allows too. */
function parseExactly(text: string): unknown {
  const hasLongNumbers = LONG_NUMBER.test(text);
  return JSON.parse(text, (key, value: unknown, context?: { source?: string }) => {
    if (typeof value === 'string' && IDS.has(key)) return hexBytes(key, value);
    if (
      hasLongNumbers &&
      typeof value === 'number' &&
      !Number.isSafeInteger(value) &&
      /^-?\d+$/.test(context?.source ?? '')
    ) {
      return context?.source;
    }
    return value;
  });
}

function hexBytes(key: string, text: string): Buffer {
  if (!/^(?:[0-9a-fA-F]{2})*$/.test(text)) throw new TypeError(`${key} is not hexadecimal`);
  return Buffer.from(text, 'hex');
}
