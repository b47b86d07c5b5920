// One Span message (opentelemetry/proto/trace/v1/trace.proto) to one row. It is read once to note where its fields lie, then checked,
// then written: a span that is rejected leaves nothing behind.
import type { ProtobufReader } from '../protobuf/ProtobufReader.ts';
import { FieldRanges } from './FieldRanges.ts';
import type { SpanColumns } from './spanColumns.ts';
import { FIRST_TOO_HIGH, type TimeGuard } from './TimeGuard.ts';

/** Positions in the request's bytes; -1 where the field is absent. */
export class SpanReader {
  readonly #columns: SpanColumns;
  readonly #times: TimeGuard;
  readonly #attributes = new FieldRanges();
  readonly #events = new FieldRanges();
  readonly #links = new FieldRanges();

  constructor(columns: SpanColumns, times: TimeGuard) {
    this.#columns = columns;
    this.#times = times;
  }

  /** Writes the columns that the span itself determines; why it cannot be stored, or undefined when it was written. */
  read(reader: ProtobufReader, end: number): string | undefined {
    const attributes = this.#attributes;
    const events = this.#events;
    const links = this.#links;
    attributes.clear();
    events.clear();
    links.clear();
    let traceId = 0;
    let traceIdLength = 0;
    let spanId = 0;
    let spanIdLength = 0;
    let parentId = 0;
    let parentIdLength = 0;
    let traceState = 0;
    let traceStateLength = 0;
    let name = 0;
    let nameLength = 0;
    let kind = 0;
    let startTime = -1;
    let endTime = -1;
    let status = 0;
    let statusEnd = 0;
    let flags = -1;
    while (reader.position < end) {
      const tag = reader.varint();
      switch (tag) {
        case 10:
          traceId = reader.delimited(end);
          traceIdLength = reader.position - traceId;
          break;
        case 18:
          spanId = reader.delimited(end);
          spanIdLength = reader.position - spanId;
          break;
        case 26:
          traceState = reader.delimited(end);
          traceStateLength = reader.position - traceState;
          break;
        case 34:
          parentId = reader.delimited(end);
          parentIdLength = reader.position - parentId;
          break;
        case 42:
          name = reader.delimited(end);
          nameLength = reader.position - name;
          break;
        case 48:
          kind = reader.varint();
          break;
        case 57:
          startTime = reader.position;
          reader.position += 8;
          break;
        case 65:
          endTime = reader.position;
          reader.position += 8;
          break;
        case 74:
          attributes.add(reader.delimited(end), reader.position);
          break;
        case 90:
          events.add(reader.delimited(end), reader.position);
          break;
        case 106:
          links.add(reader.delimited(end), reader.position);
          break;
        case 122:
          status = reader.delimited(end);
          statusEnd = reader.position;
          break;
        case 133:
          flags = reader.position;
          reader.position += 4;
          break;
        default:
          reader.skip(tag, end);
      }
    }
    reader.endMessage(end);

    const { bytes, view } = reader;
    if (traceIdLength !== 16 || isZero(bytes, traceId, 16)) return 'the trace id is not 16 bytes that are not all zero';
    if (spanIdLength !== 8 || isZero(bytes, spanId, 8)) return 'the span id is not 8 bytes that are not all zero';
    if (parentIdLength !== 0 && parentIdLength !== 8) return 'the parent span id is not 8 bytes';
    const startLow = startTime < 0 ? 0 : view.getUint32(startTime, true);
    const startHigh = startTime < 0 ? 0 : view.getUint32(startTime + 4, true);
    if (startLow === 0 && startHigh === 0) return 'it has no start time';
    const endLow = endTime < 0 ? 0 : view.getUint32(endTime, true);
    const endHigh = endTime < 0 ? 0 : view.getUint32(endTime + 4, true);
    // Not for the column, which holds a duration: the trace index adds it to the start again, and the engine refuses a time after that.
    if (endHigh >= FIRST_TOO_HIGH) return 'the end time is after the year 2262';
    const fault = this.#times.fault(startLow, startHigh);
    if (fault !== undefined) return fault;

    const columns = this.#columns;
    columns.timestamp.u64(startLow, startHigh);
    columns.traceId.bytes(bytes, traceId);
    columns.spanId.bytes(bytes, spanId);
    if (parentIdLength === 0) columns.parentSpanId.zero();
    else columns.parentSpanId.bytes(bytes, parentId);
    columns.traceState.bytes(bytes, traceState, traceStateLength);
    columns.name.bytes(bytes, name, nameLength);
    columns.kind.u8(kind);
    columns.flags.u32(flags < 0 ? 0 : view.getUint32(flags, true));
    this.#duration(startLow, startHigh, endLow, endHigh);
    for (let i = 0; i < attributes.count; i++) {
      reader.position = attributes.start(i);
      columns.attributes.append(reader, attributes.end(i));
    }
    columns.attributes.closeRow();
    this.#status(reader, status, statusEnd);
    for (let i = 0; i < events.count; i++) this.#event(reader, events.start(i), events.end(i));
    columns.events.closeRow(columns.eventTimestamp.count);
    for (let i = 0; i < links.count; i++) this.#link(reader, links.start(i), links.end(i));
    columns.links.closeRow(columns.linkTraceId.count);
    reader.position = end;
    return undefined;
  }

