// One Span message (opentelemetry/proto/trace/v1/trace.proto) to one row. It is read once to note where its fields lie, then checked,
// then written: a span that is rejected leaves nothing behind.
import type { ProtobufReader } from '../protobuf/ProtobufReader.ts';
import { MessageFields, type FieldTable } from './MessageFields.ts';
import type { SpanColumns } from './spanColumns.ts';
import { FIRST_TOO_HIGH, type TimeGuard } from './TimeGuard.ts';

const SPAN = {
  traceId: 1,
  spanId: 2,
  traceState: 3,
  parentSpanId: 4,
  name: 5,
  kind: 6,
  start: 7,
  end: 8,
  attributes: 9,
  events: 11,
  links: 13,
  status: 15,
  flags: 16,
} as const;
const SPAN_FIELDS: FieldTable = {
  [SPAN.traceId]: 'bytes',
  [SPAN.spanId]: 'bytes',
  [SPAN.traceState]: 'bytes',
  [SPAN.parentSpanId]: 'bytes',
  [SPAN.name]: 'bytes',
  [SPAN.kind]: 'varint',
  [SPAN.start]: 'fixed64',
  [SPAN.end]: 'fixed64',
  [SPAN.attributes]: 'repeated bytes',
  [SPAN.events]: 'repeated bytes',
  [SPAN.links]: 'repeated bytes',
  [SPAN.status]: 'bytes',
  [SPAN.flags]: 'fixed32',
};
const STATUS = { message: 2, code: 3 } as const;
const STATUS_FIELDS: FieldTable = { [STATUS.message]: 'bytes', [STATUS.code]: 'varint' };
const EVENT = { time: 1, name: 2, attributes: 3 } as const;
const EVENT_FIELDS: FieldTable = {
  [EVENT.time]: 'fixed64',
  [EVENT.name]: 'bytes',
  [EVENT.attributes]: 'repeated bytes',
};
const LINK = { traceId: 1, spanId: 2, traceState: 3, attributes: 4 } as const;
const LINK_FIELDS: FieldTable = {
  [LINK.traceId]: 'bytes',
  [LINK.spanId]: 'bytes',
  [LINK.traceState]: 'bytes',
  [LINK.attributes]: 'repeated bytes',
};

export class SpanReader {
  readonly #columns: SpanColumns;
  readonly #times: TimeGuard;
  readonly #span = new MessageFields(SPAN_FIELDS);
  readonly #statusFields = new MessageFields(STATUS_FIELDS);
  readonly #eventFields = new MessageFields(EVENT_FIELDS);
  readonly #linkFields = new MessageFields(LINK_FIELDS);

  constructor(columns: SpanColumns, times: TimeGuard) {
    this.#columns = columns;
    this.#times = times;
  }

  /** Writes the columns that the span itself determines; why it cannot be stored, or undefined when it was written. */
  read(reader: ProtobufReader, end: number): string | undefined {
    const span = this.#span;
    span.read(reader, end);

    const { bytes, view } = reader;
    const traceId = span.atIfLong(SPAN.traceId, 16);
    if (traceId < 0 || isZero(bytes, traceId, 16)) return 'the trace id is not 16 bytes that are not all zero';
    const spanId = span.atIfLong(SPAN.spanId, 8);
    if (spanId < 0 || isZero(bytes, spanId, 8)) return 'the span id is not 8 bytes that are not all zero';
    const parentLength = span.length(SPAN.parentSpanId);
    if (parentLength !== 0 && parentLength !== 8) return 'the parent span id is not 8 bytes';
    const startAt = span.at[SPAN.start];
    const startLow = startAt < 0 ? 0 : view.getUint32(startAt, true);
    const startHigh = startAt < 0 ? 0 : view.getUint32(startAt + 4, true);
    if (startLow === 0 && startHigh === 0) return 'it has no start time';
    const endAt = span.at[SPAN.end];
    const endLow = endAt < 0 ? 0 : view.getUint32(endAt, true);
    const endHigh = endAt < 0 ? 0 : view.getUint32(endAt + 4, true);
    // Not for the column, which holds a duration: the trace index adds it to the start again, and the engine refuses a time after that.
    if (endHigh >= FIRST_TOO_HIGH) return 'the end time is after the year 2262';
    const fault = this.#times.fault(startLow, startHigh);
    if (fault !== undefined) return fault;

    const columns = this.#columns;
    columns.timestamp.u64(startLow, startHigh);
    columns.traceId.bytes(bytes, traceId);
    columns.spanId.bytes(bytes, spanId);
    if (parentLength === 0) columns.parentSpanId.zero();
    else columns.parentSpanId.bytes(bytes, span.at[SPAN.parentSpanId]);
    columns.traceState.bytes(bytes, span.at[SPAN.traceState], span.length(SPAN.traceState));
    columns.name.bytes(bytes, span.at[SPAN.name], span.length(SPAN.name));
    columns.kind.u8(span.varint[SPAN.kind]);
    columns.flags.u32(span.at[SPAN.flags] < 0 ? 0 : view.getUint32(span.at[SPAN.flags], true));
    this.#duration(startLow, startHigh, endLow, endHigh);
    columns.attributes.appendAll(reader, span.repeated(SPAN.attributes));
    columns.attributes.closeRow();
    this.#status(reader);
    const events = span.repeated(SPAN.events);
    for (let i = 0; i < events.count; i++) this.#event(reader, events.start(i), events.end(i));
    columns.events.closeRow(columns.eventTimestamp.count);
    const links = span.repeated(SPAN.links);
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

  #status(reader: ProtobufReader): void {
    const status = this.#statusFields;
    const start = Math.max(0, this.#span.at[SPAN.status]);
    reader.position = start;
    status.read(reader, start + this.#span.length(SPAN.status));
    this.#columns.statusCode.u8(status.varint[STATUS.code]);
    this.#columns.statusMessage.bytes(reader.bytes, status.at[STATUS.message], status.length(STATUS.message));
  }

  #event(reader: ProtobufReader, start: number, end: number): void {
    const columns = this.#columns;
    const event = this.#eventFields;
    reader.position = start;
    event.read(reader, end);
    if (event.at[EVENT.time] < 0) columns.eventTimestamp.zero();
    else columns.eventTimestamp.bytes(reader.bytes, event.at[EVENT.time]);
    columns.eventName.bytes(reader.bytes, event.at[EVENT.name], event.length(EVENT.name));
    columns.eventAttributes.appendAll(reader, event.repeated(EVENT.attributes));
    columns.eventAttributes.closeRow();
  }

  /** Ids of a wrong length become zeros: the link's attributes may still help. */
  #link(reader: ProtobufReader, start: number, end: number): void {
    const columns = this.#columns;
    const link = this.#linkFields;
    reader.position = start;
    link.read(reader, end);
    const traceId = link.atIfLong(LINK.traceId, 16);
    if (traceId < 0) columns.linkTraceId.zero();
    else columns.linkTraceId.bytes(reader.bytes, traceId);
    const spanId = link.atIfLong(LINK.spanId, 8);
    if (spanId < 0) columns.linkSpanId.zero();
    else columns.linkSpanId.bytes(reader.bytes, spanId);
    columns.linkTraceState.bytes(reader.bytes, link.at[LINK.traceState], link.length(LINK.traceState));
    columns.linkAttributes.appendAll(reader, link.repeated(LINK.attributes));
    columns.linkAttributes.closeRow();
  }
}

function isZero(bytes: Uint8Array, start: number, length: number): boolean {
  for (let i = start; i < start + length; i++) if (bytes[i] !== 0) return false;
  return true;
}
