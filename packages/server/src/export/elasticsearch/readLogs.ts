// The records of an ExportLogsServiceRequest as objects. Ingest transcodes bytes to columns without any; here a record becomes a JSON document
// anyway, so that an object more does not matter.
import { decodeAttributes, type Attributes, type OtlpAnyValue, type OtlpKeyValue } from '@watchingcat/model';
import protobuf from 'protobufjs';
import { OTLP_PROTO } from '../../ingest/otlp/otlpProto.ts';
import { MalformedOtlpError } from '../../ingest/protobuf/ProtobufReader.ts';

export interface SentLogRecord {
  /** ns since 1970; 0 when it was not sent. */
  readonly time: bigint;
  readonly observedTime: bigint;
  readonly severityNumber: number;
  readonly severityText: string;
  readonly body: OtlpAnyValue | undefined;
  readonly attributes: Attributes;
  /** Lower-case hexadecimal, empty when there is none. */
  readonly traceId: string;
  readonly spanId: string;
  readonly eventName: string;
  readonly resource: Attributes;
  readonly scope: { readonly name: string; readonly version: string };
}

interface Decoded {
  readonly resourceLogs?: readonly {
    readonly resource?: { readonly attributes?: readonly OtlpKeyValue[] };
    readonly scopeLogs?: readonly {
      readonly scope?: { readonly name?: string; readonly version?: string };
      readonly logRecords?: readonly DecodedRecord[];
    }[];
  }[];
}
interface DecodedRecord {
  readonly timeUnixNano?: string;
  readonly observedTimeUnixNano?: string;
  readonly severityNumber?: number;
  readonly severityText?: string;
  readonly body?: OtlpAnyValue;
  readonly attributes?: readonly OtlpKeyValue[];
  readonly traceId?: string;
  readonly spanId?: string;
  readonly eventName?: string;
}

let request: protobuf.Type | undefined;

/** @throws MalformedOtlpError */
export function readLogs(body: Uint8Array): SentLogRecord[] {
  request ??= protobuf.parse(OTLP_PROTO).root.lookupType('otlp.ExportLogsServiceRequest');
  let decoded: Decoded;
  try {
    decoded = request.toObject(request.decode(body), { longs: String, bytes: String });
  } catch (cause) {
    throw new MalformedOtlpError(`The body is no ExportLogsServiceRequest: ${String(cause)}`, undefined, { cause });
  }
  return (decoded.resourceLogs ?? []).flatMap(({ resource, scopeLogs = [] }) => {
    const process = decodeAttributes(resource?.attributes);
    return scopeLogs.flatMap(({ scope, logRecords = [] }) =>
      logRecords.map((record): SentLogRecord => ({
        time: BigInt(record.timeUnixNano ?? 0),
        observedTime: BigInt(record.observedTimeUnixNano ?? 0),
        severityNumber: record.severityNumber ?? 0,
        severityText: record.severityText ?? '',
        body: record.body,
        attributes: decodeAttributes(record.attributes),
        traceId: idOf(record.traceId),
        spanId: idOf(record.spanId),
        eventName: record.eventName ?? '',
        resource: process,
        scope: { name: scope?.name ?? '', version: scope?.version ?? '' },
      })),
    );
  });
}

/** protobufjs gives bytes as base64. An id of zeros is none. */
function idOf(base64: string | undefined): string {
  const hex = Buffer.from(base64 ?? '', 'base64').toString('hex');
  return /^0*$/.test(hex) ? '' : hex;
}