  /** End − start in ns, negative when the clock went back. A span without end (0) has duration 0. */
  #duration(startLow: number, startHigh: number, endLow: number, endHigh: number): void {
    if (endLow === 0 && endHigh === 0) return this.#columns.duration.u64(0, 0);
    const borrow = endLow < startLow ? 1 : 0;
    this.#columns.duration.u64((endLow - startLow) >>> 0, (endHigh - startHigh - borrow) >>> 0);
  }

  #status(reader: ProtobufReader, start: number, end: number): void {
    let message = 0;
    let messageLength = 0;
    let code = 0;
    reader.position = start;
    while (reader.position < end) {
      const tag = reader.varint();
      if (tag === 18) {
        message = reader.delimited(end);
        messageLength = reader.position - message;
      } else if (tag === 24) code = reader.varint();
      else reader.skip(tag, end);
    }
    if (start < end) reader.endMessage(end);
    this.#columns.statusCode.u8(code);
    this.#columns.statusMessage.bytes(reader.bytes, message, messageLength);
  }

  #event(reader: ProtobufReader, start: number, end: number): void {
    const columns = this.#columns;
    let time = -1;
    let name = 0;
    let nameLength = 0;
    reader.position = start;
    while (reader.position < end) {
      const tag = reader.varint();
      if (tag === 9) {
        time = reader.position;
        reader.position += 8;
      } else if (tag === 18) {
        name = reader.delimited(end);
        nameLength = reader.position - name;
      } else if (tag === 26) columns.eventAttributes.append(reader, reader.length(end) + reader.position);
      else reader.skip(tag, end);
    }
    reader.endMessage(end);
    if (time < 0) columns.eventTimestamp.zero();
    else columns.eventTimestamp.bytes(reader.bytes, time);
    columns.eventName.bytes(reader.bytes, name, nameLength);
    columns.eventAttributes.closeRow();
  }

  /** Ids of a wrong length become zeros: the link's attributes may still help. */
  #link(reader: ProtobufReader, start: number, end: number): void {
    const columns = this.#columns;
    let traceId = -1;
    let spanId = -1;
    let traceState = 0;
    let traceStateLength = 0;
    reader.position = start;
    while (reader.position < end) {
      const tag = reader.varint();
      if (tag === 10) {
        const at = reader.delimited(end);
        traceId = reader.position - at === 16 ? at : -1;
      } else if (tag === 18) {
        const at = reader.delimited(end);
        spanId = reader.position - at === 8 ? at : -1;
      } else if (tag === 26) {
        traceState = reader.delimited(end);
        traceStateLength = reader.position - traceState;
      } else if (tag === 34) columns.linkAttributes.append(reader, reader.length(end) + reader.position);
      else reader.skip(tag, end);
    }
    reader.endMessage(end);
    if (traceId < 0) columns.linkTraceId.zero();
    else columns.linkTraceId.bytes(reader.bytes, traceId);
    if (spanId < 0) columns.linkSpanId.zero();
    else columns.linkSpanId.bytes(reader.bytes, spanId);
    columns.linkTraceState.bytes(reader.bytes, traceState, traceStateLength);
    columns.linkAttributes.closeRow();
  }
}

function isZero(bytes: Uint8Array, start: number, length: number): boolean {
  for (let i = start; i < start + length; i++) if (bytes[i] !== 0) return false;
  return true;
}
