// ExportLogsServiceRequest (opentelemetry/proto/logs/v1/logs.proto) to blocks of `logs` and `resources`.
import { BlockBuilder } from '../columns/BlockBuilder.ts';
import { FixedColumn } from '../columns/FixedColumn.ts';
import { LowCardinalityColumn } from '../columns/LowCardinalityColumn.ts';
import { StringColumn } from '../columns/StringColumn.ts';
import type { ProtobufReader } from '../protobuf/ProtobufReader.ts';
import { appendAnyValue, EMPTY_TYPE } from './anyValue.ts';
import { AttributeColumns } from './AttributeColumns.ts';
import { EnvelopeColumns } from './EnvelopeColumns.ts';
import { FieldRanges } from './FieldRanges.ts';
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

class LogReader {
  readonly #columns: LogColumns;
  readonly #times: TimeGuard;
  readonly #attributes = new FieldRanges();
  readonly #typeCode = new Uint8Array(1);

  constructor(columns: LogColumns, times: TimeGuard) {
    this.#columns = columns;
    this.#times = times;
  }

  /** Why the record cannot be stored, or undefined when it was written. */
  read(reader: ProtobufReader, end: number): string | undefined {
    const attributes = this.#attributes;
    attributes.clear();
    let time = -1;
    let observed = -1;
    let severityNumber = 0;
    let severityText = 0;
    let severityTextLength = 0;
    let body = 0;
    let bodyEnd = 0;
    let eventName = 0;
    let eventNameLength = 0;
    let flags = -1;
    let traceId = -1;
    let spanId = -1;
    while (reader.position < end) {
      const tag = reader.varint();
      switch (tag) {
        case 9:
          time = reader.position;
          reader.position += 8;
          break;
        case 89:
          observed = reader.position;
          reader.position += 8;
          break;
        case 16:
          severityNumber = reader.varint();
          break;
        case 26:
          severityText = reader.delimited(end);
          severityTextLength = reader.position - severityText;
          break;
        case 42:
          body = reader.delimited(end);
          bodyEnd = reader.position;
          break;
        case 50:
          attributes.add(reader.delimited(end), reader.position);
          break;
        case 69:
          flags = reader.position;
          reader.position += 4;
          break;
        case 74: {
          const at = reader.delimited(end);
          traceId = reader.position - at === 16 ? at : -1;
          break;
        }
        case 82: {
          const at = reader.delimited(end);
          spanId = reader.position - at === 8 ? at : -1;
          break;
        }
        case 98:
          eventName = reader.delimited(end);
          eventNameLength = reader.position - eventName;
          break;
        default:
          reader.skip(tag, end);
      }
    }
    reader.endMessage(end);

    const { bytes, view } = reader;
    // "Use Timestamp if it is present, otherwise use ObservedTimestamp" (logs data model, Timestamp).
    const at = isSet(view, time) ? time : isSet(view, observed) ? observed : -1;
    if (at < 0) return 'it has neither a time nor an observed time';
    const fault = this.#times.fault(view.getUint32(at, true), view.getUint32(at + 4, true));
    if (fault !== undefined) return fault;

    const columns = this.#columns;
    columns.timestamp.bytes(bytes, at);
    columns.observed.bytes(bytes, isSet(view, observed) ? observed : at);
    // Ids of a wrong length: "assume that the log record is not associated with a trace" (logs.proto).
    if (traceId < 0) columns.traceId.zero();
    else columns.traceId.bytes(bytes, traceId);
    if (spanId < 0) columns.spanId.zero();
    else columns.spanId.bytes(bytes, spanId);
    columns.flags.u32(flags < 0 ? 0 : view.getUint32(flags, true));
    columns.severityNumber.u8(severityNumber);
    columns.severityText.bytes(bytes, severityText, severityTextLength);
    columns.eventName.bytes(bytes, eventName, eventNameLength);
    this.#body(reader, body, bodyEnd);
    for (let i = 0; i < attributes.count; i++) {
      reader.position = attributes.start(i);
      columns.attributes.append(reader, attributes.end(i));
    }
    columns.attributes.closeRow();
    reader.position = end;
    return undefined;
  }

  #body(reader: ProtobufReader, start: number, end: number): void {
    const { body, bodyType } = this.#columns;
    reader.position = start;
    if (start === end) body.bytes(NOTHING, 0, 0);
    this.#typeCode[0] = start === end ? EMPTY_TYPE : appendAnyValue(reader, end, body);
    bodyType.bytes(this.#typeCode, 0, 1);
  }
}

function isSet(view: DataView, at: number): boolean {
  return at >= 0 && (view.getUint32(at, true) !== 0 || view.getUint32(at + 4, true) !== 0);
}
