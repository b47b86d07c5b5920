// ExportLogsServiceRequest (opentelemetry/proto/logs/v1/logs.proto) to blocks of `logs` and `resources`.
import { BlockBuilder } from '../columns/BlockBuilder.ts';
import { FixedColumn } from '../columns/FixedColumn.ts';
import { LowCardinalityColumn } from '../columns/LowCardinalityColumn.ts';
import { StringColumn } from '../columns/StringColumn.ts';
import type { ProtobufReader } from '../protobuf/ProtobufReader.ts';
import { appendAnyValue, EMPTY_TYPE } from './anyValue.ts';
import { AttributeColumns } from './AttributeColumns.ts';
import { EnvelopeColumns } from './EnvelopeColumns.ts';
import { MessageFields, type FieldTable } from './MessageFields.ts';
import { signalTranscoder } from './signalTranscoder.ts';
import type { TimeGuard } from './TimeGuard.ts';
import type { Transcoder } from './Transcoder.ts';

const TIME = "DateTime64(9, 'UTC')";
const NOTHING = new Uint8Array(0);

class LogColumns {
  readonly envelope = new EnvelopeColumns();
  readonly timestamp = new FixedColumn(TIME, 8);
  readonly observed = new FixedColumn(TIME, 8);
  readonly traceId = new FixedColumn('FixedString(16)', 16);
  readonly spanId = new FixedColumn('FixedString(8)', 8);
  readonly flags = new FixedColumn('UInt32', 4);
  readonly severityNumber = new FixedColumn('UInt8', 1);
  readonly severityText = new LowCardinalityColumn();
  readonly eventName = new LowCardinalityColumn();
  readonly body = new StringColumn();
  readonly bodyType = new LowCardinalityColumn();
  readonly attributes = new AttributeColumns();

  readonly block = new BlockBuilder('logs', {
    Tenant: this.envelope.tenant,
    Timestamp: this.timestamp,
    ObservedTimestamp: this.observed,
    TraceId: this.traceId,
    SpanId: this.spanId,
    Flags: this.flags,
    SeverityNumber: this.severityNumber,
    SeverityText: this.severityText,
    ServiceName: this.envelope.service,
    ResourceId: this.envelope.resourceId,
    ScopeName: this.envelope.scopeName,
    ScopeVersion: this.envelope.scopeVersion,
    EventName: this.eventName,
    Body: this.body,
    BodyType: this.bodyType,
    LogAttributes: this.attributes.map,
    LogAttributeTypes: this.attributes.types,
  });
}

/** The transcoder of the signal `logs`. */
export function logsTranscoder(): Transcoder {
  return signalTranscoder((times) => {
    const columns = new LogColumns();
    const logs = new LogReader(columns, times);
    return {
      noun: 'log record',
      blocks: [columns.block],
      startRequest: (body, tenant) => columns.envelope.startRequest(body, tenant),
      resource: (resource) => columns.envelope.enterResource(resource),
      scope: (scope) => columns.envelope.enterScope(scope),
      record(reader, end, rejections) {
        const fault = logs.read(reader, end);
        if (fault !== undefined) {
          rejections.add(fault);
          return 0;
        }
        columns.envelope.append();
        return 1;
      },
      abandonRequest: () => columns.attributes.abandonRow(),
    };
  });
}

const LOG = {
  time: 1,
  severityNumber: 2,
  severityText: 3,
  body: 5,
  attributes: 6,
  flags: 8,
  traceId: 9,
  spanId: 10,
  observedTime: 11,
  eventName: 12,
} as const;
/** LogRecord of opentelemetry/proto/logs/v1/logs.proto. */
const LOG_FIELDS: FieldTable = {
  [LOG.time]: 'fixed64',
  [LOG.severityNumber]: 'varint',
  [LOG.severityText]: 'bytes',
  [LOG.body]: 'bytes',
  [LOG.attributes]: 'repeated bytes',
  [LOG.flags]: 'fixed32',
  [LOG.traceId]: 'bytes',
  [LOG.spanId]: 'bytes',
  [LOG.observedTime]: 'fixed64',
  [LOG.eventName]: 'bytes',
};

class LogReader {
  readonly #columns: LogColumns;
  readonly #times: TimeGuard;
  readonly #fields = new MessageFields(LOG_FIELDS);
  readonly #typeCode = new Uint8Array(1);

  constructor(columns: LogColumns, times: TimeGuard) {
    this.#columns = columns;
    this.#times = times;
  }

  /** Why the record cannot be stored, or undefined when it was written. */
  read(reader: ProtobufReader, end: number): string | undefined {
    const fields = this.#fields;
    fields.read(reader, end);

    const { bytes, view } = reader;
    // "Use Timestamp if it is present, otherwise use ObservedTimestamp" (logs data model, Timestamp).
    const { [LOG.time]: time, [LOG.observedTime]: observed } = fields.at;
    const at = isSet(view, time) ? time : isSet(view, observed) ? observed : -1;
    if (at < 0) return 'it has neither a time nor an observed time';
    const fault = this.#times.fault(view.getUint32(at, true), view.getUint32(at + 4, true));
    if (fault !== undefined) return fault;

    const columns = this.#columns;
    columns.timestamp.bytes(bytes, at);
    columns.observed.bytes(bytes, isSet(view, observed) ? observed : at);
    // Ids of a wrong length: "assume that the log record is not associated with a trace" (logs.proto).
    const traceId = fields.atIfLong(LOG.traceId, 16);
    if (traceId < 0) columns.traceId.zero();
    else columns.traceId.bytes(bytes, traceId);
    const spanId = fields.atIfLong(LOG.spanId, 8);
    if (spanId < 0) columns.spanId.zero();
    else columns.spanId.bytes(bytes, spanId);
    columns.flags.u32(fields.at[LOG.flags] < 0 ? 0 : view.getUint32(fields.at[LOG.flags], true));
    columns.severityNumber.u8(fields.varint[LOG.severityNumber]);
    columns.severityText.bytes(bytes, fields.at[LOG.severityText], fields.length(LOG.severityText));
    columns.eventName.bytes(bytes, fields.at[LOG.eventName], fields.length(LOG.eventName));
    this.#body(reader, Math.max(0, fields.at[LOG.body]), fields.length(LOG.body));
    columns.attributes.appendAll(reader, fields.repeated(LOG.attributes));
    columns.attributes.closeRow();
    reader.position = end;
    return undefined;
  }

  #body(reader: ProtobufReader, start: number, length: number): void {
    const { body, bodyType } = this.#columns;
    reader.position = start;
    if (length === 0) body.bytes(NOTHING, 0, 0);
    this.#typeCode[0] = length === 0 ? EMPTY_TYPE : appendAnyValue(reader, start + length, body);
    bodyType.bytes(this.#typeCode, 0, 1);
  }
}

function isSet(view: DataView, at: number): boolean {
  return at >= 0 && (view.getUint32(at, true) !== 0 || view.getUint32(at + 4, true) !== 0);
}
