// Attributes as pairs of strings, for what is done once for a series and then remembered. What is done for each record works on bytes
// (AttributeColumns).
import { ByteBuffer } from '../../columns/ByteBuffer.ts';
import { StringColumn } from '../../columns/StringColumn.ts';
import { ProtobufReader } from '../../protobuf/ProtobufReader.ts';
import { appendAnyValue } from '../anyValue.ts';

export type Attribute = readonly [key: string, value: string];

/** Field numbers, as tags, of the attributes of messages. */
export const ATTRIBUTES_OF = {
  /** Resource.attributes = 1 */
  resource: 10,
  /** InstrumentationScope.attributes = 3 */
  scope: 26,
} as const;

/** The KeyValue messages that a message has in the field with this tag. @throws MalformedOtlpError */
export function attributesIn(message: Uint8Array, tag: number): Attribute[] {
  const reader = new ProtobufReader(message);
  const attributes: Attribute[] = [];
  while (reader.position < message.length) {
    const found = reader.varint();
    if (found === tag) attributes.push(readAttribute(reader, reader.length(message.length) + reader.position));
    else reader.skip(found, message.length);
  }
  reader.endMessage(message.length);
  return attributes;
}

/** One KeyValue: key = 1, value = 2. Leaves the reader's position at `end`. @throws MalformedOtlpError */
export function readAttribute(reader: ProtobufReader, end: number): Attribute {
  let key = '';
  let value = '';
  while (reader.position < end) {
    const tag = reader.varint();
    if (tag === 10) {
      const start = reader.delimited(end);
      key = reader.utf8(start, reader.position);
    } else if (tag === 18) value = anyValueText(reader, reader.length(end) + reader.position);
    else reader.skip(tag, end);
  }
  reader.endMessage(end);
  return [key, value];
}

/** The text that `appendAnyValue` adds to a column. */
function anyValueText(reader: ProtobufReader, end: number): string {
  scratchColumn.clear();
  appendAnyValue(reader, end, scratchColumn);
  scratchBytes.clear();
  scratchColumn.writeValues(scratchBytes);
  const written = new ProtobufReader(scratchBytes.written());
  const start = written.delimited(scratchBytes.length);
  return written.utf8(start, written.position);
}

const scratchColumn = new StringColumn();
const scratchBytes = new ByteBuffer();
