// What the three Export requests have in common: resources hold scopes, scopes hold records. Field numbers are the same in all of them:
// request.resource_x = 1; ResourceX.resource = 1, scope_x = 2; ScopeX.scope = 1, records = 2.
import type { ProtobufReader } from '../protobuf/ProtobufReader.ts';

/** A message inside the request's bytes; `start` = `end` when it is absent, which means: all defaults. */
interface Range {
  start: number;
  end: number;
}

/** An InstrumentationScope and those of its fields that all signals store. */
export interface Scope {
  readonly message: Range;
  readonly name: Range;
  readonly version: Range;
}

export interface EnvelopeVisitor {
  resource(range: Range): void;
  scope(scope: Scope): void;
  /** The reader stands at the record's first byte and must stand at `end` afterwards. */
  record(end: number): void;
}

const FIRST = 10; // field 1, length-delimited
const SECOND = 18; // field 2, length-delimited

/** Walks one Export request in the order in which it was sent. @throws MalformedOtlpError */
export function walkEnvelope(reader: ProtobufReader, visitor: EnvelopeVisitor): void {
  const end = reader.bytes.length;
  while (reader.position < end) {
    const tag = reader.varint();
    if (tag === FIRST) walkResource(reader, reader.length(end) + reader.position, visitor);
    else reader.skip(tag, end);
  }
  reader.endMessage(end);
}

function walkResource(reader: ProtobufReader, end: number, visitor: EnvelopeVisitor): void {
  const start = reader.position;
  visitor.resource(firstField(reader, end));
  reader.position = start;
  while (reader.position < end) {
    const tag = reader.varint();
    if (tag === SECOND) walkScope(reader, reader.length(end) + reader.position, visitor);
    else reader.skip(tag, end);
  }
}

function walkScope(reader: ProtobufReader, end: number, visitor: EnvelopeVisitor): void {
  const start = reader.position;
  const range = firstField(reader, end);
  visitor.scope(readScope(reader, range));
  reader.position = start;
  while (reader.position < end) {
    const tag = reader.varint();
    if (tag === SECOND) {
      const recordEnd = reader.length(end) + reader.position;
      visitor.record(recordEnd);
    } else reader.skip(tag, end);
  }
}

/** Field 1, wherever it stands among the others: an encoder may write fields in any order. */
function firstField(reader: ProtobufReader, end: number): Range {
  const range = { start: 0, end: 0 };
  while (reader.position < end) {
    const tag = reader.varint();
    if (tag === FIRST) {
      range.start = reader.delimited(end);
      range.end = reader.position;
    } else reader.skip(tag, end);
  }
  reader.endMessage(end);
  return range;
}

function readScope(reader: ProtobufReader, message: Range): Scope {
  const name = { start: 0, end: 0 };
  const version = { start: 0, end: 0 };
  reader.position = message.start;
  while (reader.position < message.end) {
    const tag = reader.varint();
    if (tag === FIRST || tag === SECOND) {
      const field = tag === FIRST ? name : version;
      field.start = reader.delimited(message.end);
      field.end = reader.position;
    } else reader.skip(tag, message.end);
  }
  if (message.start < message.end) reader.endMessage(message.end);
  return { message, name, version };
}
